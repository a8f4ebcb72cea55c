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
        let cost = row.measures.first.map { MeasureText.value(goal.minimized, $0.mean) } ?? ""
        let what = goal.minimized == .monthlyCost ? "\(cost) a month" : "\(goal.minimized.title) \(cost)"
        let searched =
            "\(NumberText.count(plan.candidates.count, "configuration")), "
            + "\(NumberText.count(result.replicationsRun, "run")) in "
            + "\(NumberText.count(result.rounds.count, "round")); \(row.replications) of the chosen one."
        guard result.chosen != nil else {
            return .init(
                holds: false,
                headline: "No configuration of the search keeps what is required.",
                details: ["Nearest is \(label(result.best)): \(what).", searched]
            )
        }
        return .init(holds: true, headline: "\(label(result.best)): \(what).", details: [searched])
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
            ? NumberText.percent(value, places: 2) : MeasureText.value(result.requirement.measure, value)
    }

    private var requirementSection: StudyPage.Section {
        let row = result.rows[result.best]
        return StudyPage.Section(
            "Required of \(label(result.best))",
            columns: [("", .left), ("", .left), ("found", .right), ("95 % interval", .left)],
            rows: row.requirements.map { one in
                let holds = one.requirement.isMet(by: one.estimate)
                return [
                    .init(holds ? "✓" : "✗", holds ? .good : .bad), .init(one.requirement.text),
                    .init(value(one, one.estimate)),
                    .init("\(value(one, max(0, one.interval.lower))) to \(value(one, one.interval.upper))", .faint),
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
            + "required; ~ cannot be told from it by these runs."
        if hidden > 0 { note += " \(hidden) more are left out." }
        return StudyPage.Section(
            "Worth considering",
            note: note,
            columns: [("", .left), ("", .left)] + measures.map { ($0.shortTitle, .right) } + [("runs", .right)],
            rows: shown.map { candidate in
                let row = result.rows[candidate]
                let isTie = row.ties.contains(result.best)
                let mark = candidate == result.best ? "★" : isTie ? "~" : ""
                let cells = zip(measures, row.measures).map { measure, moments in
                    TextTable.Cell(MeasureText.value(measure, moments.mean))
                }
                return [.init(mark, .good), .init(label(candidate))] + cells + [.init("\(row.replications)", .faint)]
            }
        ).foldingColumn(1)
    }

    private func flipSection(_ flips: Tornado) -> StudyPage.Section {
        let changing = flips.effects.filter(\.changesVerdict)
        return StudyPage.Section(
            "What the choice rests on",
            note: "Of \(flips.effects.count) other readings of AWS's undocumented rules, tried one at a time, "
                + "\(flips.unchanged) leave the verdict as it is"
                + (changing.isEmpty ? "." : "; these change it:"),
            columns: changing.isEmpty ? [] : [("", .left), ("found", .right)],
            rows: changing.map { effect in
                let found = effect.requirements.map { "\($0.requirement.text): \(value($0, $0.estimate))" }
                return [.init(effect.flip.setting.description, .warning), .init(found.joined(separator: ", "))]
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
            ("replicationsRun", .integer(result.replicationsRun)),
            ("front", .array(result.front.map { .string(label($0)) })),
            ("candidates", .array(result.rows.map(row))),
            (
                "flips",
                .array(
                    (flips?.effects ?? []).map { effect in
                        .members([
                            ("flip", .string(effect.flip.setting.description)),
                            ("changesVerdict", .bool(effect.changesVerdict)),
                        ])
                    }
                )
            ),
        ])
    }

    private func row(_ row: TuningRow) -> JSONValue {
        let settings = plan.candidates[row.candidate].settings.map { ($0.name, JSONValue.string($0.value)) }
        let measures = zip(goal.frontMeasures, row.measures).map { measure, moments in
            (measure.rawValue, JSONValue.double(moments.mean))
        }
        return .members([
            ("settings", .members(settings)),
            ("replications", .integer(row.replications)),
            ("measures", .members(measures)),
            ("onFront", .bool(row.isOnFront)),
            ("meetsRequirements", .bool(row.meetsRequirements)),
            ("chance", .double(row.chance)),
        ])
    }
}

extension Measure {
    /// A title that fits a column.
    var shortTitle: String {
        switch self {
        case .monthlyCost: "cost/month"
        case .refused: "P(refused)"
        case .forcedDisconnects: "cut"
        case .hotTaskMinutes: "hot, min"
        case .waitingClientSeconds: "waiting, s"
        case .reconnectP99: "reconnect p99"
        case .billedTaskHours: "task-hours"
        default: title
        }
    }
}
