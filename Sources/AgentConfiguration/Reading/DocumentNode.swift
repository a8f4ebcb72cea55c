/// A value of a JSON or YAML document with its place and the way to it.
struct DocumentNode: Sendable {
    /// What the value is.
    enum Content: Sendable {
        case null
        /// A JSON string or a quoted YAML scalar.
        case text(String)
        /// A JSON number or boolean, or an unquoted YAML scalar.
        case plain(String)
        case sequence([DocumentNode])
        case mapping([Member])
    }

    /// A key with its place, and its value.
    struct Member: Sendable {
        var key: String
        var line: Int
        var column: Int
        var node: DocumentNode
    }

    /// The language of the document, which decides how unquoted scalars are read.
    enum Language: Sendable {
        case json
        case yaml
    }

    var content: Content
    var source: String
    var language: Language
    var path: String
    var line: Int
    var column: Int

    /// The path of a member of a mapping at a path.
    static func path(_ parent: String, key: String) -> String {
        let isWord =
            !key.isEmpty
            && key.utf8.allSatisfy {
                ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x5F
                    || $0 == 0x2D
            }
        if !isWord { return "\(parent)[\"\(key)\"]" }
        return parent.isEmpty ? key : "\(parent).\(key)"
    }

    /// An error about this value.
    func error(_ message: String) -> ConfigurationError {
        ConfigurationError(
            source: self.source,
            line: self.line,
            column: self.column,
            keyPath: self.path,
            message: message
        )
    }

    var isNull: Bool {
        if case .null = self.content { true } else { false }
    }

    /// The kind of the value in words that fit after "found"; never the value itself.
    var kind: String {
        switch self.content {
        case .null: "nothing"
        case .text: "a text"
        case .plain(let text):
            ["true", "false"].contains(text) ? "a boolean" : Double(text) != nil ? "a number" : "a text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
