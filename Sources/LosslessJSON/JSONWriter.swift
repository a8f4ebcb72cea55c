/// How a value is laid out as text.
public struct JSONLayout: Hashable, Sendable {
    /// Spaces (or other white space) per level; `nil` puts everything on one line.
    public var indentation: String?

    /// Whether a space follows each colon and, on one line, each comma.
    public var hasSpaces: Bool

    /// Makes a layout.
    public init(indentation: String?, hasSpaces: Bool) {
        self.indentation = indentation
        self.hasSpaces = hasSpaces
    }

    /// No white space at all.
    public static let compact = JSONLayout(indentation: nil, hasSpaces: false)

    /// One item a line, two spaces a level.
    public static let pretty = JSONLayout(indentation: "  ", hasSpaces: true)
}

extension JSONValue {
    /// The value as JSON text, without a line end after it.
    public func text(_ layout: JSONLayout = .compact) -> String {
        var bytes: [UInt8] = []
        write(into: &bytes, layout: layout)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the value as JSON text in UTF-8.
    ///
    /// - Parameters:
    ///   - bytes: Where the text goes.
    ///   - layout: The white space.
    ///   - linePrefix: What stands before the first item of the line that the value starts on.
    public func write(into bytes: inout [UInt8], layout: JSONLayout = .compact, linePrefix: String = "") {
        JSONWriter(layout: layout).write(self, linePrefix: linePrefix, into: &bytes)
    }
}

struct JSONWriter {
    let layout: JSONLayout

    func write(_ value: JSONValue, linePrefix: String, into bytes: inout [UInt8]) {
        switch value.content {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let number): bytes += number.text.utf8
        case .string(let text): Self.writeString(text, into: &bytes)
        case .array(let elements):
            writeItems(elements, open: "[", close: "]", linePrefix: linePrefix, into: &bytes) {
                element,
                prefix,
                bytes in
                write(element, linePrefix: prefix, into: &bytes)
            }
        case .object(let object):
            writeItems(object.members, open: "{", close: "}", linePrefix: linePrefix, into: &bytes) {
                member,
                prefix,
                bytes in
                write(member, linePrefix: prefix, into: &bytes)
            }
        }
    }

    func write(_ member: JSONMember, linePrefix: String, into bytes: inout [UInt8]) {
        Self.writeString(member.key, into: &bytes)
        bytes += (layout.hasSpaces ? ": " : ":").utf8
        write(member.value, linePrefix: linePrefix, into: &bytes)
    }

    private func writeItems<Item>(
        _ items: [Item],
        open: Unicode.Scalar,
        close: Unicode.Scalar,
        linePrefix: String,
        into bytes: inout [UInt8],
        write: (Item, String, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        defer { bytes.append(UInt8(ascii: close)) }
        guard !items.isEmpty else { return }
        let prefix = linePrefix + (layout.indentation ?? "")
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if layout.indentation != nil {
                bytes.append(0x0A)
                bytes += prefix.utf8
            } else if layout.hasSpaces, index > 0 {
                bytes.append(0x20)
            }
            write(item, prefix, &bytes)
        }
        if layout.indentation != nil {
            bytes.append(0x0A)
            bytes += linePrefix.utf8
        }
    }

    /// Escapes what RFC 8259 section 7 requires and nothing else.
    static func writeString(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0..<0x20: bytes += "\\u00\(byte.hexadecimal)".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
