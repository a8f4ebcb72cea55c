import CapacityTuning

extension TuningReport {
    /// What the search found as a picture: what is to be small against what must be kept; nil with one measure only.
    var scatter: ScatterFigure? {
        guard let upright else { return nil }
        let cost = goal.minimized
        let isCost = cost == .monthlyCost
        return ScatterFigure(
            title: "\(isCost ? "Cost per month" : cost.title) against \(upright.title)",
            note: "Every point is a configuration of the search; further left and further down is better. Bars are the "
                + "95 % intervals of both values. Point at one to read its settings.",
            horizontal: .init(title: isCost ? "cost per month" : cost.title) { MeasureText.tick(cost, $0) },
            vertical: .init(title: upright.title, text: upright.tick),
            limit: upright.limit,
            points: result.rows.filter { $0.replications > 0 }.map { point(of: $0, upright) }
        )
    }

    /// The vertical direction: the first requirement that is not about the horizontal one, or else the next measure.
    private struct Upright {
        var title: String
        var tick: @Sendable (Double) -> String
        var limit: (value: Double, text: String)?
        var value: (TuningRow) -> (estimate: Double, interval: Interval?)
    }

    private var upright: Upright? {
        if let index = goal.requirements.firstIndex(where: { $0.measure != goal.minimized }) {
            let requirement = goal.requirements[index]
            let measure = requirement.measure
            let isShare = requirement.isProbability
            let name = isShare && !measure.isIndicator ? "P(\(measure.title))" : measure.title
            return Upright(
                title: name,
                tick: { isShare ? NumberText.percent($0, places: 2) : MeasureText.tick(measure, $0) },
                limit: (requirement.limit, "required: \(requirement.text)"),
                value: { row in
                    let found = row.requirements[index]
                    let isKnown = found.interval.lower.isFinite && found.interval.upper.isFinite
                    return (
                        found.estimate,
                        isKnown ? Interval(max(0, found.interval.lower), found.interval.upper) : nil
                    )
                }
            )
        }
        guard goal.frontMeasures.count > 1 else { return nil }
        let measure = goal.frontMeasures[1]
        let confidence = goal.confidence
        return Upright(
            title: measure.title,
            tick: { MeasureText.tick(measure, $0) },
            value: { ($0.measures[1].mean, Self.interval($0.measures[1], confidence)) }
        )
    }

    private static func interval(_ moments: Moments, _ confidence: Double) -> Interval? {
        guard moments.count > 1 else { return nil }
        if moments.variance == 0 { return Interval(moments.mean, moments.mean) }
        return moments.interval(confidence: confidence)
    }

    private func point(of row: TuningRow, _ upright: Upright) -> ScatterFigure.Point {
        let y = upright.value(row)
        let kind = kind(of: row)
        return ScatterFigure.Point(
            x: row.measures[0].mean,
            y: y.estimate,
            xInterval: Self.interval(row.measures[0], goal.confidence),
            yInterval: y.interval,
            kind: kind,
            label: label(row.candidate),
            title: title(of: row, kind)
        )
    }

    private func kind(of row: TuningRow) -> ScatterFigure.Kind {
        if row.candidate == result.best { return result.chosen == nil ? .nearest : .chosen }
        if row.ties.contains(result.best) { return .tie }
        return row.isOnFront ? .front : .beaten
    }

    private func title(of row: TuningRow, _ kind: ScatterFigure.Kind) -> String {
        let isFinalist = result.rounds.last?.candidates.contains(row.candidate) ?? false
        let standing =
            switch kind {
            case .chosen: "the cheapest that keeps what is required"
            case .nearest: "nearest to what is required"
            case .tie: "cannot be told from \(label(result.best))"
            case .front: "on the front: nothing is better in every measure"
            case .beaten: isFinalist ? "another is better in every measure" : "given up as unlikely"
            }
        var lines = [label(row.candidate), standing]
        for (measure, moments) in zip(goal.frontMeasures, row.measures) where !isRequired(measure) {
            var line = "\(measure.shortTitle) \(MeasureText.value(measure, moments.mean))"
            if let interval = Self.interval(moments, goal.confidence) {
                line += ", 95 %: \(MeasureText.value(measure, max(0, interval.lower))) to "
                line += MeasureText.value(measure, interval.upper)
            }
            lines.append(line)
        }
        for one in row.requirements {
            var line = "\(one.requirement.text): found \(value(one, one.estimate))"
            if one.interval.lower.isFinite, one.interval.upper.isFinite {
                line += ", 95 %: \(value(one, max(0, one.interval.lower))) to \(value(one, one.interval.upper))"
            }
            lines.append(line)
        }
        return (lines + [NumberText.count(row.replications, "run")]).joined(separator: "\n")
    }

    private func isRequired(_ measure: Measure) -> Bool {
        measure != goal.minimized && goal.requirements.contains { $0.measure == measure }
    }
}
