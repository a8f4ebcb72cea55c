public import CapacityTuning
public import FleetSimulation
public import LosslessJSON

/// A paired comparison of configurations that met the same clients.
public struct ComparisonReport: Sendable {
    let labels: [String]
    let comparisons: [Comparison]
    private let seed: UInt64
    private let scenarios: [Scenario]
    private let measures: [Measure]?
    private let stopping: String
    private let reproduction: [String]

    /// A report of comparisons with the first of the labels, over scenarios whose assumptions it lists.
    ///
    /// The page shows `measures` in this order; without any, all of two configurations and the main ones of more. The
    /// JSON always has all. `stopping` tells when the runs ended, if not after all of them.
    public init(
        labels: [String],
        comparisons: [Comparison],
        seed: UInt64,
        scenarios: [Scenario] = [],
        measures: [Measure]? = nil,
        stopping: String = "",
        reproduction: [String]
    ) {
        self.scenarios = scenarios
        self.stopping = stopping
        self.labels = labels
        self.comparisons = comparisons
        self.seed = seed
        self.measures = measures
        self.reproduction = reproduction
    }

    /// The page: one table for two configurations, one row for each of more.
    public var page: StudyPage {
        let replications = comparisons.map(\.replications).max() ?? 0
        let note =
            "\(NumberText.count(replications, "run")) each with the same clients (seeds \(seed) on); differences are "
            + "paired. ~ marks one that may as well be zero (95 %)." + (stopping.isEmpty ? "" : " " + stopping)
        let sections =
            comparisons.count == 1 ? [pairSection(comparisons[0], note)] : [manySection(note), differenceSection]
        var page = StudyPage(verdict: verdict, sections: sections, reproduction: reproduction)
        page.figure = .differences(differences)
        page.assumptions = AssumptionRow.table(of: scenarios)
        return page
    }

    private var verdict: RunPage.Verdict {
        guard comparisons.count == 1 else {
            return .init(holds: nil, headline: "\(comparisons.count) configurations against \(labels[0])")
        }
        let rows = comparisons[0].rows
        let sentences = [
            sentence(rows, .monthlyCost, more: "more a month", less: "less a month", name: "cost"),
            sentence(
                rows,
                .refused,
                more: "more runs with a refusal",
                less: "fewer runs with a refusal",
                name: "refusals"
            ),
            sentence(
                rows,
                .forcedDisconnects,
                more: "more cut connections",
                less: "fewer cut connections",
                name: "cuts"
            ),
        ].compactMap(\.self)
        return .init(
            holds: nil,
            headline: "\(labels[1]) against \(labels[0]): " + sentences.joined(separator: ", ") + ".",
            details: refusals(rows)
        )
    }

    private func refusals(_ rows: [ComparisonRow]) -> [String] {
        guard let row = rows.first(where: { $0.measure == .refused }), let first = row.firstShare,
            let second = row.secondShare
        else { return [] }
        func text(_ share: Proportion) -> String {
            let interval = share.wilson()
            return "\(share.successes) of \(share.trials) runs (\(NumberText.percent(max(0, interval.lower))) to "
                + "\(NumberText.percent(interval.upper)))"
        }
        return ["A run with a refusal: A \(text(first)), B \(text(second)) with 95 % confidence."]
    }

    private func sentence(
        _ rows: [ComparisonRow],
        _ measure: Measure,
        more: String,
        less: String,
        name: String
    ) -> String? {
        guard let row = rows.first(where: { $0.measure == measure }) else { return nil }
        if row.isIdentical { return "same \(name)" }
        if row.isUndecided { return "no sure difference in \(name)" }
        let mean = row.difference.mean
        return "\(MeasureText.value(measure, mean.magnitude)) \(mean > 0 ? more : less)"
    }

    private func pairSection(_ comparison: Comparison, _ note: String) -> StudyPage.Section {
        StudyPage.Section(
            "Measures",
            note: note,
            columns: [
                ("", .left), ("A", .right), ("B", .right), ("B - A", .right), ("95 % interval", .right),
            ],
            rows: rows(of: comparison).flatMap { row in
                let isQuiet = row.isIdentical || row.isUndecided
                let cells: [TextTable.Cell] = [
                    .init(row.measure.title), .init(MeasureText.value(row.measure, row.first.mean)),
                    .init(MeasureText.value(row.measure, row.second.mean)),
                    .init(
                        row.isIdentical ? "same" : row.isUndecided ? "~" : difference(row),
                        isQuiet ? .faint : .plain
                    ),
                    .init(row.isIdentical ? "" : MeasureText.interval(row.measure, row.interval), .faint),
                ]
                return [cells, worst(row, replications: comparison.replications)].compactMap(\.self)
            }
        )
    }

    private func rows(of comparison: Comparison) -> [ComparisonRow] {
        guard let measures else { return comparison.rows }
        return measures.compactMap { measure in comparison.rows.first { $0.measure == measure } }
    }

    /// The mean of the worst twentieth of the runs, where there are enough and some are bad.
    private func worst(_ row: ComparisonRow, replications: Int) -> [TextTable.Cell]? {
        guard let worst = row.worst, replications >= 20, max(worst.first, worst.second) > 0 else { return nil }
        return [
            .init("  in the worst 5 % of runs", .faint), .init(MeasureText.value(row.measure, worst.first), .faint),
            .init(MeasureText.value(row.measure, worst.second), .faint), .init(""), .init(""),
        ]
    }

    /// The differences of what decides, with their intervals, one row for each configuration.
    private var differenceSection: StudyPage.Section {
        let measures: [Measure] = [.monthlyCost, .refused, .forcedDisconnects]
        return StudyPage.Section(
            "Differences from \(labels[0]), with 95 % intervals",
            columns: [("", .left)] + measures.map { ($0.shortTitle, .right) },
            rows: comparisons.map { comparison in
                [.init(labels[comparison.candidate])]
                    + measures.map { measure in
                        guard let row = comparison.rows.first(where: { $0.measure == measure }) else {
                            return .init("")
                        }
                        if row.isIdentical { return .init("same", .faint) }
                        let half = (row.interval.upper - row.interval.lower) / 2
                        let width = half.isFinite ? " ±" + MeasureText.width(measure, half) : ""
                        return .init((row.isUndecided ? "~" : "") + difference(row) + width)
                    }
            }
        ).foldingColumn(0)
    }

    private func difference(_ row: ComparisonRow) -> String {
        MeasureText.difference(row.measure, row.difference.mean)
    }

    /// The measures shown of several configurations.
    var shown: [Measure] {
        measures ?? [.monthlyCost, .refused, .refusedClients, .forcedDisconnects, .hotTaskMinutes]
    }

    private func manySection(_ note: String) -> StudyPage.Section {
        let titles = shown.map(\.shortTitle)
        func cells(_ value: (Measure) -> String) -> [TextTable.Cell] { shown.map { .init(value($0)) } }
        var rows: [[TextTable.Cell]] = []
        if let first = comparisons.first {
            rows.append(
                [.init(labels[0])]
                    + cells { measure in
                        first.rows.first { $0.measure == measure }.map { MeasureText.value(measure, $0.first.mean) }
                            ?? ""
                    }
            )
        }
        for comparison in comparisons {
            rows.append(
                [.init(labels[comparison.candidate])]
                    + cells { measure in
                        guard let row = comparison.rows.first(where: { $0.measure == measure }) else { return "" }
                        let value = MeasureText.value(measure, row.second.mean)
                        return row.isUndecided ? "~" + value : value
                    }
            )
        }
        return StudyPage.Section(
            "Configurations",
            note: note,
            columns: [("", .left)] + titles.map { ($0, .right) },
            rows: rows
        ).foldingColumn(0)
    }

    /// The comparison as JSON, schema version 1.
    public var json: JSONValue {
        .members([
            ("schemaVersion", .integer(1)),
            ("kind", .string("scalesim-compare")),
            ("seed", .integer(seed)),
            ("labels", .array(labels.map(JSONValue.string))),
            ("comparisons", .array(comparisons.map(comparison))),
        ])
    }

    private func comparison(_ comparison: Comparison) -> JSONValue {
        .members([
            ("baseline", .string(labels[0])),
            ("candidate", .string(labels[comparison.candidate])),
            ("replications", .integer(comparison.replications)),
            ("measures", .array(comparison.rows.map(row))),
        ])
    }

    private func row(_ row: ComparisonRow) -> JSONValue {
        .members([
            ("measure", .string(row.measure.rawValue)),
            ("baselineMean", .double(row.first.mean)),
            ("candidateMean", .double(row.second.mean)),
            ("difference", .double(row.difference.mean)),
            ("lower", .double(row.interval.lower)),
            ("upper", .double(row.interval.upper)),
            ("baselineWorst", row.worst.map { .double($0.first) } ?? .null),
            ("candidateWorst", row.worst.map { .double($0.second) } ?? .null),
            ("undecided", .bool(row.isUndecided)),
            ("identical", .bool(row.isIdentical)),
        ])
    }
}
