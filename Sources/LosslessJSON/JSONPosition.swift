/// A place in a document.
public struct JSONPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Bytes before this place.
    public var offset: Int

    /// The line, from 1; lines end with LF, CRLF or CR.
    public var line: Int

    /// The column, from 1, in Unicode scalars.
    public var column: Int

    /// Makes a position.
    public init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    public static func < (left: JSONPosition, right: JSONPosition) -> Bool { left.offset < right.offset }

    /// `line 3, column 5`.
    public var description: String { "line \(line), column \(column)" }
}

/// Where a value or a key stood: its first byte and the byte after its last.
public struct JSONOrigin: Hashable, Sendable {
    /// The place of the first byte.
    public var start: JSONPosition

    /// The offset of the byte after the last.
    public var endOffset: Int

    /// Makes an origin.
    public init(start: JSONPosition, endOffset: Int) {
        self.start = start
        self.endOffset = endOffset
    }

    /// The bytes of the document that the value took.
    public var range: Range<Int> { start.offset..<endOffset }
}

/// The way from a document's root to a value: `logs.metrics_collected.prometheus`, `containerDefinitions[0].name`.
public struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    /// One step: into an object by key or into an array by index.
    public enum Component: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    /// The steps from the root.
    public var components: [Component]

    /// Makes a path.
    public init(_ components: [Component] = []) {
        self.components = components
    }

    /// The path of a member of the value at this path.
    public func appending(key: String) -> JSONPath { JSONPath(components + [.key(key)]) }

    /// The path of an element of the value at this path.
    public func appending(index: Int) -> JSONPath { JSONPath(components + [.index(index)]) }

    /// Keys joined by dots and indexes in brackets; other keys than words are quoted: `a["b.c"][0]`.
    ///
    /// The root is `$`.
    public var description: String {
        var text = ""
        for component in components {
            switch component {
            case .index(let index): text += "[\(index)]"
            case .key(let key):
                if Self.isWord(key) {
                    text += text.isEmpty ? key : ".\(key)"
                } else {
                    text += "[\(JSONValue.string(key).text())]"
                }
            }
        }
        return text.isEmpty ? "$" : text
    }

    /// The path as a JSON Pointer (RFC 6901), as JSON Patch wants it: `/containerDefinitions/0/name`.
    public var pointer: String {
        var text = ""
        for component in components {
            text += "/"
            switch component {
            case .index(let index): text += String(index)
            case .key(let key):
                for scalar in key.unicodeScalars {
                    switch scalar {
                    case "~": text += "~0"
                    case "/": text += "~1"
                    default: text.unicodeScalars.append(scalar)
                    }
                }
            }
        }
        return text
    }

    private static func isWord(_ key: String) -> Bool {
        !key.isEmpty
            && key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
