/// One thing that is wrong in a configuration document: where, what, what was expected, and how to mend it.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The document's name: a file name or an environment variable.
    public var source: String
    /// The line, from 1; nil where the document as a whole is meant.
    public var line: Int?
    /// The column, from 1, in Unicode scalars.
    public var column: Int?
    /// The way to the value: `scrape_configs[0].scrape_timeout`; empty for the document itself.
    public var keyPath: String
    /// What is wrong, what was expected, and how to mend it; never holds a secret.
    public var message: String

    /// Creates an error.
    public init(source: String, line: Int? = nil, column: Int? = nil, keyPath: String = "", message: String) {
        self.source = source
        self.line = line
        self.column = column
        self.keyPath = keyPath
        self.message = message
    }

    /// `FILE:LINE:COLUMN: key.path: message`.
    public var description: String {
        var text = self.source
        if let line = self.line { text += ":\(line):\(self.column ?? 1)" }
        if !self.keyPath.isEmpty { text += ": " + self.keyPath }
        return Self.oneLine(text + ": " + self.message)
    }

    /// The text fit for a terminal: keys and values of a document may hold anything, and be of any length.
    private static func oneLine(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == 2000 {
                result.append(contentsOf: "...".unicodeScalars)
                break
            }
            if scalar.properties.generalCategory == .control {
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

/// Everything that is wrong in the documents, at least one error, in the order of the documents.
public struct ConfigurationErrors: Error, Sendable, Hashable, CustomStringConvertible {
    /// The errors.
    public var errors: [ConfigurationError]

    /// Creates a collection.
    public init(_ errors: [ConfigurationError]) {
        self.errors = errors
    }

    /// One line for each error.
    public var description: String { self.errors.map(\.description).joined(separator: "\n") }
}

/// Something that a document says and that has no effect here, or less than it seems; an operator should know it.
public struct ConfigurationNote: Sendable, Hashable, CustomStringConvertible {
    /// What the note is about.
    public enum Kind: Sendable, Hashable {
        /// A key without effect: what it would do happens otherwise, or not at all.
        case noEffect
        /// An error that was let pass because a rehearsal was asked for; ``AgentDocuments/Purpose/run`` refuses it.
        case refusedInRun
    }

    /// What the note is about.
    public var kind: Kind
    /// The place and the text.
    public var place: ConfigurationError

    /// One line.
    public var description: String {
        self.place.description + (self.kind == .refusedInRun ? " (scalebridge run refuses this)" : "")
    }
}
