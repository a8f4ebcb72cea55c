import CapacityTuning

extension ComparisonReport {
    /// The differences as a picture: of two configurations as parts of A's values, of more in each measure's own unit.
    var differences: DifferenceFigure {
        comparisons.count == 1 ? pairFigure(comparisons[0]) : manyFigure
    }

    private static let reading =
        "Smaller is better in every measure. Bars are 95 % intervals of the paired difference; one that reaches the line "
        + "in the middle is faint: it may as well be zero."

    private static let same = "same"

    private func pairFigure(_ comparison: Comparison) -> DifferenceFigure {
        let same = comparison.rows.filter(\.isIdentical).map(\.measure.title)
        var note = "A is \(labels[0]), B is \(labels[comparison.candidate]). \(Self.reading)"
        if !same.isEmpty { note += " The same in every run: \(same.joined(separator: "; "))." }
        let rows = comparison.rows.filter { !$0.isIdentical }.map { row in
            // What was zero has no parts; the arrow at the end says so.
            let base = row.first.mean.magnitude
            let part = { (value: Double) in value / base * 100 }
            return differenceRow(
                row,
                name: row.measure.title,
                point: base > 0 ? part(row.difference.mean) : row.difference.mean > 0 ? .infinity : -.infinity,
                interval: base > 0 ? Self.known(row).map { Interval(part($0.lower), part($0.upper)) } : nil,
                second: "B"
            )
        }
        return DifferenceFigure(
            title: "What changes from A to B, in percent of A",
            note: note,
            sides: ("less with B", "more with B"),
            panels: rows.isEmpty
                ? [] : [.init(title: "", rows: rows, text: { Self.signed($0) + " %" }, bounds: -100...200)]
        )
    }

    private var manyFigure: DifferenceFigure {
        let panels = shown.compactMap { measure -> DifferenceFigure.Panel? in
            let rows = comparisons.compactMap { comparison -> DifferenceFigure.Row? in
                guard let row = comparison.rows.first(where: { $0.measure == measure }) else { return nil }
                return differenceRow(
                    row,
                    name: labels[comparison.candidate],
                    point: row.difference.mean,
                    interval: Self.known(row),
                    second: labels[comparison.candidate]
                )
            }
            guard rows.contains(where: { $0.value != Self.same }) else { return nil }
            return .init(title: measure.title, rows: rows, text: { MeasureText.signedTick(measure, $0) })
        }
        let equal = shown.filter { measure in !panels.contains { $0.title == measure.title } }.map(\.title)
        var note = "A is \(labels[0]). \(Self.reading)"
        if !equal.isEmpty { note += " The same in every run of all: \(equal.joined(separator: "; "))." }
        return DifferenceFigure(
            title: "Differences from A",
            note: note,
            sides: ("less than A", "more than A"),
            panels: panels
        )
    }

    private static func known(_ row: ComparisonRow) -> Interval? {
        row.interval.lower.isFinite && row.interval.upper.isFinite ? row.interval : nil
    }

    private static func signed(_ value: Double) -> String {
        (value > 0 ? "+" : "") + NumberText.short(value, places: 1)
    }

    private func differenceRow(
        _ row: ComparisonRow,
        name: String,
        point: Double,
        interval: Interval?,
        second: String
    ) -> DifferenceFigure.Row {
        let measure = row.measure
        let mean = MeasureText.difference(measure, row.difference.mean)
        let range = MeasureText.interval(measure, row.interval)
        let isUnsure = row.isIdentical || row.isUndecided || Self.known(row) == nil
        let value = row.isIdentical ? Self.same : "\(row.isUndecided ? "~ " : "")\(mean) (\(range))"
        let lines = [
            measure.title,
            "A \(MeasureText.value(measure, row.first.mean)), \(second) \(MeasureText.value(measure, row.second.mean))",
            row.isIdentical
                ? "the same in every run"
                : "difference \(mean)" + (Self.known(row) == nil ? ", of one run" : ", 95 %: \(range)"),
            row.isUndecided ? "may as well be zero" : nil,
            NumberText.count(row.difference.count, "paired run"),
        ]
        return DifferenceFigure.Row(
            name: name,
            point: point,
            interval: interval,
            kind: isUnsure ? .unsure : row.difference.mean < 0 ? .less : .more,
            value: value,
            title: lines.compactMap(\.self).joined(separator: "\n")
        )
    }
}
