extension RunPage {
    /// The page as text, each line within the style's width, ending in a line feed.
    public func text(_ style: TerminalStyle) -> String {
        var lines = verdictLines(style)
        lines += requirementLines(style)
        lines += warningLines(style)
        lines += factLines(style)
        lines += measureLines(style)
        lines += chartLines(style)
        lines += decisionLines(style)
        lines += costLines(style)
        lines += assumptionLines(style)
        lines += reproductionLines(style)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The verdict and the requirements alone: the first lines of the page.
    public func verdictText(_ style: TerminalStyle) -> String {
        (verdictLines(style) + requirementLines(style)).joined(separator: "\n") + "\n"
    }

    private func heading(_ title: String, _ note: String = "", _ style: TerminalStyle) -> [String] {
        let tail = note.isEmpty ? "" : "  " + style.paint(style.text(note), .faint)
        return ["", style.paint(title, .heading) + tail]
    }

    private func verdictLines(_ style: TerminalStyle) -> [String] {
        let sign: String
        let ink: TerminalStyle.Ink
        switch verdict.holds {
        case true?: (sign, ink) = (style.glyph("✓ ", "OK "), .good)
        case false?: (sign, ink) = (style.glyph("✗ ", "NO "), .bad)
        case nil: (sign, ink) = ("", .heading)
        }
        let head = TextWrap.hanging(sign, verdict.headline, style: style)
        let margin = String(repeating: " ", count: sign.count)
        return head.map { style.paint($0, ink) }
            + verdict.details.flatMap { TextWrap.hanging(margin, $0, style: style) }
    }

    private func warningLines(_ style: TerminalStyle) -> [String] {
        guard !warnings.isEmpty else { return [] }
        return [""] + warnings.flatMap { TextWrap.hanging("! ", $0, style: style, ink: .warning) }
    }

    private func factLines(_ style: TerminalStyle) -> [String] {
        guard !facts.isEmpty else { return [] }
        var table = TextTable([.left, .left])
        for fact in facts { table.add([.init(fact.name, .faint), .init(fact.text)]) }
        let title = style.paint("Simulated", .heading) + "  " + style.text(title)
        return ["", title] + TextWrap.hanging("  ", subtitle, style: style, ink: .faint) + table.lines(style)
    }

    private func requirementLines(_ style: TerminalStyle) -> [String] {
        guard !requirements.isEmpty else { return [] }
        var table = TextTable([.left, .left, .left])
        for one in requirements {
            let sign = one.holds ? style.glyph("✓", "ok") : style.glyph("✗", "NO")
            let ink: TerminalStyle.Ink = one.holds ? .good : .bad
            table.add([.init(sign, ink), .init(one.expression), .init("measured " + one.measured, .faint)])
        }
        return heading("Required", style) + table.lines(style)
    }

    private func heading(_ title: String, _ style: TerminalStyle) -> [String] { heading(title, "", style) }

    private func measureLines(_ style: TerminalStyle) -> [String] {
        measures.flatMap { group -> [String] in
            var table = TextTable([.left, .right, .left])
            for row in group.rows {
                table.add([.init(row.name), .init(row.value, row.ink), .init(row.note, .faint)])
            }
            return heading(group.title, style) + table.lines(style)
        }
    }

    private func chartLines(_ style: TerminalStyle) -> [String] {
        guard let chart else { return [] }
        let target = chart.targetPerTask.map { "room at target (\($0)/task)" }
        var series = [
            TimeChart.Series(
                name: "room at limit (\(chart.limitPerTask)/task)",
                values: chart.roomAtLimit,
                stroke: .dotted,
                ink: .limit
            )
        ]
        if let target {
            series.append(.init(name: target, values: chart.roomAtTarget, stroke: .dashed, ink: .target))
        }
        series.append(.init(name: "clients connected", values: chart.clients, stroke: .solid, ink: .clients))
        let duration = chart.durationMilliseconds
        let decisions =
            chart.scaleIns.map { TimeStrip.Mark(time: $0, unicode: "▼", ascii: "v", ink: .target) }
            + chart.scaleOuts.map { TimeStrip.Mark(time: $0, unicode: "▲", ascii: "^", ink: .clients) }
        var strips = [
            TimeStrip.digits("tasks", chart.tasks),
            TimeStrip.levels("hottest", chart.hottestTask, full: chart.limitPerTask),
        ]
        if !decisions.isEmpty {
            strips.append(.marks("scaling", decisions, durationMilliseconds: duration))
        }
        if !chart.cuts.isEmpty {
            let marks = chart.cuts.map { TimeStrip.Mark(time: $0, unicode: "×", ascii: "x", ink: .warning) }
            strips.append(.marks("cut", marks, durationMilliseconds: duration))
        }
        if !chart.refusals.isEmpty {
            let marks = chart.refusals.map { TimeStrip.Mark(time: $0, unicode: "!", ascii: "!", ink: .bad) }
            strips.append(.marks("refused", marks, durationMilliseconds: duration))
        }
        return heading("Connections over time", style)
            + TimeChart(series).lines(style)
            + TimeStrip.axis(durationMilliseconds: duration).lines(style)
            + strips.flatMap { $0.lines(style) }
            + chartKey(chart, style)
    }

    private func chartKey(_ chart: Chart, _ style: TerminalStyle) -> [String] {
        let full = style.glyph("█", "#")
        var parts = ["tasks = running tasks", "hottest = fullest task, \(full) at its limit"]
        if !chart.scaleOuts.isEmpty || !chart.scaleIns.isEmpty {
            parts.append(style.glyph("▲ scale-out ▼ scale-in", "^ scale-out v scale-in"))
        }
        if !chart.cuts.isEmpty { parts.append(style.glyph("× connections cut", "x connections cut")) }
        if !chart.refusals.isEmpty { parts.append("! clients refused (429)") }
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, TimeChart.margin + last.count + part.count + 3 <= style.width {
                lines[lines.count - 1] = last + " · " + part
            } else {
                lines.append(part)
            }
        }
        return lines.map { String(repeating: " ", count: TimeChart.margin) + style.paint(style.text($0), .faint) }
    }

    private func decisionLines(_ style: TerminalStyle) -> [String] {
        guard !decisions.isEmpty else { return [] }
        var table = TextTable([.left, .left, .left])
        for decision in decisions {
            for (index, reason) in decision.why.enumerated() {
                let cells: [TextTable.Cell] =
                    index == 0
                    ? [.init(decision.time, .faint), .init(decision.change, decision.kind.ink), .init(reason)]
                    : ["", "", .init(reason, .faint)]
                table.add(cells)
            }
        }
        var lines = heading("Scaling decisions", style)
        if !decisionsNote.isEmpty { lines += TextWrap.hanging("  ", decisionsNote, style: style, ink: .faint) }
        lines += table.lines(style)
        if let decisionsLeftOut { lines += TextWrap.hanging("  ", decisionsLeftOut, style: style, ink: .faint) }
        return lines
    }

    private func costLines(_ style: TerminalStyle) -> [String] {
        guard !cost.isEmpty else { return [] }
        var table = TextTable([.left, .right, .right, .left])
        for part in cost {
            table.add([.init(part.name), .init(part.taskHours), .init(part.dollars), .init(part.note, .faint)])
        }
        return heading("Cost", style) + table.lines(style)
            + (costNote.isEmpty ? [] : TextWrap.hanging("  ", costNote, style: style, ink: .faint))
    }

    private func assumptionLines(_ style: TerminalStyle) -> [String] {
        guard !assumptions.isEmpty else { return [] }
        var table = TextTable([.left, .left])
        for one in assumptions {
            table.add([.init(one.name, one.name == "changed" ? .warning : .faint), .init(one.text)])
        }
        return heading("Assumptions", style)
            + (assumptionsNote.isEmpty ? [] : TextWrap.hanging("  ", assumptionsNote, style: style, ink: .faint))
            + table.lines(style)
    }

    private func reproductionLines(_ style: TerminalStyle) -> [String] {
        var lines: [String] = []
        if !next.isEmpty {
            var table = TextTable([.left, .left])
            for one in next { table.add([.init(one.name), .init(one.text, .faint)]) }
            lines += heading("Try next", style) + table.lines(style)
        }
        guard !reproduction.isEmpty else { return lines }
        return lines + [""] + reproduction.flatMap { TextWrap.hanging("", $0, style: style, ink: .faint) }
    }
}

extension RunPage.Decision.Kind {
    /// The colour of a change of this kind.
    public var ink: TerminalStyle.Ink {
        switch self {
        case .scaleOut: .clients
        case .scaleIn: .target
        case .notScaled: .faint
        case .other: .plain
        }
    }
}
