/// Something wrong in a scenario or on a command line: where, what, and how to mend it.
public struct ScenarioProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name as the user gave it, or the flag's name.
    public var file: String
    /// Line and column, both from 1, where known.
    public var line: Int?
    public var column: Int?
    /// The path of keys to the value, such as `clients.spikes[0].at`; empty for the whole document.
    public var keyPath: String
    /// What is wrong and what was expected.
    public var message: String

    public init(file: String, line: Int? = nil, column: Int? = nil, keyPath: String = "", message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.keyPath = keyPath
        self.message = message
    }

    /// `my.yaml:12:3: clients.peak: expected a whole number, such as 640, but found "many"`.
    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        if let line, line > 0, let column { text += ":\(column)" }
        text += ": "
        if !keyPath.isEmpty { text += keyPath + ": " }
        return text + message
    }
}

/// Everything that is wrong with one scenario, in the order of the file.
public struct ScenarioFileError: Error, Sendable, Equatable, CustomStringConvertible {
    public var problems: [ScenarioProblem]

    public init(_ problems: [ScenarioProblem]) {
        self.problems = problems
    }

    /// One line for each problem.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
