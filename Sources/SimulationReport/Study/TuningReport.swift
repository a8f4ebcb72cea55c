public import CapacityTuning
public import LosslessJSON

/// What a search for the cheapest configuration found.
public struct TuningReport: Sendable {
    let plan: ReplicationPlan
    let goal: TuningGoal
    let result: TuningResult
    private let flips: Tornado?
    private let closedForms: ClosedForms?
    /// Commands and documents that apply the chosen configuration; empty without a choice.
    private let apply: [StudyPage.Section]
    private let reproduction: [String]

    public init(
        plan: ReplicationPlan,
        goal: TuningGoal,
        result: TuningResult,
        flips: Tornado? = nil,
        closedForms: ClosedForms? = nil,
        apply: [StudyPage.Section] = [],
        reproduction: [String] = []
    ) {
        self.plan = plan
        self.goal = goal
        self.result = result
        self.flips = flips
        self.closedForms = closedForms
        self.apply = apply
        self.reproduction = reproduction
    }

    /// The page: verdict, front, what the choice rests on, closed forms beside it, commands.
    public var page: StudyPage {
        var sections = [frontSection, requirementSection]
        if let flips { sections.append(flipSection(flips)) }
        if let closedForms { sections.append(closedForms.section) }
        var page = StudyPage(
            verdict: verdict,
            warnings: warnings,
            sections: sections + apply,
            reproduction: reproduction
        )
        page.figure = scatter.map(StudyFigure.scatter)
        page.assumptions = AssumptionRow.table(of: [plan.candidates[result.best].scenario])
        return page
    }

    func label(_ candidate: Int) -> String { plan.candidates[candidate].label }

    private var verdict: RunPage.Verdict {
        let row = result.rows[result.best]
        let cost = row.measures.first.map { MeasureText.estimate(goal.minimized, $0, goal.confidence) } ?? ""
        let what = goal.minimized == .monthlyCost ? "\(cost) a month" : "\(goal.minimized.title) \(cost)"
        let searched =
            "\(NumberText.count(plan.candidates.count, "configuration")), "
            + "\(NumberText.count(result.replicationsRun, "run")) in "
            + "\(NumberText.count(result.rounds.count, "round")); \(row.replications) of the chosen one."
        guard result.chosen != nil else {
            return .init(
                holds: false,
                headline: "No configuration of the search keeps what is required.",
                details: ["Nearest is \(label(result.best)): \(what).", certainty(row), searched]
            )
        }
        // A mark of success is for what the runs have shown, not for what they leave open.
        let isShown = row.chance >= goal.confidence
        return .init(
            holds: isShown ? true : nil,
            headline: (isShown ? "" : "Not sure yet: ") + "\(label(result.best)): \(what).",
            details: [certainty(row), searched]
        )
    }

    /// How likely it is that the promises are kept, given the runs.
    private func certainty(_ row: TuningRow) -> String {
        let chance = row.chance > 0.9995 ? "above 99.9 %" : NumberText.percent(row.chance)
        let what = row.requirements.count == 1 ? row.requirements[0].requirement.text : "everything required"
        return "Given these runs, the probability that it keeps \(what) is \(chance)."
    }

    private var warnings: [String] {
        var all: [String] = []
        let row = result.rows[result.best]
        for one in row.requirements where one.verdict == .likely {
            all.append(
                "\(one.requirement.text) holds in \(NumberText.count(one.replications, "run")), too few to be sure (up to "
                    + "\(value(one, one.interval.upper))). More --replications decide it."
            )
        }
        return all
    }

    func value(_ result: RequirementResult, _ value: Double) -> String {
        result.requirement.isProbability
            ? MeasureText.probability(value) : MeasureText.value(result.requirement.measure, value)
    }

    private func interval(_ result: RequirementResult) -> String {
        guard result.interval.lower.isFinite else { return "one run" }
        return "\(value(result, max(0, result.interval.lower))) to \(value(result, result.interval.upper))"
    }

    private var requirementSection: StudyPage.Section {
        let row = result.rows[result.best]
        let clean = row.requirements.first { $0.requirement.isProbability && $0.estimate == 0 }
        let rule = clean.map { one in
            let bound = MeasureText.probability(CleanRuns.upperBound(after: one.replications))
            return
                "It happened in none of \(one.replications) runs, so with 95 % confidence in at most \(bound) of all "
                + "(rule of three); the table has Wilson's interval."
        }
        return StudyPage.Section(
            "Required of \(label(result.best))",
            note: rule ?? "",
            columns: [("", .left), ("", .left), ("found", .right), ("95 % interval", .left)],
            rows: row.requirements.map { one in
                let holds = one.requirement.isMet(by: one.estimate)
                return [
                    .init(holds ? "✓" : "✗", holds ? .good : .bad), .init(one.requirement.text),
                    .init(value(one, one.estimate)), .init(interval(one), .faint),
                ]
            }
        )
    }

    private var frontSection: StudyPage.Section {
        // The chosen one is always shown; the others as far as eight rows reach.
        var shown = Array(result.front.prefix(8))
        if !shown.contains(result.best) { shown = [result.best] + shown.prefix(7) }
        let hidden = result.front.count - result.front.count { shown.contains($0) }
        let measures = goal.frontMeasures
        var note =
            "Nothing else of the search beats one of these in every column. ★ is the cheapest that keeps what is "
            + "required; ~ cannot be told from it by these runs. ± and ≤ are the ends of 95 % intervals."
        if hidden > 0 { note += " Left out: \(hidden) more." }
        return StudyPage.Section(
            "Worth considering",
            note: note,
            columns: [("", .left), ("", .left)] + measures.map { ($0.shortTitle, .right) } + [("runs", .right)],
            rows: shown.map { candidate in
                let row = result.rows[candidate]
                let isTie = row.ties.contains(result.best)
                let mark = candidate == result.best ? "★" : isTie ? "~" : ""
                let cells = zip(measures, row.measures).map { measure, moments in
                    TextTable.Cell(MeasureText.estimate(measure, moments, goal.confidence))
                }
                return [.init(mark, .good), .init(label(candidate))] + cells + [.init("\(row.replications)", .faint)]
            }
        ).foldingColumn(1)
    }

    private func flipSection(_ flips: Tornado) -> StudyPage.Section {
        let changing = flips.effects.filter(\.changesVerdict)
        let runs = flips.baseline.first.map { " (\(NumberText.count($0.replications, "run")) each)" } ?? ""
        return StudyPage.Section(
            "What the choice rests on",
            note:
                "The verdict is unchanged under \(flips.unchanged) of \(flips.effects.count) other readings of what AWS "
                + "does not document and nobody has measured, tried one at a time\(runs)"
                + (changing.isEmpty ? "." : "; these change it:"),
            columns: changing.isEmpty ? [] : [("", .left), ("found", .right), ("95 % interval", .left)],
            rows: changing.flatMap { effect in
                // Only the requirements of which the verdict changes.
                zip(flips.baseline, effect.requirements)
                    .filter { $0.requirement.isMet(by: $0.estimate) != $1.requirement.isMet(by: $1.estimate) }
                    .map { _, one in
                        [
                            .init(effect.flip.setting.description, .warning),
                            .init(
                                effect.requirements.count == 1
                                    ? value(one, one.estimate) : "\(one.requirement.text): \(value(one, one.estimate))"
                            ),
                            .init(interval(one), .faint),
                        ]
                    }
            }
        )
    }

    /// The search's result as JSON, schema version 1.
    public var json: JSONValue {
        .members([
            ("schemaVersion", .integer(1)),
            ("kind", .string("scalesim-tune")),
            ("seed", .integer(plan.seed)),
            ("chosen", result.chosen.map { .string(label($0)) } ?? .null),
            ("best", .string(label(result.best))),
            ("minimized", .string(goal.minimized.rawValue)),
            ("replicationsRun", .integer(result.replicationsRun)),
            (
                "rounds",
                .array(
                    result.rounds.map { round in
                        .members([
                            ("replications", .integer(round.replications)),
                            ("candidates", .integer(round.candidates.count)),
                        ])
                    }
                )
            ),
            ("front", .array(result.front.map { .string(label($0)) })),
            ("candidates", .array(result.rows.map(row))),
            (
                "flips",
                .array(
                    (flips?.effects ?? []).map { effect in
                        .members([
                            ("flip", .string(effect.flip.setting.description)),
                            ("changesVerdict", .bool(effect.changesVerdict)),
                            ("requirements", .array(effect.requirements.map(\.json))),
                        ])
                    }
                )
            ),
            ("closedForms", closedForms?.json ?? .array([])),
            ("apply", .array(applied)),
        ])
    }

    /// The sections to be copied.
    private var applied: [JSONValue] {
        apply.map { section in
            .members([
                ("title", .string(section.title)), ("language", .string(section.code.isEmpty ? "" : section.language)),
                ("lines", .array(section.code.map(JSONValue.string))),
            ])
        }
    }

    private func row(_ row: TuningRow) -> JSONValue {
        let settings = plan.candidates[row.candidate].settings.map { ($0.name, JSONValue.string($0.value)) }
        let measures = zip(goal.frontMeasures, row.measures).map { measure, moments in
            (measure.rawValue, JSONValue.double(moments.mean))
        }
        let intervals = zip(goal.frontMeasures, row.measures).map { measure, moments in
            (measure.rawValue, MeasureText.range(measure, moments, goal.confidence).json)
        }
        return .members([
            ("settings", .members(settings)),
            ("replications", .integer(row.replications)),
            ("measures", .members(measures)),
            ("intervals", .members(intervals)),
            ("requirements", .array(row.requirements.map(\.json))),
            ("ties", .array(row.ties.map { .string(label($0)) })),
            ("onFront", .bool(row.isOnFront)),
            ("meetsRequirements", .bool(row.meetsRequirements)),
            ("chance", .double(row.chance)),
        ])
    }
}
