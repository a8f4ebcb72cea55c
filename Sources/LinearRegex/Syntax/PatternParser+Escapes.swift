extension PatternParser {
    /// Reads an escape that stands for one scalar: `\n`, `\.`, `\x41`, `\x{263A}`, `\101`.
    mutating func parseEscapedScalar() throws(PatternError) -> Unicode.Scalar {
        let start = reader.index
        reader.skip(1)
        guard let scalar = reader.next() else {
            throw reader.error(.trailingBackslash, from: start)
        }
        switch scalar {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x":
            return try parseHexadecimal(from: start)
        case "0":
            return parseOctal(scalar)
        case "1"..."7":
            // One digit alone would be a back reference.
            guard let second = reader.peek(), ("0"..."7").contains(second) else {
                throw reader.error(.invalidEscape, from: start)
            }
            return parseOctal(scalar)
        default:
            guard scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else {
                throw reader.error(.invalidEscape, from: start)
            }
            return scalar
        }
    }

    /// Up to three octal digits, the first of which has been read.
    private mutating func parseOctal(_ first: Unicode.Scalar) -> Unicode.Scalar {
        var value = first.value - 0x30
        for _ in 1..<3 {
            guard let digit = reader.peek(), ("0"..."7").contains(digit) else {
                break
            }
            value = value * 8 + digit.value - 0x30
            reader.skip(1)
        }
        return Unicode.Scalar(value) ?? first
    }

    private mutating func parseHexadecimal(from start: Int) throws(PatternError) -> Unicode.Scalar {
        var value: UInt32 = 0
        var digits = 0
        let isBraced = reader.take("{")
        while isBraced || digits < 2 {
            guard let scalar = reader.next() else {
                throw reader.error(.invalidEscape, from: start)
            }
            if isBraced, scalar == "}" {
                break
            }
            guard let digit = Self.hexadecimalValue(scalar) else {
                throw reader.error(.invalidEscape, from: start)
            }
            value = value * 16 + digit
            digits += 1
            guard value <= ScalarSet.largestScalar else {
                throw reader.error(.invalidEscape, from: start)
            }
        }
        guard digits > 0, let result = Unicode.Scalar(value) else {
            throw reader.error(.invalidEscape, from: start)
        }
        return result
    }

    private static func hexadecimalValue(_ scalar: Unicode.Scalar) -> UInt32? {
        switch scalar {
        case "0"..."9": scalar.value - 0x30
        case "a"..."f": scalar.value - 0x61 + 10
        case "A"..."F": scalar.value - 0x41 + 10
        default: nil
        }
    }
}
