import FleetSimulation
public import LosslessJSON
import TargetTracking

extension RunPageBuilder {
    /// The result as JSON, schema version 1.
    ///
    /// Members are only added within one version. Numbers carry their unit in their name; times are milliseconds from
    /// the start of the run. The series is left out; `--csv` has it.
    public func json(version: String, fingerprint: String) -> JSONValue {
        let page = page()
        let sentences = DecisionSentences(configuration: scenario.scaling, demands: input.demands)
        return .members([
            ("schemaVersion", .integer(1)),
            ("kind", .string("scalesim-run")),
            ("version", .string(version)),
            (
                "scenario",
                .members([
                    ("name", .string(input.name)),
                    ("description", .string(input.description)),
                    ("fingerprint", .string(fingerprint)),
                    ("seed", .integer(outcome.seed)),
                    ("days", .double(scenario.horizonSeconds / 86_400)),
                ])
            ),
            (
                "verdict",
                .members([
                    ("holds", page.verdict.holds.map(JSONValue.bool) ?? .null),
                    ("headline", .string(page.verdict.headline)),
                    ("warnings", .array(page.warnings.map(JSONValue.string))),
                ])
            ),
            ("requirements", .array(input.requirements.map(requirement))),
            ("measures", measures),
            ("decisions", .array(input.decisions.map { DecisionJSON.value($0, sentences) })),
            ("assumptions", .array(scenario.controlAssumptions.all.map(assumption))),
            ("prices", .members([("source", .string(scenario.prices.source))])),
        ])
    }

    private func requirement(_ requirement: OutcomeRequirement) -> JSONValue {
        .members([
            ("requirement", .string(requirement.text)),
            ("measured", .double(requirement.measure.value(in: outcome))),
            ("holds", .bool(requirement.holds(for: outcome))),
        ])
    }

    private var measures: JSONValue {
        var groups: [(String, [(String, JSONValue)])] = []
        for measure in OutcomeMeasure.all {
            let value = measure.value(in: outcome)
            let json: JSONValue = measure.isCount ? .integer(Int(value)) : .double(value)
            if groups.last?.0 != measure.group { groups.append((measure.group, [])) }
            groups[groups.count - 1].1.append((measure.name, json))
        }
        return .members(groups.map { ($0.0, .members($0.1)) })
    }

    private func assumption(_ assumption: Assumption) -> JSONValue {
        .members([
            ("name", .string(assumption.name)),
            ("value", .string(assumption.value)),
            ("default", .string(assumption.defaultValue)),
            ("basis", .string(assumption.provenance.rawValue)),
            ("source", .string(assumption.source)),
        ])
    }
}
