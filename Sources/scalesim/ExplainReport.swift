import CapacityTuning
import LosslessJSON
import SimulationReport
import TargetTracking

/// What `scalesim explain` found, as text or JSON.
struct ExplainReport {
    let plane: ControlPlane
    let warnings: [String]
    let comparison: ChangeComparison?

    private var epoch: Int { plane.configuration.epoch }

    /// `09:05:00`, from the second day on with the date in front.
    private func clock(_ milliseconds: Int) -> String {
        let text = NumberText.utc(milliseconds: milliseconds)
        let firstDay = NumberText.utc(milliseconds: epoch).prefix(10)
        return text.hasPrefix(firstDay) ? String(text.dropFirst(11)) : text
    }

    func text(_ style: TerminalStyle) -> String {
        let scaled = plane.decisions.count { $0.scaled }
        let span =
            "\(NumberText.count(scaled, "change")) of the desired count, \(plane.decisions.count - scaled) "
            + "stretches in which an alarm asked and nothing changed. Times are UTC; the first datapoint is of "
            + "\(NumberText.utc(milliseconds: epoch))."
        var lines = TextWrap.hanging("", span, style: style)
        lines += warnings.flatMap { TextWrap.hanging("! ", $0, style: style, ink: .warning) }
        if let comparison { lines += [""] + comparisonLines(comparison, style) }
        lines += ["", style.paint("Decisions", .heading)]
        lines += TextWrap.hanging("  ", DecisionSentences.key(plane.assumptions), style: style, ink: .faint)
        let sentences = DecisionSentences(configuration: plane.configuration, demands: plane.demands, clock: clock)
        var table = TextTable([.left, .left, .left])
        for decision in plane.decisions {
            let row = sentences.row(for: decision)
            for (index, reason) in row.why.enumerated() {
                table.add(
                    index == 0
                        ? [.init(row.time, .faint), .init(row.change, row.kind.ink), .init(reason)]
                        : ["", "", .init(reason, .faint)]
                )
            }
        }
        lines += table.isEmpty ? ["  none: no alarm asked for anything"] : table.lines(style)
        return lines.joined(separator: "\n") + "\n"
    }

    private func comparisonLines(_ comparison: ChangeComparison, _ style: TerminalStyle) -> [String] {
        var headline = "\(comparison.hits) of \(comparison.observed) activities are explained"
        if let error = comparison.meanTimingError {
            headline += ", \(NumberText.duration(milliseconds: error)) off on average"
        }
        if comparison.falseAlarms > 0 {
            headline += "; \(NumberText.count(comparison.falseAlarms, "decision")) did not happen"
        }
        var table = TextTable([.left, .left, .left, .left], header: ["", "happened", "decided", ""])
        for pair in comparison.pairs {
            let ink: TerminalStyle.Ink = pair.agrees ? .good : .bad
            table.add([
                .init(pair.agrees ? style.glyph("✓", "ok") : style.glyph("✗", "NO"), ink),
                .init(pair.observed.map { "\(clock($0.time + epoch)) to \($0.tasks)" } ?? "nothing"),
                .init(pair.simulated.map { "\(clock($0.time + epoch)) to \($0.tasks)" } ?? "nothing"),
                .init(pair.lateness.map { $0 == 0 ? "" : lateness($0) } ?? "", .faint),
            ])
        }
        let sign = comparison.isComplete ? style.glyph("✓ ", "OK ") : style.glyph("✗ ", "NO ")
        return [style.paint(sign + headline, comparison.isComplete ? .good : .bad)] + table.lines(style)
    }

    private func lateness(_ milliseconds: Int) -> String {
        NumberText.duration(milliseconds: Int(milliseconds.magnitude)) + (milliseconds > 0 ? " later" : " earlier")
    }

    var json: JSONValue {
        let sentences = DecisionSentences(
            configuration: plane.configuration,
            demands: plane.demands,
            clock: NumberText.utc
        )
        var members: [(String, JSONValue)] = [
            ("schemaVersion", .integer(1)),
            ("kind", .string("scalesim-explain")),
            ("warnings", .array(warnings.map(JSONValue.string))),
            ("decisions", .array(plane.decisions.map { DecisionJSON.value($0, sentences, epoch: epoch) })),
        ]
        if let comparison {
            func change(_ change: ObservedHistory.Count?) -> JSONValue {
                guard let change else { return .null }
                return .members([
                    ("time", .string(NumberText.utc(milliseconds: change.time + epoch))),
                    ("desired", .integer(change.tasks)),
                ])
            }
            let pairs = comparison.pairs.map { pair in
                JSONValue.members([
                    ("agrees", .bool(pair.agrees)), ("observed", change(pair.observed)),
                    ("predicted", change(pair.simulated)),
                ])
            }
            members.append(("activities", .array(pairs)))
        }
        return .members(members)
    }
}
