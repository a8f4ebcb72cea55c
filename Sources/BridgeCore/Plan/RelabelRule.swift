/// One rule of `relabel_configs` or `metric_relabel_configs`.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config>.
public struct RelabelRule: Sendable, Equatable {
    /// What a rule does.
    public enum Action: String, Sendable, Equatable, CaseIterable {
        case replace
        case keep
        case drop
        case keepequal
        case dropequal
        case hashmod
        case labelmap
        case labeldrop
        case labelkeep
        case lowercase
        case uppercase
    }

    /// The labels whose values are joined.
    public var sourceLabels: [String]
    /// What stands between the joined values.
    public var separator: String
    /// The label that is written.
    public var targetLabel: String
    /// The pattern the joined values must match from end to end.
    public var regex: Pattern
    /// The divisor of `hashmod`.
    public var modulus: UInt64
    /// The template of the new value.
    public var replacement: String
    /// What the rule does.
    public var action: Action

    /// Creates a rule.
    public init(
        sourceLabels: [String] = [],
        separator: String = ";",
        targetLabel: String = "",
        regex: Pattern,
        modulus: UInt64 = 0,
        replacement: String = "$1",
        action: Action = .replace
    ) {
        self.sourceLabels = sourceLabels
        self.separator = separator
        self.targetLabel = targetLabel
        self.regex = regex
        self.modulus = modulus
        self.replacement = replacement
        self.action = action
    }
}
