extension StudyPage {
    /// The page as one self-contained HTML document.
    public func html(title: String) -> String {
        var document = HTMLDocument(title: title)
        document.addVerdict(verdict, warnings: warnings)
        for section in sections { document.addSection(section) }
        document.addReproduction(reproduction)
        return document.text
    }
}

extension RunPage {
    /// The page as one self-contained HTML document with the chart of the run.
    public func html() -> String {
        var document = HTMLDocument(title: "scalesim: \(title)")
        document.addVerdict(verdict, warnings: warnings)
        let sections = studySections
        if let chart {
            document.add(ChartSVG(chart, decisions: marks).markup)
        }
        for section in sections { document.addSection(section) }
        document.addReproduction(reproduction)
        return document.text
    }

    private var marks: [(time: Int, isOut: Bool, text: String)] {
        decisions.compactMap { decision in
            guard decision.kind == .scaleOut || decision.kind == .scaleIn else { return nil }
            let text = "\(decision.time)  \(decision.change)  \(decision.why.joined(separator: "; "))"
            return (decision.milliseconds, decision.kind == .scaleOut, text)
        }
    }
}
