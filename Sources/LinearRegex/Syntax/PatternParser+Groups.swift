extension PatternParser {
    /// What `(?...` turned out to begin.
    enum GroupHead {
        case flagsOnly
        case plain
        case named(String)
    }

    /// Reads `(?P<name>`, `(?<name>`, `(?flags)` or `(?flags:`; flags take effect at once.
    mutating func parseGroupHead() throws(PatternError) -> GroupHead {
        let start = reader.index
        if reader.take("(?P<") || reader.take("(?<") {
            let nameStart = reader.index
            if reader.peek() == "=" || reader.peek() == "!" {
                reader.skip(1)
                throw reader.error(.invalidGroup, from: start)
            }
            guard let end = reader.position(of: ">") else {
                throw reader.errorToEnd(.invalidGroupName, from: start)
            }
            let name = reader.text(from: nameStart, to: end)
            reader.skip(end + 1 - nameStart)
            guard !name.isEmpty, name.unicodeScalars.allSatisfy(Self.isNameScalar) else {
                throw reader.error(.invalidGroupName, from: start)
            }
            return .named(name)
        }
        reader.skip(2)
        return try parseFlags(from: start)
    }

    private mutating func parseFlags(from start: Int) throws(PatternError) -> GroupHead {
        var changed = flags
        var isSetting = true
        var hasFlagSinceSign = true
        while let scalar = reader.next() {
            switch scalar {
            case "i": changed.ignoresCase = isSetting
            case "s": changed.dotMatchesNewline = isSetting
            case "m": changed.isMultiLine = isSetting
            case "U": changed.isLazy = isSetting
            case "-" where isSetting:
                isSetting = false
                hasFlagSinceSign = false
                continue
            case ":" where hasFlagSinceSign:
                flags = changed
                return .plain
            case ")" where hasFlagSinceSign:
                flags = changed
                return .flagsOnly
            default:
                throw reader.error(.invalidGroup, from: start)
            }
            hasFlagSinceSign = true
        }
        throw reader.errorToEnd(.missingParenthesis, from: start)
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || (scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)))
    }
}
