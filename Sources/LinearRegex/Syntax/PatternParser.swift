/// Reads RE2 syntax as Go's `regexp` package accepts it (<https://pkg.go.dev/regexp/syntax>).
///
/// Open groups are kept on a stack of their own rather than on the call stack, so that nesting costs no recursion here.
struct PatternParser {
    struct Flags {
        var ignoresCase = false
        var dotMatchesNewline = false
        var isMultiLine = false
        var isLazy = false
    }

    /// A group whose closing parenthesis has not been read, or the whole pattern.
    private struct OpenGroup {
        var start: Int
        var captureIndex: Int?
        var outerFlags: Flags
        var branches: [SyntaxNode] = []
        var parts: [SyntaxNode] = []

        mutating func closeBranch() {
            branches.append(parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .concatenation(parts))
            parts = []
        }
    }

    var reader: PatternReader
    var flags: Flags
    var groupNames: [String?] = [nil]
    private var open: [OpenGroup] = []
    private var current: OpenGroup

    init(_ text: String, dotMatchesNewline: Bool) {
        reader = PatternReader(text)
        flags = Flags(dotMatchesNewline: dotMatchesNewline)
        current = OpenGroup(start: 0, captureIndex: nil, outerFlags: flags)
    }

    /// Parses the whole pattern.
    mutating func parse() throws(PatternError) -> SyntaxNode {
        // Where the repetition read just before began, to refuse `a**`.
        var lastRepetition: Int?
        while let scalar = reader.peek() {
            let start = reader.index
            var repetition: Int?
            switch scalar {
            case "|":
                reader.skip(1)
                current.closeBranch()
            case "(":
                try openGroup()
            case ")":
                reader.skip(1)
                try closeGroup(at: start)
            case "*", "+", "?":
                reader.skip(1)
                let range: (Int, Int?) = scalar == "*" ? (0, nil) : scalar == "+" ? (1, nil) : (0, 1)
                try appendRepetition(range, from: start, after: lastRepetition)
                repetition = start
            case "{":
                if let range = try parseRepeatCount() {
                    try appendRepetition(range, from: start, after: lastRepetition)
                    repetition = start
                } else {
                    reader.skip(1)
                    append(scalar)
                }
            default:
                try parseAtom(scalar)
            }
            lastRepetition = repetition
        }
        if let unclosed = open.isEmpty ? nil : current.start {
            throw reader.errorToEnd(.missingParenthesis, from: unclosed)
        }
        return closeCurrent()
    }

    private mutating func parseAtom(_ scalar: Unicode.Scalar) throws(PatternError) {
        switch scalar {
        case ".":
            reader.skip(1)
            current.parts.append(.set(flags.dotMatchesNewline ? .any : .anyButNewline))
        case "^":
            reader.skip(1)
            current.parts.append(.assertion(flags.isMultiLine ? .lineStart : .textStart))
        case "$":
            reader.skip(1)
            current.parts.append(.assertion(flags.isMultiLine ? .lineEnd : .textEnd))
        case "[":
            current.parts.append(.set(try parseClass()))
        case "\\":
            try parseBackslash()
        default:
            reader.skip(1)
            append(scalar)
        }
    }

    private mutating func parseBackslash() throws(PatternError) {
        if reader.take("\\Q") {
            while !reader.isAtEnd, !reader.take("\\E") {
                if let scalar = reader.next() {
                    append(scalar)
                }
            }
            return
        }
        let assertions: [(String, Assertion)] = [
            ("\\A", .textStart), ("\\z", .textEnd), ("\\b", .wordBoundary), ("\\B", .notWordBoundary),
        ]
        for (text, assertion) in assertions where reader.take(text) {
            current.parts.append(.assertion(assertion))
            return
        }
        if let set = try parseClassEscape() {
            current.parts.append(.set(set))
        } else {
            append(try parseEscapedScalar())
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        let orbit = flags.ignoresCase ? CaseFolding.orbit(of: scalar.value) : [scalar.value]
        if orbit.count == 1 {
            current.parts.append(.scalar(scalar.value))
        } else {
            current.parts.append(.set(ScalarSet(orbit.map { $0...$0 })))
        }
    }

    // MARK: Groups

    private mutating func openGroup() throws(PatternError) {
        let start = reader.index
        guard open.count + 1 < PatternLimits.nestingDepth else {
            throw reader.error(.nestingTooDeep, from: start, to: start + 1)
        }
        let outerFlags = flags
        var captureIndex: Int?
        if reader.looking(at: "(?") {
            switch try parseGroupHead() {
            case .flagsOnly: return
            case .plain: break
            case .named(let name):
                captureIndex = groupNames.count
                groupNames.append(name)
            }
        } else {
            reader.skip(1)
            captureIndex = groupNames.count
            groupNames.append(nil)
        }
        open.append(current)
        current = OpenGroup(start: start, captureIndex: captureIndex, outerFlags: outerFlags)
    }

    private mutating func closeGroup(at start: Int) throws(PatternError) {
        guard let outer = open.popLast() else {
            throw reader.error(.unexpectedParenthesis, from: start)
        }
        let captureIndex = current.captureIndex
        flags = current.outerFlags
        let body = closeCurrent()
        current = outer
        current.parts.append(captureIndex.map { .capture(body, index: $0) } ?? body)
    }

    private mutating func closeCurrent() -> SyntaxNode {
        current.closeBranch()
        return current.branches.count == 1 ? current.branches[0] : .alternation(current.branches)
    }

    // MARK: Repetition

    private mutating func appendRepetition(
        _ range: (minimum: Int, maximum: Int?),
        from start: Int,
        after lastRepetition: Int?
    ) throws(PatternError) {
        var isLazy = flags.isLazy
        if reader.peek() == "?" {
            reader.skip(1)
            isLazy.toggle()
        }
        if let lastRepetition {
            throw reader.error(.nestedRepeat, from: lastRepetition)
        }
        guard let body = current.parts.popLast() else {
            throw reader.error(.missingRepeatArgument, from: start)
        }
        let node = SyntaxNode.repetition(
            body,
            minimum: range.minimum,
            maximum: range.maximum,
            isGreedy: !isLazy
        )
        let counted = range.minimum >= 2 || (range.maximum ?? 0) >= 2
        if counted, node.repeatWeight > PatternLimits.repeatCount {
            throw reader.error(.invalidRepeatCount, from: start)
        }
        current.parts.append(node)
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; nil, with nothing read, if the brace begins none of them and stands for itself.
    private mutating func parseRepeatCount() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
        let start = reader.index
        reader.skip(1)
        guard let minimum = parseCount() else {
            reader.rewind(to: start)
            return nil
        }
        var maximum: Int? = minimum
        if reader.peek() == "," {
            reader.skip(1)
            if reader.peek() == "}" {
                maximum = nil
            } else if let count = parseCount() {
                maximum = count
            } else {
                reader.rewind(to: start)
                return nil
            }
        }
        guard reader.take("}") else {
            reader.rewind(to: start)
            return nil
        }
        let largest = PatternLimits.repeatCount
        if minimum > largest || (maximum ?? 0) > largest || minimum > (maximum ?? minimum) {
            throw reader.error(.invalidRepeatCount, from: start)
        }
        return (minimum, maximum)
    }

    /// A decimal count without leading zeros; anything too large comes back as one above every limit.
    private mutating func parseCount() -> Int? {
        let start = reader.index
        var count = 0
        while let scalar = reader.peek(), ("0"..."9").contains(scalar) {
            count = min(count * 10 + Int(scalar.value - 0x30), PatternLimits.repeatCount + 1)
            reader.skip(1)
        }
        let length = reader.index - start
        return length == 0 || (length > 1 && reader.text(from: start).hasPrefix("0")) ? nil : count
    }
}
