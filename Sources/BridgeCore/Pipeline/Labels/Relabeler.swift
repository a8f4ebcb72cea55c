internal import LinearRegex

/// Relabelling rules, compiled: `relabel_configs` over a target's labels, `metric_relabel_configs` over a sample's.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config>.
public struct Relabeler: Sendable {
    private struct CompiledRule: Sendable {
        var rule: RelabelRule
        var matcher: Matcher
        var replacement: ReplacementTemplate
        var target: ReplacementTemplate
    }

    private var rules: [CompiledRule] = []
    private var isBroken = false

    /// Compiles rules; if one of them cannot be, nothing is kept.
    public init(_ rules: [RelabelRule]) {
        for rule in rules {
            guard let matcher = rule.regex.matcher() else {
                self.isBroken = true
                continue
            }
            self.rules.append(
                CompiledRule(
                    rule: rule,
                    matcher: matcher,
                    replacement: ReplacementTemplate(rule.replacement, for: matcher.pattern),
                    target: ReplacementTemplate(rule.targetLabel, for: matcher.pattern)
                )
            )
        }
    }

    /// Whether there is no rule.
    public var isEmpty: Bool { self.rules.isEmpty && !self.isBroken }

    /// Applies the rules in order.
    ///
    /// - Returns: Whether the labels are kept; if not, some of the rules have not been applied.
    public mutating func apply(to labels: inout LabelSet) -> Bool {
        if self.isBroken { return false }
        for index in self.rules.indices where !Self.apply(&self.rules[index], to: &labels) { return false }
        return true
    }

    private static func apply(_ compiled: inout CompiledRule, to labels: inout LabelSet) -> Bool {
        let rule = compiled.rule
        let value = labels.joined(rule.sourceLabels, separator: rule.separator)
        switch rule.action {
        case .keep: return compiled.matcher.matches(value)
        case .drop: return !compiled.matcher.matches(value)
        case .keepequal: return (labels[rule.targetLabel] ?? "") == value
        case .dropequal: return (labels[rule.targetLabel] ?? "") != value
        case .replace: Self.replace(value, &compiled, in: &labels)
        case .lowercase: labels[rule.targetLabel] = value.lowercased()
        case .uppercase: labels[rule.targetLabel] = value.uppercased()
        case .hashmod: labels[rule.targetLabel] = String(Self.hash(value) % max(rule.modulus, 1))
        case .labelmap:
            for label in labels.labels {
                if let name = Self.mapped(label.name, &compiled) { labels[name] = label.value }
            }
        case .labeldrop:
            for label in labels.labels where compiled.matcher.matches(label.name) { labels[label.name] = nil }
        case .labelkeep:
            for label in labels.labels where !compiled.matcher.matches(label.name) { labels[label.name] = nil }
        }
        return true
    }

    private static func replace(_ value: String, _ compiled: inout CompiledRule, in labels: inout LabelSet) {
        let text = Array(value.utf8)
        var captures = Captures()
        guard compiled.matcher.firstMatch(in: text, captures: &captures) else { return }
        let target = Self.expand(compiled.target, captures, text)
        if target.isEmpty { return }
        labels[target] = Self.expand(compiled.replacement, captures, text)
    }

    private static func mapped(_ name: String, _ compiled: inout CompiledRule) -> String? {
        let text = Array(name.utf8)
        var captures = Captures()
        guard compiled.matcher.firstMatch(in: text, captures: &captures) else { return nil }
        let mapped = Self.expand(compiled.replacement, captures, text)
        return mapped.isEmpty ? nil : mapped
    }

    private static func expand(_ template: ReplacementTemplate, _ captures: Captures, _ text: [UInt8]) -> String {
        var output: [UInt8] = []
        template.expand(captures, of: text.span, into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Prometheus' hash of a text: the last eight bytes of its MD5 as a big-endian number.
    private static func hash(_ text: String) -> UInt64 {
        MD5.digest(Array(text.utf8))[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
