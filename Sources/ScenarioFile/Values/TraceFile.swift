/// A CSV file of a quantity over time: lines of seconds and a value, with or without a heading.
public struct TraceFile: Sendable, Equatable {
    /// One line of the file.
    public struct Row: Sendable, Equatable {
        /// Seconds from the start of the run, never falling.
        public var seconds: Double
        public var value: Double
    }

    public var rows: [Row]

    /// Reads the file's text; empty lines and lines that start with `#` are skipped.
    ///
    /// - Throws: ``ScenarioFileError`` with the line of the first value that is wrong.
    public init(text: String, file: String) throws(ScenarioFileError) {
        rows = []
        var isFirst = true
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.filter { $0 != "\r" && $0 != " " && $0 != "\t" && $0 != "\r\n" }
            if line.isEmpty || line.first == "#" { continue }
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            defer { isFirst = false }
            guard cells.count >= 2, let seconds = Double(cells[0]), let value = Double(cells[1]), seconds.isFinite,
                value.isFinite
            else {
                if isFirst { continue }
                throw Self.problem(file, index, "expected seconds and a value, such as 300,41.5, but found \"\(line)\"")
            }
            if value < 0 { throw Self.problem(file, index, "the value \(cells[1]) is negative") }
            if let last = rows.last, seconds < last.seconds {
                throw Self.problem(file, index, "time goes back from \(last.seconds) to \(seconds) seconds")
            }
            rows.append(Row(seconds: seconds, value: value))
        }
        if rows.isEmpty { throw Self.problem(file, 0, "no line with seconds and a value, such as 300,41.5") }
    }

    private static func problem(_ file: String, _ index: Int, _ message: String) -> ScenarioFileError {
        ScenarioFileError([ScenarioProblem(file: file, line: index + 1, column: 1, message: message)])
    }
}
