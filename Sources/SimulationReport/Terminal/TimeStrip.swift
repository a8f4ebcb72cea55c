/// One or two lines of characters under a chart, on the chart's time axis.
public struct TimeStrip: Sendable {
    private enum Content: Sendable {
        case digits([Int])
        case levels([Int], full: Int)
        case marks([Mark], duration: Int)
        case axis(duration: Int)
    }

    /// Something that happened at a moment.
    public struct Mark: Sendable {
        /// Milliseconds since the start of the chart.
        public let time: Int
        public let unicode: Character
        public let ascii: Character
        public let ink: TerminalStyle.Ink

        public init(time: Int, unicode: Character, ascii: Character, ink: TerminalStyle.Ink) {
            self.time = time
            self.unicode = unicode
            self.ascii = ascii
            self.ink = ink
        }
    }

    private let name: String
    private let content: Content

    /// The largest value of each column as a number, tens above ones.
    public static func digits(_ name: String, _ values: [Int]) -> TimeStrip {
        TimeStrip(name: name, content: .digits(values))
    }

    /// The largest value of each column as a bar of eight heights; a value of `full` or more is a full block.
    public static func levels(_ name: String, _ values: [Int], full: Int) -> TimeStrip {
        TimeStrip(name: name, content: .levels(values, full: full))
    }

    /// A mark in each column where something happened; later marks cover earlier ones of the same column.
    public static func marks(_ name: String, _ marks: [Mark], durationMilliseconds: Int) -> TimeStrip {
        TimeStrip(name: name, content: .marks(marks, duration: durationMilliseconds))
    }

    /// The time of day below a chart.
    public static func axis(durationMilliseconds: Int) -> TimeStrip {
        TimeStrip(name: "", content: .axis(duration: durationMilliseconds))
    }

    /// The strip as lines of text.
    public func lines(_ style: TerminalStyle) -> [String] {
        let columns = style.width - TimeChart.margin - 1
        switch content {
        case .digits(let values):
            let tops = Self.columnMaxima(values, columns)
            let tens = tops.map { $0 >= 10 ? Self.digit($0 / 10 % 10) : " " }
            let ones = tops.map { Self.digit($0 % 10) }
            let first = tens.contains { $0 != " " } ? [labelled("", tens.joined(), style)] : []
            return first + [labelled(name, ones.joined(), style)]
        case .levels(let values, let full):
            return [labelled(name, levels(values, full: full, columns: columns, style), style)]
        case .marks(let marks, let duration):
            var cells = Array(repeating: " ", count: columns)
            for mark in marks where duration > 0 {
                let column = min(max(mark.time, 0) * columns / duration, columns - 1)
                cells[column] = style.paint(String(style.usesUnicode ? mark.unicode : mark.ascii), mark.ink)
            }
            return [labelled(name, cells.joined(), style)]
        case .axis(let duration):
            return Self.axisLines(duration: duration, columns: columns, style)
        }
    }

    private func labelled(_ name: String, _ content: String, _ style: TerminalStyle) -> String {
        let blanks = String(repeating: " ", count: max(0, TimeChart.margin - name.count))
        return TextWrap.withoutTrailingBlanks(style.paint(name, .faint) + blanks + content)
    }

    private func levels(_ values: [Int], full: Int, columns: Int, _ style: TerminalStyle) -> String {
        let heights = Array(style.usesUnicode ? "▁▂▃▄▅▆▇█" : "123456789#")
        return Self.columnMaxima(values, columns).map { value in
            guard value > 0 else { return " " }
            if value >= full { return style.paint(style.glyph("█", "#"), .bad) }
            let step = value * (heights.count - 1) / max(full, 1)
            return String(heights[min(step, heights.count - 2)])
        }.joined()
    }

    private static func columnMaxima(_ values: [Int], _ columns: Int) -> [Int] {
        guard !values.isEmpty else { return Array(repeating: 0, count: columns) }
        return (0..<columns).map { TimeChart.slice(values, at: $0, of: columns).max() ?? 0 }
    }

    private static func digit(_ value: Int) -> String { "\(value)" }

    private static func axisLines(duration: Int, columns: Int, _ style: TerminalStyle) -> [String] {
        let hour = 3_600_000
        let steps = [60_000, 300_000, 600_000, 1_800_000, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour]
        let step = steps.first { duration / $0 <= 9 } ?? max(24 * hour, duration / (7 * 24 * hour) * 24 * hour)
        var ruler = Array(repeating: style.glyph("─", "-"), count: columns)
        var labels = Array(repeating: " ", count: columns + TimeChart.margin + 1)
        for time in stride(from: 0, through: duration, by: step) {
            let column = min(time * columns / max(duration, 1), columns - 1)
            ruler[column] = style.glyph("┬", "+")
            let text = axisLabel(time: time, step: step)
            let start = min(TimeChart.margin + column - (text.count > 2 ? 2 : 0), labels.count - text.count)
            let isFree = labels[max(start - 1, 0)..<start + text.count].allSatisfy { $0 == " " }
            guard isFree else { continue }
            for (offset, character) in text.enumerated() { labels[start + offset] = String(character) }
        }
        let corner = style.glyph("└", "+")
        let margin = String(repeating: " ", count: TimeChart.margin - 1)
        return [
            margin + style.paint(corner + ruler.joined(), .faint),
            TextWrap.withoutTrailingBlanks(style.paint(TextWrap.withoutTrailingBlanks(labels.joined()), .faint)),
        ]
    }

    private static func axisLabel(time: Int, step: Int) -> String {
        let minutes = time / 60_000
        if step >= 86_400_000 { return "day \(minutes / 1440 + 1)" }
        return "\(NumberText.twoDigits(minutes / 60 % 24)):\(NumberText.twoDigits(minutes % 60))"
    }
}
