extension PatternParser {
    /// Reads a bracketed class such as `[^a-z\d[:punct:]]`.
    mutating func parseClass() throws(PatternError) -> ScalarSet {
        let start = reader.index
        reader.skip(1)
        let isNegated = reader.take("^")
        var set = ScalarSet()
        var isFirst = true
        while reader.peek() != "]" || isFirst {
            guard let scalar = reader.peek() else {
                throw reader.errorToEnd(.missingBracket, from: start)
            }
            isFirst = false
            if scalar == "[", let named = try parsePOSIXClass() {
                set.formUnion(named)
            } else if scalar == "\\", let named = try parseClassEscape() {
                set.formUnion(named)
            } else {
                let range = ScalarSet([try parseClassRange(of: start)])
                set.formUnion(flags.ignoresCase ? CaseFolding.folded(range) : range)
            }
        }
        reader.skip(1)
        return isNegated ? set.inverted : set
    }

    /// Reads one scalar or a range of a class.
    private mutating func parseClassRange(of classStart: Int) throws(PatternError) -> ClosedRange<UInt32> {
        let start = reader.index
        let low = try parseClassScalar(of: classStart)
        // A hyphen right before the bracket stands for itself.
        guard reader.peek() == "-", let following = reader.peek(1), following != "]" else {
            return low.value...low.value
        }
        reader.skip(1)
        let high = try parseClassScalar(of: classStart)
        guard low <= high else {
            throw reader.error(.invalidClassRange, from: start)
        }
        return low.value...high.value
    }

    private mutating func parseClassScalar(of classStart: Int) throws(PatternError) -> Unicode.Scalar {
        switch reader.peek() {
        case nil:
            throw reader.errorToEnd(.missingBracket, from: classStart)
        case "\\":
            return try parseEscapedScalar()
        case let scalar?:
            reader.skip(1)
            return scalar
        }
    }

    /// Reads `[:name:]` or `[:^name:]`; nil, with nothing read, if the bracket begins no such class.
    private mutating func parsePOSIXClass() throws(PatternError) -> ScalarSet? {
        let start = reader.index
        guard reader.take("[:") else {
            return nil
        }
        let nameStart = reader.index
        while !reader.isAtEnd, !reader.looking(at: ":]") {
            reader.skip(1)
        }
        let body = reader.text(from: nameStart)
        guard reader.take(":]") else {
            reader.rewind(to: start)
            return nil
        }
        let isNegated = body.hasPrefix("^")
        guard let set = NamedClasses.posix(isNegated ? String(body.dropFirst()) : body) else {
            throw reader.error(.invalidClassName, from: start)
        }
        return finished(set, isNegated: isNegated)
    }

    /// Reads `\d`, `\pL`, `\P{Lu}` and their like; nil, with nothing read, if the escape is no class.
    mutating func parseClassEscape() throws(PatternError) -> ScalarSet? {
        guard let letter = reader.peek(1), letter.isASCII else {
            return nil
        }
        if let (set, isNegated) = NamedClasses.perl(UInt8(letter.value)) {
            reader.skip(2)
            return finished(set, isNegated: isNegated)
        }
        guard letter == "p" || letter == "P" else {
            return nil
        }
        let start = reader.index
        reader.skip(2)
        var name: String
        if reader.peek() == "{" {
            guard let end = reader.position(of: "}") else {
                throw reader.errorToEnd(.unsupportedUnicodeClass, from: start)
            }
            name = reader.text(from: reader.index + 1, to: end)
            reader.skip(end + 1 - reader.index)
        } else {
            name = reader.next().map(String.init) ?? ""
        }
        var isNegated = letter == "P"
        if name.hasPrefix("^") {
            name.removeFirst()
            isNegated.toggle()
        }
        guard let set = UnicodeCategories.set(named: name) else {
            throw reader.error(.unsupportedUnicodeClass, from: start)
        }
        return finished(set, isNegated: isNegated)
    }

    private func finished(_ set: ScalarSet, isNegated: Bool) -> ScalarSet {
        let folded = flags.ignoresCase ? CaseFolding.folded(set) : set
        return isNegated ? folded.inverted : folded
    }
}
