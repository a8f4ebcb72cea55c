import TargetTracking

/// One self-contained page: no network, readable without JavaScript, light and dark, narrow and wide.
struct HTMLDocument {
    private let title: String
    private var body = ""
    /// The data of the page's time chart, for the script.
    var timeChart: String?

    /// Longer tables are folded away until they are asked for.
    private static let longTable = 24

    init(title: String) {
        self.title = title
    }

    /// Text without characters that would be read as markup.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    mutating func add(_ markup: String) {
        body += markup + "\n"
    }

    mutating func addVerdict(_ verdict: RunPage.Verdict, warnings: [String]) {
        let kind = verdict.holds.map { $0 ? "ok" : "failed" } ?? "plain"
        let sign = verdict.holds.map { $0 ? "✓ " : "✗ " } ?? ""
        add("<header class=\"\(kind)\"><h1>\(sign)\(Self.escaped(verdict.headline))</h1>")
        for detail in verdict.details { add("<p>\(Self.escaped(detail))</p>") }
        add("</header>")
        for warning in warnings { add("<p class=\"warning\">\(Self.escaped(warning))</p>") }
    }

    mutating func addSection(_ section: StudyPage.Section) {
        add("<section><h2>\(Self.escaped(section.title))</h2>")
        if !section.note.isEmpty { add("<p class=\"note\">\(Self.escaped(section.note))</p>") }
        if !section.rows.isEmpty {
            let isLong = section.rows.count > Self.longTable
            if isLong { add("<details><summary>All \(section.rows.count)</summary>") }
            addTable(section.columns, section.rows)
            if isLong { add("</details>") }
        }
        if !section.code.isEmpty {
            add("<pre><code>\(Self.escaped(section.code.joined(separator: "\n")))</code></pre>")
        }
        add("</section>")
    }

    private mutating func addTable(
        _ columns: [(title: String, alignment: TextTable.Alignment)],
        _ rows: [[TextTable.Cell]]
    ) {
        add("<div class=\"wide\"><table>")
        if columns.contains(where: { !$0.title.isEmpty }) {
            let cells = columns.map { "<th\(Self.alignment($0.alignment))>\(Self.escaped($0.title))</th>" }
            add("<thead><tr>\(cells.joined())</tr></thead>")
        }
        add("<tbody>")
        for row in rows {
            let cells = zip(row, columns).map { cell, column in
                "<td\(Self.alignment(column.alignment, cell.ink, isShort: cell.text.count <= 10))>\(Self.escaped(cell.text))</td>"
            }
            add("<tr>\(cells.joined())</tr>")
        }
        add("</tbody></table></div>")
    }

    private static func alignment(
        _ alignment: TextTable.Alignment,
        _ ink: TerminalStyle.Ink = .plain,
        isShort: Bool = false
    ) -> String {
        var names: [String] = []
        if isShort { names.append("short") }
        if alignment == .right { names.append("number") }
        switch ink {
        case .good: names.append("good")
        case .bad: names.append("bad")
        case .warning: names.append("warn")
        case .faint: names.append("note")
        default: break
        }
        return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
    }

    /// What the answer rests on, one rule a row: what it decides and where it comes from stand below its name.
    mutating func addAssumptions(_ rows: [AssumptionRow], note: String) {
        guard !rows.isEmpty else { return }
        add("<section><h2>Assumptions</h2>")
        if !note.isEmpty { add("<p class=\"note\">\(Self.escaped(note))</p>") }
        let changed = rows.count { $0.usual != nil }
        add("<p>\(Self.summary(of: rows))</p>")
        if changed > 0 { addAssumptionTable(rows.filter { $0.usual != nil }) }
        add("<details><summary>\(changed > 0 ? "The other" : "All") \(rows.count - changed)</summary>")
        addAssumptionTable(rows.filter { $0.usual == nil })
        add("</details></section>")
    }

    private static func summary(of rows: [AssumptionRow]) -> String {
        let tags = Provenance.allCases.map { tag in (name: tag.rawValue, count: rows.count { $0.tag == tag.rawValue }) }
            .filter { $0.count > 0 }
        let parts = tags.map { "<span class=\"tag \($0.name)\">\($0.name)</span> \($0.count)" }
        let changed = rows.count { $0.usual != nil }
        let tail = changed == 0 ? "all as usual" : "\(changed) changed"
        return parts.joined(separator: ", ") + "; \(tail)."
    }

    private mutating func addAssumptionTable(_ rows: [AssumptionRow]) {
        add("<table class=\"assumptions\"><thead><tr><th>rule</th><th>value</th><th>known</th></tr></thead><tbody>")
        for row in rows {
            let usual = row.usual.map { "<small>instead of \(Self.escaped($0))</small>" } ?? ""
            add(
                "<tr><td><code>\(Self.escaped(row.name))</code><small>\(Self.escaped(row.meaning))</small>"
                    + "<small>\(Self.escaped(row.source))</small></td><td>\(Self.escaped(row.value))\(usual)</td>"
                    + "<td><span class=\"tag \(Self.escaped(row.tag))\">\(Self.escaped(row.tag))</span></td></tr>"
            )
        }
        add("</tbody></table>")
    }

    mutating func addReproduction(_ lines: [String]) {
        for line in lines { add("<footer>\(Self.escaped(line))</footer>") }
    }

    /// The whole page.
    var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="data:,">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
        script-src 'unsafe-inline'; img-src data:">
        <title>\(Self.escaped(title))</title>
        <style>
        \(HTMLStyle.text)
        </style>
        </head>
        <body>
        \(body)<script>
        \(HTMLScript.text(timeChart: timeChart))
        </script>
        </body>
        </html>

        """
    }
}
