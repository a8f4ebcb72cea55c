/// A recursive-descent reader of RFC 8259 over bytes.
struct JSONParser {
    let bytes: [UInt8]
    private let options: JSONDocument.Options
    private(set) var index = 0
    private var line = 1
    private var lineStart = 0
    /// Bytes of the current line that continue a scalar, so that columns count scalars.
    private var continuationBytes = 0
    private var path = JSONPath()

    init(_ bytes: [UInt8], options: JSONDocument.Options) {
        self.bytes = bytes
        self.options = options
    }

    mutating func parseDocument() throws(JSONParseError) -> JSONValue {
        guard bytes.count <= options.maximumBytes else { throw failure(.tooLarge(limit: options.maximumBytes)) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw failure(.byteOrderMark) }
        skipWhitespace()
        let value = try parseValue(depth: 0)
        skipWhitespace()
        guard index == bytes.count else { throw failure(.textAfterValue(found: found)) }
        return value
    }

    // MARK: - Values

    private mutating func parseValue(depth: Int) throws(JSONParseError) -> JSONValue {
        let start = position
        let content: JSONValue.Content
        guard let byte = current else { throw failure(.expected("a value", found: "")) }
        switch byte {
        case UInt8(ascii: "{"): content = .object(try parseObject(depth: depth))
        case UInt8(ascii: "["): content = .array(try parseArray(depth: depth))
        case UInt8(ascii: "\""): content = .string(try parseString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = .number(try parseNumber())
        case UInt8(ascii: "t") where take("true"): content = .bool(true)
        case UInt8(ascii: "f") where take("false"): content = .bool(false)
        case UInt8(ascii: "n") where take("null"): content = .null
        default: throw failure(.expected("a value", found: found))
        }
        return JSONValue(content, origin: JSONOrigin(start: start, endOffset: index))
    }

    private mutating func parseArray(depth: Int) throws(JSONParseError) -> [JSONValue] {
        guard depth < options.maximumDepth else { throw failure(.tooDeep(limit: options.maximumDepth)) }
        index += 1
        skipWhitespace()
        var elements: [JSONValue] = []
        if takeByte(UInt8(ascii: "]")) { return elements }
        while true {
            path.components.append(.index(elements.count))
            elements.append(try parseValue(depth: depth + 1))
            path.components.removeLast()
            skipWhitespace()
            if takeByte(UInt8(ascii: "]")) { return elements }
            try takeComma(before: UInt8(ascii: "]"), expected: "a comma or ]")
        }
    }

    private mutating func parseObject(depth: Int) throws(JSONParseError) -> JSONObject {
        guard depth < options.maximumDepth else { throw failure(.tooDeep(limit: options.maximumDepth)) }
        index += 1
        skipWhitespace()
        var object = JSONObject()
        if takeByte(UInt8(ascii: "}")) { return object }
        var seen = KeySet()
        while true {
            guard current == UInt8(ascii: "\"") else {
                throw failure(.expected("a key in double quotes", found: found))
            }
            let start = position
            let key = try parseString()
            let origin = JSONOrigin(start: start, endOffset: index)
            path.components.append(.key(key))
            if !options.allowsDuplicateKeys, let first = seen.insert(key, line: start.line, into: object) {
                throw JSONParseError(position: start, path: path, reason: .duplicateKey(key, firstLine: first))
            }
            skipWhitespace()
            guard takeByte(UInt8(ascii: ":")) else { throw failure(.expected("a colon after the key", found: found)) }
            skipWhitespace()
            let value = try parseValue(depth: depth + 1)
            path.components.removeLast()
            object.members.append(JSONMember(key: key, keyOrigin: origin, value: value))
            skipWhitespace()
            if takeByte(UInt8(ascii: "}")) { return object }
            try takeComma(before: UInt8(ascii: "}"), expected: "a comma or }")
        }
    }

    private mutating func takeComma(before close: UInt8, expected: String) throws(JSONParseError) {
        let comma = position
        guard takeByte(UInt8(ascii: ",")) else { throw failure(.expected(expected, found: found)) }
        skipWhitespace()
        if current == close { throw JSONParseError(position: comma, path: path, reason: .trailingComma) }
    }

    private mutating func parseNumber() throws(JSONParseError) -> JSONNumber {
        switch NumberGrammar.scan(bytes, from: index) {
        case .number(let end):
            let text = String(decoding: bytes[index..<end], as: UTF8.self)
            index = end
            return JSONNumber(validated: text)
        case .failure(let place, let reason):
            index = place
            throw failure(reason)
        }
    }

    // MARK: - Strings

    private mutating func parseString() throws(JSONParseError) -> String {
        let start = position
        index += 1
        var run = index
        var decoded: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                let text = try utf8Text(decoded.isEmpty ? bytes[run..<index] : (decoded + bytes[run..<index])[...])
                index += 1
                return text
            case UInt8(ascii: "\\"):
                decoded += bytes[run..<index]
                try parseEscape(into: &decoded)
                run = index
            case 0x0A, 0x0D: throw JSONParseError(position: start, path: path, reason: .unterminatedString)
            case 0..<0x20: throw failure(.controlCharacterInString(byte))
            case 0x80...:
                guard let length = UTF8Grammar.scalarLength(bytes, at: index) else { throw failure(.invalidUTF8) }
                continuationBytes += length - 1
                index += length
            default: index += 1
            }
        }
        throw JSONParseError(position: start, path: path, reason: .unterminatedString)
    }

    private func utf8Text(_ text: ArraySlice<UInt8>) throws(JSONParseError) -> String {
        guard let string = String(validating: text, as: UTF8.self) else { throw failure(.invalidUTF8) }
        return string
    }

    private mutating func parseEscape(into decoded: inout [UInt8]) throws(JSONParseError) {
        let escape = index + 1 < bytes.count ? bytes[index + 1] : 0
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(escape)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): return try parseUnicodeEscape(into: &decoded)
        default: throw failure(.invalidEscape)
        }
        index += 2
    }

    private mutating func parseUnicodeEscape(into decoded: inout [UInt8]) throws(JSONParseError) {
        guard let unit = codeUnit(at: index) else { throw failure(.invalidEscape) }
        var value = UInt32(unit)
        var length = 6
        if 0xD800...0xDFFF ~= unit {
            guard unit < 0xDC00, let low = codeUnit(at: index + 6), 0xDC00...0xDFFF ~= low else {
                throw failure(.loneSurrogate)
            }
            value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
            length = 12
        }
        guard let scalar = Unicode.Scalar(value) else { throw failure(.loneSurrogate) }
        decoded += UTF8.encode(scalar).map(Array.init) ?? []
        index += length
    }

    /// The code unit of a `\uXXXX` escape that starts at an offset.
    private func codeUnit(at start: Int) -> UInt16? {
        guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt16 = 0
        for byte in bytes[start + 2..<start + 6] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    // MARK: - Bytes

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private var position: JSONPosition {
        JSONPosition(offset: index, line: line, column: index - lineStart - continuationBytes + 1)
    }

    private func failure(_ reason: JSONParseError.Reason) -> JSONParseError {
        JSONParseError(position: position, path: path, reason: reason)
    }

    private mutating func takeByte(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= bytes.count, bytes[index..<index + length].elementsEqual("\(word)".utf8) else {
            return false
        }
        index += length
        return true
    }

    private mutating func skipWhitespace() {
        while let byte = current {
            switch byte {
            case 0x20, 0x09: index += 1
            case 0x0A, 0x0D:
                index += byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
                line += 1
                lineStart = index
                continuationBytes = 0
            default: return
            }
        }
    }

    /// A short text of what stands at the current place, empty at the end.
    private var found: String {
        guard let byte = current else { return "" }
        switch byte {
        case UInt8(ascii: "'"): return "a single quote (JSON strings take double quotes)"
        case UInt8(ascii: "/"), UInt8(ascii: "#"):
            return "\(Unicode.Scalar(byte)) (JSON has no comments)"
        case _ where UInt8.delimiters.contains(byte) && byte != UInt8(ascii: "\""):
            return String(Unicode.Scalar(byte))
        case 0..<0x20, 0x7F: return "the byte 0x\(byte.hexadecimal)"
        default:
            var end = index
            while end < bytes.count, end - index < 20, bytes[end] > 0x20, bytes[end] < 0x7F,
                end == index || !UInt8.delimiters.contains(bytes[end])
            {
                end += 1
            }
            if end > index { return String(decoding: bytes[index..<end], as: UTF8.self) }
            guard let length = UTF8Grammar.scalarLength(bytes, at: index) else {
                return "the byte 0x\(byte.hexadecimal)"
            }
            return String(decoding: bytes[index..<index + length], as: UTF8.self)
        }
    }
}

extension UInt8 {
    fileprivate static let delimiters: [UInt8] = Array("{}[],:\"".utf8)
}

/// The well-formed byte sequences of Unicode's table 3-7.
enum UTF8Grammar {
    /// The length of the scalar that starts at an index, or `nil` if the bytes there are not well-formed.
    static func scalarLength(_ bytes: [UInt8], at index: Int) -> Int? {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[index] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default: return nil
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
        for next in index + 2..<index + length where bytes[next] & 0xC0 != 0x80 { return nil }
        return length
    }
}

/// Finds a repeated key in time linear in the number of keys; small objects are searched without hashing.
private struct KeySet {
    private static let hashingThreshold = 8
    private var lines: [ExactString: Int] = [:]

    /// Takes a key that is about to join `object`; gives the line of the same key before it, if there is one.
    mutating func insert(_ key: String, line: Int, into object: JSONObject) -> Int? {
        guard object.members.count >= Self.hashingThreshold else {
            return object.members.first { $0.key.hasSameScalars(as: key) }?.keyOrigin?.start.line
        }
        if lines.isEmpty {
            for member in object.members { lines[ExactString(member.key)] = member.keyOrigin?.start.line }
        }
        let exact = ExactString(key)
        if let first = lines[exact] { return first }
        lines[exact] = line
        return nil
    }
}
