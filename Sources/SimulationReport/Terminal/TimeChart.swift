/// Lines over simulated time, drawn with dots in a terminal, with a scale on the left and the time below.
public struct TimeChart: Sendable {
    /// How a line is drawn; lines must differ without colour too.
    public enum Stroke: Sendable {
        case solid
        case dashed
        case dotted
    }

    /// One line: values at equal steps over the chart's whole time.
    public struct Series: Sendable {
        public let name: String
        public let values: [Int]
        public let stroke: Stroke
        public let ink: TerminalStyle.Ink

        public init(name: String, values: [Int], stroke: Stroke, ink: TerminalStyle.Ink) {
            self.name = name
            self.values = values
            self.stroke = stroke
            self.ink = ink
        }
    }

    /// Columns left of the drawing: the scale's numbers, or a strip's name.
    public static let margin = 9

    private let series: [Series]
    private let rows: Int
    private let top: Int

    /// Makes a chart of `rows` lines of text; later series are drawn over earlier ones.
    ///
    /// - Parameters:
    ///   - series: The lines, all over the same time.
    ///   - rows: Lines of text.
    ///   - top: The largest value shown, or nil for a round number above all values.
    public init(_ series: [Series], rows: Int = 12, top: Int? = nil) {
        self.series = series
        self.rows = rows
        let largest = series.reduce(1) { max($0, $1.values.max() ?? 0) }
        self.top = top ?? Self.roundNumber(atLeast: largest)
    }

    /// The drawing without time axis: the legend, then `rows` lines.
    public func lines(_ style: TerminalStyle) -> [String] {
        var canvas = DotCanvas(columns: style.width - Self.margin - 1, rows: rows)
        for one in series { draw(one, on: &canvas) }
        let bar = style.paint(style.glyph("│", "|"), .faint)
        return legend(style)
            + (0..<rows).map { row in
                let label = label(atRow: row)
                let blanks = String(repeating: " ", count: Self.margin - 2 - label.count)
                return blanks + style.paint(label, .faint) + " " + bar + canvas.line(row, style)
            }
    }

    private func legend(_ style: TerminalStyle) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: Self.margin)
        var length = line.count
        for one in series.reversed() {
            let sample = style.usesUnicode ? one.stroke.sample : String(repeating: one.stroke.mark, count: 3)
            let entry = sample + " " + style.text(one.name)
            if length + entry.count > style.width, length > Self.margin {
                lines.append(TextWrap.withoutTrailingBlanks(line))
                line = String(repeating: " ", count: Self.margin)
                length = line.count
            }
            line += style.paint(sample, one.ink) + " " + style.text(one.name) + "   "
            length += entry.count + 3
        }
        lines.append(TextWrap.withoutTrailingBlanks(line))
        return lines
    }

    private func draw(_ series: Series, on canvas: inout DotCanvas) {
        guard !series.values.isEmpty else { return }
        var previous: Int?
        for x in 0..<canvas.dotColumns {
            let values = Self.slice(series.values, at: x, of: canvas.dotColumns)
            guard let low = values.min(), let high = values.max(), let last = values.last else { continue }
            var bottom = dot(low, canvas)
            var summit = dot(high, canvas)
            // Joined to the column before, so that a jump is a line and not a gap.
            if let previous {
                bottom = min(bottom, previous)
                summit = max(summit, previous)
            }
            for y in bottom...summit where series.stroke.covers(x: x, y: y, isJump: summit - bottom > 1) {
                canvas.set(x: x, y: y, ink: series.ink, mark: Character(series.stroke.mark))
            }
            previous = dot(last, canvas)
        }
    }

    private func dot(_ value: Int, _ canvas: DotCanvas) -> Int {
        min(max(value, 0), top) * (canvas.dotRows - 1) / max(top, 1)
    }

    // Labels stand at the top, the middle and the bottom, and at the quarters of a tall chart.
    private func label(atRow row: Int) -> String {
        let parts = rows >= 9 ? 4 : 2
        for part in 0...parts where (rows - 1) * part / parts == row {
            return NumberText.integer(top * (parts - part) / parts)
        }
        return ""
    }

    /// The values that fall into column `index` of `count`, at least one.
    static func slice(_ values: [Int], at index: Int, of count: Int) -> ArraySlice<Int> {
        let start = min(index * values.count / count, values.count - 1)
        let end = min(max((index + 1) * values.count / count, start + 1), values.count)
        return values[start..<end]
    }

    // Divisible by four, so that the labels at the quarters are whole.
    private static func roundNumber(atLeast value: Int) -> Int {
        var unit = 1
        while true {
            for step in [4, 8, 12, 16, 20, 24, 32, 40] where step * unit >= value { return step * unit }
            unit *= 10
        }
    }
}

extension TimeChart.Stroke {
    fileprivate var mark: String {
        switch self {
        case .solid: "*"
        case .dashed: "-"
        case .dotted: "."
        }
    }

    fileprivate var sample: String {
        switch self {
        case .solid: "⠒⠒⠒"
        case .dashed: "⠒ ⠒"
        case .dotted: "⠁⠁⠁"
        }
    }

    fileprivate func covers(x: Int, y: Int, isJump: Bool) -> Bool {
        switch self {
        case .solid: true
        case .dashed: isJump ? y % 2 == 0 : x % 4 < 2
        case .dotted: isJump ? y % 3 == 0 : x % 2 == 0
        }
    }
}
