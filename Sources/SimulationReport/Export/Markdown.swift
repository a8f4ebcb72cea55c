/// Pieces of GitHub's Markdown.
enum Markdown {
    /// Text without characters that would be read as markup.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_|<>[]#~".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }

    /// A table.
    static func table(
        _ columns: [(title: String, alignment: TextTable.Alignment)],
        _ rows: [[TextTable.Cell]]
    ) -> [String] {
        let header = "| " + columns.map { escaped($0.title) }.joined(separator: " | ") + " |"
        let rule = "|" + columns.map { $0.alignment == .right ? "---:|" : "---|" }.joined()
        let body = rows.map { row in
            let cells = columns.indices.map { $0 < row.count ? escaped(row[$0].text) : "" }
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return [header, rule] + body
    }
}

extension RunPage {
    /// The page as Markdown for a pull request, without the chart.
    public func markdown() -> String {
        StudyPage(verdict: verdict, warnings: warnings, sections: studySections, reproduction: reproduction).markdown()
    }

    /// The blocks of the page as sections of tables.
    var studySections: [StudyPage.Section] {
        var sections: [StudyPage.Section] = []
        if !requirements.isEmpty {
            sections.append(
                .init(
                    "Required",
                    columns: [("", .left), ("requirement", .left), ("measured", .right)],
                    rows: requirements.map { one in
                        [.init(one.holds ? "✅" : "❌"), .init(one.expression), .init(one.measured)]
                    }
                )
            )
        }
        sections.append(Self.factSection("Simulated: \(title)", note: subtitle, facts))
        for group in measures {
            sections.append(
                .init(
                    group.title,
                    columns: [("measure", .left), ("value", .right), ("", .left)],
                    rows: group.rows.map { [.init($0.name), .init($0.value, $0.ink), .init($0.note, .faint)] }
                )
            )
        }
        if !decisions.isEmpty {
            sections.append(
                .init(
                    "Scaling decisions",
                    note: [decisionsNote, decisionsLeftOut ?? ""].filter { !$0.isEmpty }.joined(separator: " "),
                    columns: [("time", .left), ("tasks", .left), ("why", .left)],
                    rows: decisions.map { [.init($0.time), .init($0.change), .init($0.why.joined(separator: "; "))] }
                )
            )
        }
        sections.append(
            .init(
                "Cost",
                note: costNote,
                columns: [("part", .left), ("dollars", .right), ("", .left)],
                rows: cost.map { [.init($0.name), .init($0.dollars), .init($0.note)] }
            )
        )
        sections.append(Self.factSection(Self.assumptionsTitle, note: assumptionsNote, assumptions))
        return sections
    }

    static let assumptionsTitle = "Assumptions"

    private static func factSection(_ title: String, note: String, _ facts: [Fact]) -> StudyPage.Section {
        StudyPage.Section(
            title,
            note: note,
            columns: [("", .left), ("", .left)],
            rows: facts.map { [.init($0.name), .init($0.text)] }
        )
    }
}
