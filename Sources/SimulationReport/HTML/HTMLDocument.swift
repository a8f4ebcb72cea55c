/// One self-contained page: no network, readable without JavaScript, light and dark, narrow and wide.
struct HTMLDocument {
    private let title: String
    private var body = ""

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
        if !section.rows.isEmpty { addTable(section.columns, section.rows) }
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
                "<td\(Self.alignment(column.alignment, cell.ink))>\(Self.escaped(cell.text))</td>"
            }
            add("<tr>\(cells.joined())</tr>")
        }
        add("</tbody></table></div>")
    }

    private static func alignment(_ alignment: TextTable.Alignment, _ ink: TerminalStyle.Ink = .plain) -> String {
        var names: [String] = []
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
        <title>\(Self.escaped(title))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        \(body)</body>
        </html>

        """
    }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --faint: #5b6570; --paper: #fff; --line: #d5dae0;
          --clients: #0b6fb8; --target: #2a8540; --limit: #c0392b; --good: #1e7a34; --bad: #b3261e; --warn: #8a5a00;
          --fill: #0b6fb822; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --faint: #9aa5b1; --paper: #14171b;
          --line: #353c45; --clients: #58b4f5; --target: #5fc77a; --limit: #ff7b6e; --good: #5fc77a; --bad: #ff7b6e;
          --warn: #e3b341; --fill: #58b4f522; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 72rem; color: var(--ink); background: var(--paper);
          font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .4rem; }
        h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
        header p { margin: .1rem 0; }
        header.ok h1, .good { color: var(--good); }
        header.failed h1, .bad { color: var(--bad); }
        .warn { color: var(--warn); }
        .warning { border-left: 4px solid var(--warn); padding-left: .7rem; }
        .note, footer { color: var(--faint); font-size: .9rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .92rem; }
        th, td { text-align: left; padding: .18rem .9rem .18rem 0; vertical-align: top; }
        th { color: var(--faint); font-weight: 500; }
        tbody tr { border-top: 1px solid var(--line); }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        pre { overflow-x: auto; padding: .7rem; border: 1px solid var(--line); border-radius: 6px; font-size: .82rem; }
        footer { margin-top: 1.6rem; overflow-wrap: anywhere; }
        figure { margin: 0; position: relative; }
        svg { display: block; width: 100%; min-width: 560px; height: auto; }
        svg text { fill: var(--faint); font: 12px system-ui, sans-serif; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .clients { fill: none; stroke: var(--clients); stroke-width: 2; }
        .area { fill: var(--fill); stroke: none; }
        .target { fill: none; stroke: var(--target); stroke-width: 1.5; stroke-dasharray: 6 4; }
        .limit { fill: none; stroke: var(--limit); stroke-width: 1.5; stroke-dasharray: 2 4; }
        .out { fill: var(--clients); } .in { fill: var(--target); }
        .refused { stroke: var(--bad); stroke-width: 2; } .cut { stroke: var(--warn); stroke-width: 2; }
        .cursor { stroke: var(--faint); stroke-width: 1; visibility: hidden; }
        .reading { min-height: 1.6rem; font-size: .9rem; font-variant-numeric: tabular-nums; }
        .key span { margin-right: 1.1rem; font-size: .9rem; }
        .key i { display: inline-block; width: 1.6rem; vertical-align: middle; border-top: 2px solid; margin-right: .3rem; }
        """
}
