/// A table of text: columns as wide as their widest cell, two spaces between them, the last one folded to the width.
public struct TextTable: Sendable {
    /// Which edge a column's cells keep to.
    public enum Alignment: Sendable {
        case left
        case right
    }

    /// A piece of text and the role that colours it.
    public struct Cell: Sendable, ExpressibleByStringInterpolation {
        public var text: String
        public var ink: TerminalStyle.Ink

        public init(_ text: String, _ ink: TerminalStyle.Ink = .plain) {
            self.text = text
            self.ink = ink
        }

        public init(stringLiteral value: String) {
            self.init(value)
        }
    }

    private let header: [String]?
    private let alignments: [Alignment]
    private let indent: Int
    private var rows: [[Cell]] = []

    /// Makes an empty table of as many columns as there are `alignments`.
    public init(_ alignments: [Alignment], header: [String]? = nil, indent: Int = 2) {
        self.alignments = alignments
        self.header = header
        self.indent = indent
    }

    /// Adds a row; missing cells at its end stay empty.
    public mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    public var isEmpty: Bool { rows.isEmpty }

    /// The table as lines, without trailing blanks.
    public func lines(_ style: TerminalStyle) -> [String] {
        var all = rows
        if let header { all.insert(header.map { Cell($0, .faint) }, at: 0) }
        all = all.map { row in row.map { Cell(style.text($0.text), $0.ink) } }
        var widths = alignments.map { _ in 0 }
        for row in all {
            for (column, cell) in row.enumerated() where column < widths.count {
                widths[column] = max(widths[column], cell.text.count)
            }
        }
        let last = alignments.count - 1
        let before = indent + widths.dropLast().reduce(0) { $0 + $1 + 2 }
        if alignments.last == .left { widths[last] = min(widths[last], max(style.width - before, 16)) }
        return all.flatMap { lines(of: $0, widths: widths, before: before, style: style) }
    }

    private func lines(of row: [Cell], widths: [Int], before: Int, style: TerminalStyle) -> [String] {
        var line = String(repeating: " ", count: indent)
        for (column, cell) in row.enumerated().dropLast(row.count == widths.count ? 1 : 0) {
            let blanks = String(repeating: " ", count: max(0, widths[column] - cell.text.count))
            let painted = style.paint(cell.text, cell.ink)
            line += (alignments[column] == .left ? painted + blanks : blanks + painted) + "  "
        }
        guard row.count == widths.count, let end = row.last else { return [TextWrap.withoutTrailingBlanks(line)] }
        if alignments.last == .right {
            let blanks = String(repeating: " ", count: max(0, widths[widths.count - 1] - end.text.count))
            return [TextWrap.withoutTrailingBlanks(line + blanks + style.paint(end.text, end.ink))]
        }
        let folded = TextWrap.fold(end.text, width: widths[widths.count - 1])
        let margin = String(repeating: " ", count: before)
        return folded.enumerated().map { index, part in
            TextWrap.withoutTrailingBlanks((index == 0 ? line : margin) + style.paint(part, end.ink))
        }
    }
}
