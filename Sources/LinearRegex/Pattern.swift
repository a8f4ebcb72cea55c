/// A regular expression in the syntax of RE2, as Go's `regexp` package reads it.
///
/// This is the syntax of Prometheus' relabelling rules and of the CloudWatch agent's metric declarations
/// (<https://github.com/google/re2/wiki/Syntax>): no back references and no look-around, so that a match takes time
/// linear in the text. Texts are UTF-8; bytes that are not UTF-8 match nothing. General categories such as `\p{Lu}` are
/// supported, scripts such as `\p{Greek}` are refused.
///
/// Use a ``Matcher`` to match.
public struct Pattern: Sendable {
    /// The expression as it was written.
    public let text: String
    /// Whether `.` matches a newline without `(?s)`, as in Prometheus' relabelling rules since version 3.
    public let dotMatchesNewline: Bool
    /// The names of the groups, nil where a group has none.
    ///
    /// Group 0 is the whole match.
    public let groupNames: [String?]

    let root: SyntaxNode
    let program: Program

    /// Reads and compiles an expression.
    ///
    /// - Parameters:
    ///   - text: The expression.
    ///   - dotMatchesNewline: Whether `.` matches a newline without `(?s)`.
    /// - Throws: What is wrong with the expression and where.
    public init(_ text: String, dotMatchesNewline: Bool = false) throws(PatternError) {
        self.text = text
        self.dotMatchesNewline = dotMatchesNewline
        var parser = PatternParser(text, dotMatchesNewline: dotMatchesNewline)
        root = try parser.parse()
        groupNames = parser.groupNames
        do throws(PatternError) {
            program = try Compiler.compile(root, groupCount: groupNames.count)
        } catch {
            let beginning = text.prefix(40)
            throw PatternError(kind: error.kind, offset: 0, fragment: beginning + (beginning == text ? "" : "..."))
        }
    }
}

extension Pattern: Hashable {
    public static func == (left: Pattern, right: Pattern) -> Bool {
        left.text == right.text && left.dotMatchesNewline == right.dotMatchesNewline
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(dotMatchesNewline)
    }
}

extension Pattern: CustomStringConvertible {
    public var description: String {
        text
    }
}
