import FleetSimulation
import LosslessJSON
import SimulationReport

/// The table of `scalesim verify`.
struct VerifyReport {
    enum Result: Sendable {
        case figures([ValidationFigure], isReduced: Bool)
        case failure(String)
    }

    struct Row {
        let validation: ValidationCase
        let result: Result

        var passes: Bool {
            switch result {
            case .figures(let figures, _): !figures.isEmpty && figures.allSatisfy(\.passes)
            case .failure: false
            }
        }
    }

    let rows: [Row]

    var passes: Bool { rows.allSatisfy(\.passes) }

    private func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e9 ? NumberText.short(value) : NumberText.short(value, places: 6)
    }

    func text(_ style: TerminalStyle) -> String {
        let failed = rows.count { !$0.passes }
        let headline =
            failed == 0
            ? style.glyph("✓ ", "OK ") + "All \(rows.count) cases hold."
            : style.glyph("✗ ", "NO ") + "\(failed) of \(rows.count) cases fail."
        var lines = [style.paint(headline, failed == 0 ? .good : .bad)]
        let key = "Each line: the value a figure must have, the value found here, and how far apart they may be."
        lines += TextWrap.hanging("", key, style: style, ink: .faint)
        var groups: [String] = []
        for row in rows where !groups.contains(row.validation.group) { groups.append(row.validation.group) }
        for group in groups {
            var table = TextTable([.left, .right, .right, .right, .left], header: Self.header)
            for row in rows where row.validation.group == group { add(row, to: &table, style) }
            lines += ["", style.paint(group, .heading)] + table.lines(style)
        }
        if rows.contains(where: { if case .figures(_, true) = $0.result { true } else { false } }) {
            lines += ["", style.paint("* with a part of the events; --full runs all of them.", .faint)]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let header = ["case", "expected", "got", "within", ""]

    private func add(_ row: Row, to table: inout TextTable, _ style: TerminalStyle) {
        switch row.result {
        case .figures(let figures, let isReduced):
            for (index, figure) in figures.enumerated() {
                let name = index == 0 ? row.validation.id + (isReduced ? "*" : "") : ""
                let mark = figure.passes ? style.glyph("✓", "ok") : style.glyph("✗", "NO")
                table.add([
                    .init(name), .init(number(figure.expected)), .init(number(figure.got)),
                    .init(figure.tolerance < 0.000_001 ? "exact" : number(figure.tolerance), .faint),
                    .init(mark + " " + figure.name, figure.passes ? .good : .bad),
                ])
            }
        case .failure(let message):
            table.add([
                .init(row.validation.id), "", "", "", .init(style.glyph("✗", "NO") + " " + message, .bad),
            ])
        }
    }

    var json: JSONValue {
        let cases = rows.map { row in
            var members: [(String, JSONValue)] = [
                ("id", .string(row.validation.id)), ("group", .string(row.validation.group)),
                ("summary", .string(row.validation.summary)), ("source", .string(row.validation.source)),
                ("passes", .bool(row.passes)),
            ]
            switch row.result {
            case .figures(let figures, let isReduced):
                members.append(("reduced", .bool(isReduced)))
                let values = figures.map { figure in
                    JSONValue.members([
                        ("name", .string(figure.name)), ("expected", .double(figure.expected)),
                        ("got", .double(figure.got)), ("tolerance", .double(figure.tolerance)),
                        ("passes", .bool(figure.passes)),
                    ])
                }
                members.append(("figures", .array(values)))
            case .failure(let message): members.append(("failure", .string(message)))
            }
            return JSONValue.members(members)
        }
        return .members([
            ("schemaVersion", .integer(1)), ("kind", .string("scalesim-verify")), ("passes", .bool(passes)),
            ("cases", .array(cases)),
        ])
    }
}
