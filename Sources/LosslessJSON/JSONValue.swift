/// A JSON value that keeps the order of members and the text of numbers.
///
/// A value read from a document also knows where it stood (`origin`). Equality ignores origins: it compares kinds,
/// number text, string scalars, and members in their order.
public struct JSONValue: Sendable {
    /// What the value is.
    public var content: Content

    /// Where the value stood in the document it was read from; `nil` for a value built in code.
    public var origin: JSONOrigin?

    /// The seven kinds of content (RFC 8259 section 3), `true` and `false` taken as one.
    public enum Content: Sendable {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case string(String)
        case array([JSONValue])
        case object(JSONObject)
    }

    /// Makes a value.
    public init(_ content: Content, origin: JSONOrigin? = nil) {
        self.content = content
        self.origin = origin
    }

    /// The value `null`.
    public static let null = JSONValue(.null)

    /// A boolean value.
    public static func bool(_ value: Bool) -> JSONValue { JSONValue(.bool(value)) }

    /// A string value.
    public static func string(_ value: String) -> JSONValue { JSONValue(.string(value)) }

    /// An exact integer.
    public static func integer(_ value: some FixedWidthInteger) -> JSONValue { JSONValue(.number(JSONNumber(value))) }

    /// The shortest number that reads back as the same `Double`; `null` if it is not finite, which JSON cannot say.
    public static func double(_ value: Double) -> JSONValue {
        JSONNumber(value).map { JSONValue(.number($0)) } ?? .null
    }

    /// An array.
    public static func array(_ elements: [JSONValue]) -> JSONValue { JSONValue(.array(elements)) }

    /// An object with its members in the given order.
    public static func object(_ object: JSONObject) -> JSONValue { JSONValue(.object(object)) }
}

// MARK: - Reading

extension JSONValue {
    /// Whether the value is `null`.
    public var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// The boolean, if the value is one.
    public var bool: Bool? {
        if case .bool(let value) = content { value } else { nil }
    }

    /// The number, if the value is one.
    public var number: JSONNumber? {
        if case .number(let value) = content { value } else { nil }
    }

    /// The string, if the value is one.
    public var string: String? {
        if case .string(let value) = content { value } else { nil }
    }

    /// The elements, if the value is an array.
    public var array: [JSONValue]? {
        if case .array(let value) = content { value } else { nil }
    }

    /// The members, if the value is an object.
    public var object: JSONObject? {
        if case .object(let value) = content { value } else { nil }
    }

    /// The kind of the value in words that fit after "found": `a string`, `null`.
    public var kindDescription: String {
        switch content {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): "the number \(number.text)"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The value at a path below this one, or `nil` if there is none.
    public func value(at path: JSONPath) -> JSONValue? {
        var current = self
        for component in path.components {
            let next: JSONValue? =
                switch component {
                case .key(let key): current[key]
                case .index(let index): current[index]
                }
            guard let next else { return nil }
            current = next
        }
        return current
    }
}

// MARK: - Changing

extension JSONValue {
    /// The member with a key, the last one if a document that allows duplicates has several.
    ///
    /// Setting `nil` removes the member; setting a new key adds it at the end. A value that is not an object becomes
    /// an object when a member is set.
    public subscript(key: String) -> JSONValue? {
        get { object?[key] }
        set {
            var members = object ?? JSONObject()
            guard newValue != nil || object != nil else { return }
            content = .null
            members[key] = newValue
            content = .object(members)
        }
    }

    /// The element at an index, or `nil` outside the array.
    ///
    /// Setting outside the array does nothing, setting `nil` removes.
    public subscript(index: Int) -> JSONValue? {
        get {
            guard let array, array.indices.contains(index) else { return nil }
            return array[index]
        }
        set {
            guard var array, array.indices.contains(index) else { return }
            content = .null
            if let newValue { array[index] = newValue } else { array.remove(at: index) }
            content = .array(array)
        }
    }

    /// Adds an element at the end of an array; a value that is not an array becomes one.
    public mutating func append(_ element: JSONValue) {
        var elements = array ?? []
        content = .null
        elements.append(element)
        content = .array(elements)
    }
}

// MARK: - Equality and literals

extension JSONValue: Hashable {
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left.content, right.content) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameScalars(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch content {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .string(let value): ExactString(value).hash(into: &hasher)
        case .array(let value): hasher.combine(value)
        case .object(let value): hasher.combine(value)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONMember(key: $0.0, value: $0.1) }))
    }
}
