public import FleetSimulation
import TargetTracking

/// One rule or figure that a result rests on, and how well it is known.
public struct AssumptionRow: Sendable {
    public var name: String
    /// The value in force; several if the scenarios of a study differ.
    public var value: String
    /// The default, where the value is another.
    public var usual: String?
    /// `documented`, `observed`, `inferred`, `assumed` or `made`.
    public var tag: String
    /// What it decides, one sentence.
    public var meaning: String
    public var source: String

    static let note =
        "What AWS does not document, and what no public figure supports, is a named rule. Change one with "
        + "--assume NAME=VALUE and see whether the answer stays."

    public init(name: String, value: String, usual: String? = nil, tag: String, meaning: String, source: String) {
        self.name = name
        self.value = value
        self.usual = usual
        self.tag = tag
        self.meaning = meaning
        self.source = source
    }

    /// The assumptions of a study's scenarios, the first one's order; changed ones come first.
    public static func table(of scenarios: [Scenario]) -> [AssumptionRow] {
        guard let first = scenarios.first else { return [] }
        let others = scenarios.dropFirst().map(\.assumptions)
        let rows = first.assumptions.enumerated().map { index, assumption in
            var values = [assumption.value]
            for other in others where other.indices.contains(index) && !values.contains(other[index].value) {
                values.append(other[index].value)
            }
            return AssumptionRow(
                name: assumption.name,
                value: values.joined(separator: " or "),
                usual: values == [assumption.defaultValue] ? nil : assumption.defaultValue,
                tag: assumption.provenance.rawValue,
                meaning: assumption.summary,
                source: assumption.source
            )
        }
        return rows.filter { $0.usual != nil } + rows.filter { $0.usual == nil }
    }
}
