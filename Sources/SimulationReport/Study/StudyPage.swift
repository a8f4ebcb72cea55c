/// The page of a study over many runs: a verdict, and sections that hold a table, sentences, or text to copy.
public struct StudyPage: Sendable {
    /// One section.
    public struct Section: Sendable {
        public var title: String
        public var note: String
        /// The table's columns; none without a table.
        public var columns: [(title: String, alignment: TextTable.Alignment)]
        public var rows: [[TextTable.Cell]]
        /// Lines to be copied as they are.
        public var code: [String]
        /// The language of the lines, for Markdown.
        public var language: String

        public init(
            _ title: String,
            note: String = "",
            columns: [(title: String, alignment: TextTable.Alignment)] = [],
            rows: [[TextTable.Cell]] = [],
            code: [String] = [],
            language: String = "sh"
        ) {
            self.title = title
            self.note = note
            self.columns = columns
            self.rows = rows
            self.code = code
            self.language = language
        }

        /// The section with a column of long texts at the end, where a terminal can fold them.
        func foldingColumn(_ column: Int, longerThan width: Int = 26) -> Section {
            guard rows.contains(where: { $0[column].text.count > width }) else { return self }
            var section = self
            section.columns.append(section.columns.remove(at: column))
            section.rows = rows.map { row in
                var row = row
                row.append(row.remove(at: column))
                return row
            }
            return section
        }
    }

    public var verdict: RunPage.Verdict
    public var warnings: [String]
    public var sections: [Section]
    public var reproduction: [String]
    /// What the answer rests on, for pages that can fold it away.
    public var assumptions: [AssumptionRow] = []
    /// The chart, where it can be drawn.
    var figure: StudyFigure?

    public init(
        verdict: RunPage.Verdict,
        warnings: [String] = [],
        sections: [Section],
        reproduction: [String] = []
    ) {
        self.verdict = verdict
        self.warnings = warnings
        self.sections = sections
        self.reproduction = reproduction
    }

    /// The page for a terminal.
    public func text(_ style: TerminalStyle) -> String {
        let top = RunPage(title: "", subtitle: "", verdict: verdict)
        var lines = [String(top.verdictText(style).dropLast())]
        if !warnings.isEmpty { lines.append("") }
        lines += warnings.flatMap { TextWrap.hanging("! ", $0, style: style, ink: .warning) }
        for section in sections {
            lines += ["", style.paint(style.text(section.title), .heading)]
            if !section.note.isEmpty { lines += TextWrap.hanging("  ", section.note, style: style, ink: .faint) }
            if !section.rows.isEmpty {
                let titles = section.columns.map(\.title)
                let header = titles.allSatisfy(\.isEmpty) ? nil : titles
                var table = TextTable(section.columns.map(\.alignment), header: header)
                for row in section.rows { table.add(row) }
                lines += table.lines(style)
            }
            lines += section.code.map { "  " + $0 }
        }
        if !reproduction.isEmpty {
            lines.append("")
            lines += reproduction.flatMap { TextWrap.hanging("", $0, style: style, ink: .faint) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The page as Markdown for a pull request.
    public func markdown() -> String {
        let sign =
            switch verdict.holds {
            case true?: "✅ "
            case false?: "❌ "
            case nil: ""
            }
        var lines = ["**\(sign)\(Markdown.escaped(verdict.headline))**"]
        if !verdict.details.isEmpty { lines += ["", Markdown.escaped(verdict.details.joined(separator: " "))] }
        for warning in warnings { lines += ["", "> ⚠️ \(Markdown.escaped(warning))"] }
        for section in sections {
            lines += ["", "### \(Markdown.escaped(section.title))"]
            if !section.note.isEmpty { lines += ["", Markdown.escaped(section.note)] }
            if !section.rows.isEmpty {
                lines += [""] + Markdown.table(section.columns, section.rows)
            }
            if !section.code.isEmpty { lines += ["", "```\(section.language)"] + section.code + ["```"] }
        }
        if !reproduction.isEmpty {
            lines += ["", "<sub>\(Markdown.escaped(reproduction.joined(separator: " ")))</sub>"]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
