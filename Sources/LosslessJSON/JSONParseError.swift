/// Why a text is not a JSON document, and where.
public struct JSONParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where reading stopped.
    public var position: JSONPosition

    /// The value that was being read.
    public var path: JSONPath

    /// What was wrong.
    public var reason: Reason

    /// What was wrong.
    public enum Reason: Hashable, Sendable {
        /// Something else stands where `expected` should; `found` is a short text of it, empty at the end of the text.
        case expected(String, found: String)
        case leadingZero
        case expectedDigit(after: String)
        case trailingComma
        case unterminatedString
        case controlCharacterInString(UInt8)
        case invalidEscape
        case loneSurrogate
        case invalidUTF8
        case byteOrderMark
        case textAfterValue(found: String)
        case duplicateKey(String, firstLine: Int)
        case tooDeep(limit: Int)
        case tooLarge(limit: Int)
    }

    /// Makes an error.
    public init(position: JSONPosition, path: JSONPath, reason: Reason) {
        self.position = position
        self.path = path
        self.reason = reason
    }

    /// `line 3, column 5: logs.x: expected a value, found ,`.
    public var description: String {
        "\(position): \(path.components.isEmpty ? "" : "\(path): ")\(reason.message)"
    }
}

extension JSONParseError.Reason {
    /// The reason in words, without the place.
    public var message: String {
        switch self {
        case .expected(let expected, let found):
            "expected \(expected), found \(found.isEmpty ? "the end of the text" : found)"
        case .leadingZero: "a number cannot start with 0 and another digit"
        case .expectedDigit(let previous):
            previous.isEmpty ? "expected a digit" : "expected a digit after \(previous) in a number"
        case .trailingComma: "a comma after the last item; remove it"
        case .unterminatedString: "the string has no closing quote on its line"
        case .controlCharacterInString(let byte):
            "a control character (U+00\(byte.hexadecimal)) in a string; write it as \\u00\(byte.hexadecimal)"
        case .invalidEscape:
            "an unknown escape in a string; expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four digits"
        case .loneSurrogate: "half of a surrogate pair in a \\u escape"
        case .invalidUTF8: "bytes that are not UTF-8"
        case .byteOrderMark: "a byte order mark before the document; save it as UTF-8 without one"
        case .textAfterValue(let found): "expected the end of the document, found \(found)"
        case .duplicateKey(let key, let line): "the key \"\(key)\" stands twice in one object (first on line \(line))"
        case .tooDeep(let limit): "more than \(limit) levels of nesting"
        case .tooLarge(let limit): "more than \(limit) bytes"
        }
    }
}

extension UInt8 {
    /// Two upper-case hexadecimal digits.
    var hexadecimal: String {
        let text = String(self, radix: 16, uppercase: true)
        return self < 16 ? "0" + text : text
    }
}
