/// A JSON text and the value read from it.
public struct JSONDocument: Sendable {
    /// The text as it was read.
    public let bytes: [UInt8]

    /// The value, every part of it with its origin in `bytes`.
    public let root: JSONValue

    /// What to accept beyond the default.
    public struct Options: Sendable {
        /// The deepest nesting of arrays and objects.
        public var maximumDepth = 512

        /// The longest text in bytes.
        public var maximumBytes = 1 << 30

        /// Whether an object may hold a key twice (the last wins in lookups); RFC 8259 section 4 advises against it.
        public var allowsDuplicateKeys = false

        /// Makes the default options.
        public init() {}
    }

    /// Reads a document strictly by RFC 8259.
    ///
    /// - Throws: `JSONParseError` with line, column and key path of the first fault.
    /// - Complexity: O(number of bytes).
    public init(_ bytes: [UInt8], options: Options = Options()) throws(JSONParseError) {
        var parser = JSONParser(bytes, options: options)
        root = try parser.parseDocument()
        self.bytes = bytes
    }

    /// Reads a document strictly by RFC 8259.
    public init(text: String, options: Options = Options()) throws(JSONParseError) {
        try self.init(Array(text.utf8), options: options)
    }
}

extension JSONValue {
    /// Reads one JSON text.
    public init(parsing text: String) throws(JSONParseError) {
        self = try JSONDocument(text: text).root
    }
}
