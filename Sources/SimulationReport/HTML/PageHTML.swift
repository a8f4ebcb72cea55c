extension StudyPage {
    /// The page as one self-contained HTML document.
    public func html(title: String) -> String {
        var document = HTMLDocument(title: title)
        document.addVerdict(verdict, warnings: warnings)
        if let figure { document.add(figure.markup) }
        for section in sections { document.addSection(section) }
        document.addAssumptions(assumptions, note: AssumptionRow.note)
        document.addReproduction(reproduction)
        return document.text
    }
}

/// The chart of a study.
enum StudyFigure: Sendable {
    case scatter(ScatterFigure)
    case differences(DifferenceFigure)

    var markup: String {
        switch self {
        case .scatter(let figure): figure.markup
        case .differences(let figure): figure.markup
        }
    }
}

extension RunPage {
    /// The page as one self-contained HTML document with the chart of the run.
    public func html() -> String {
        var document = HTMLDocument(title: "scalesim: \(title)")
        document.addVerdict(verdict, warnings: warnings)
        if let chart {
            let drawing = RunChart(chart, marks: marks)
            document.add(drawing.markup)
            document.timeChart = drawing.data
        }
        var sections = studySections
        // The rules one by one say more than the same in a row.
        if !assumptionTable.isEmpty { sections.removeAll { $0.title == Self.assumptionsTitle } }
        for section in sections { document.addSection(section) }
        document.addAssumptions(assumptionTable, note: AssumptionRow.note)
        if !next.isEmpty {
            document.addSection(
                StudyPage.Section(
                    "Try next",
                    columns: [("", .left), ("", .left)],
                    rows: next.map { [.init($0.name), .init($0.text, .faint)] }
                )
            )
        }
        document.addReproduction(reproduction)
        return document.text
    }

    private var marks: [RunChart.Mark] {
        decisions.map { decision in
            let way =
                switch decision.kind {
                case .scaleOut: "scale-out "
                case .scaleIn: "scale-in "
                case .notScaled, .other: ""
                }
            let lines = ["\(decision.time)  \(way)\(decision.change)"] + decision.why
            return RunChart.Mark(
                time: decision.milliseconds,
                kind: decision.kind,
                text: lines.joined(separator: "\n")
            )
        }
    }
}
