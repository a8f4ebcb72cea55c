/// A small strict JSON reader that knows nothing of the encoder under test: it refuses repeated member names, control
/// characters in strings and everything that RFC 8259 does not allow.
indirect enum JSON: Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    struct Member: Equatable {
        var name: String
        var value: JSON
    }

    struct Malformed: Error {
        var offset: Int
    }

    init(_ text: some Collection<UInt8>) throws(Malformed) {
        var reader = JSONReader(bytes: Array(text))
        self = try reader.document()
    }

    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    var elements: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    var at = 0

    mutating func document() throws(JSON.Malformed) -> JSON {
        let value = try value()
        guard at == bytes.count else { throw JSON.Malformed(offset: at) }
        return value
    }

    private var next: UInt8 {
        at < bytes.count ? bytes[at] : 0
    }

    private mutating func take(_ text: String) throws(JSON.Malformed) {
        for byte in text.utf8 {
            guard next == byte else { throw JSON.Malformed(offset: at) }
            at += 1
        }
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func value() throws(JSON.Malformed) -> JSON {
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try take("true")
            return .boolean(true)
        case UInt8(ascii: "f"):
            try take("false")
            return .boolean(false)
        case UInt8(ascii: "n"):
            try take("null")
            return .null
        default: return .number(try number())
        }
    }

    private mutating func object() throws(JSON.Malformed) -> JSON {
        try take("{")
        var members: [JSON.Member] = []
        var names: Set<[UInt8]> = []
        if takes("}") { return .object([]) }
        repeat {
            let start = at
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else { throw JSON.Malformed(offset: start) }
            try take(":")
            members.append(JSON.Member(name: name, value: try value()))
        } while takes(",")
        try take("}")
        return .object(members)
    }

    private mutating func array() throws(JSON.Malformed) -> JSON {
        try take("[")
        var elements: [JSON] = []
        if takes("]") { return .array([]) }
        repeat { elements.append(try value()) } while takes(",")
        try take("]")
        return .array(elements)
    }

    private mutating func string() throws(JSON.Malformed) -> String {
        try take("\"")
        var content: [UInt8] = []
        while !takes("\"") {
            guard at < bytes.count, next >= 0x20 else { throw JSON.Malformed(offset: at) }
            if takes("\\") {
                content += try escape()
            } else {
                content.append(next)
                at += 1
            }
        }
        guard let text = String(validating: content, as: UTF8.self) else { throw JSON.Malformed(offset: at) }
        return text
    }

    private mutating func escape() throws(JSON.Malformed) -> [UInt8] {
        let kind = next
        at += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [kind]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"):
            guard at + 4 <= bytes.count,
                let code = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(code)
            else { throw JSON.Malformed(offset: at) }
            at += 4
            return Array(String(scalar).utf8)
        default: throw JSON.Malformed(offset: at)
        }
    }

    private mutating func number() throws(JSON.Malformed) -> Double {
        let start = at
        _ = takes("-")
        if !takes("0") { try digits() }
        if takes(".") { try digits() }
        if takes("e") || takes("E") {
            if !takes("+") { _ = takes("-") }
            try digits()
        }
        guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)) else {
            throw JSON.Malformed(offset: start)
        }
        return value
    }

    private mutating func digits() throws(JSON.Malformed) {
        let start = at
        while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { at += 1 }
        if at == start { throw JSON.Malformed(offset: at) }
    }
}
