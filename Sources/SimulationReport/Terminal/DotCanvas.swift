/// A drawing area of character cells, each of 2 x 4 dots in braille, or of one character in ASCII.
struct DotCanvas {
    let columns: Int
    let rows: Int
    private var dots: [UInt8]
    private var inks: [TerminalStyle.Ink]
    private var marks: [Character]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        dots = Array(repeating: 0, count: columns * rows)
        inks = Array(repeating: .plain, count: columns * rows)
        marks = Array(repeating: " ", count: columns * rows)
    }

    var dotColumns: Int { columns * 2 }
    var dotRows: Int { rows * 4 }

    /// Sets the dot at `x` from the left and `y` from the bottom; outside the area it does nothing.
    ///
    /// A later series takes over the colour and the ASCII character of a cell.
    mutating func set(x: Int, y: Int, ink: TerminalStyle.Ink, mark: Character) {
        guard x >= 0, x < dotColumns, y >= 0, y < dotRows else { return }
        let top = dotRows - 1 - y
        let cell = top / 4 * columns + x / 2
        dots[cell] |= Self.bits[x % 2 * 4 + top % 4]
        inks[cell] = ink
        marks[cell] = mark
    }

    /// One row of cells as text; runs of one colour share their colour sequence.
    func line(_ row: Int, _ style: TerminalStyle) -> String {
        var line = ""
        var run = ""
        var ink = TerminalStyle.Ink.plain
        for cell in row * columns..<(row + 1) * columns {
            if inks[cell] != ink, dots[cell] != 0 {
                line += style.paint(run, ink)
                run = ""
                ink = inks[cell]
            }
            if dots[cell] == 0 {
                run += " "
            } else if style.usesUnicode {
                run.unicodeScalars.append(Unicode.Scalar(0x2800 + UInt16(dots[cell])) ?? " ")
            } else {
                run.append(marks[cell])
            }
        }
        return TextWrap.withoutTrailingBlanks(line + style.paint(TextWrap.withoutTrailingBlanks(run), ink))
    }

    // Braille patterns number their dots down the left column, then down the right, with the fourth row added later:
    // https://www.unicode.org/charts/PDF/U2800.pdf
    private static let bits: [UInt8] = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80]
}
