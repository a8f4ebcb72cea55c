/// The members of a JSON object in the order of the document.
public struct JSONObject: Hashable, Sendable {
    /// The members; keys are unique unless the document was read with duplicates allowed.
    public var members: [JSONMember]

    /// Makes an object.
    public init(_ members: [JSONMember] = []) {
        self.members = members
    }

    /// The keys in order.
    public var keys: [String] { members.map(\.key) }

    /// Whether the object has no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The member with a key, the last one of several.
    ///
    /// Setting `nil` removes, setting a new key adds at the end.
    ///
    /// - Complexity: O(number of members).
    public subscript(key: String) -> JSONValue? {
        get { members.last { $0.key.hasSameScalars(as: key) }?.value }
        set {
            let index = members.lastIndex { $0.key.hasSameScalars(as: key) }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(JSONMember(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a member before the member with another key, or at the end if there is none.
    public mutating func insert(_ value: JSONValue, forKey key: String, before next: String) {
        let index = members.firstIndex { $0.key.hasSameScalars(as: next) } ?? members.endIndex
        members.insert(JSONMember(key: key, value: value), at: index)
    }
}

/// One key and its value.
public struct JSONMember: Sendable {
    /// The key, with escapes resolved.
    public var key: String

    /// Where the key stood, quotes included; `nil` for a member built in code.
    public var keyOrigin: JSONOrigin?

    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(key: String, keyOrigin: JSONOrigin? = nil, value: JSONValue) {
        self.key = key
        self.keyOrigin = keyOrigin
        self.value = value
    }
}

extension JSONMember: Hashable {
    public static func == (left: JSONMember, right: JSONMember) -> Bool {
        left.key.hasSameScalars(as: right.key) && left.value == right.value
    }

    public func hash(into hasher: inout Hasher) {
        ExactString(key).hash(into: &hasher)
        hasher.combine(value)
    }
}

/// A string compared scalar by scalar.
///
/// Swift's own equality follows canonical equivalence, under which two different JSON keys can be equal.
struct ExactString: Hashable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ExactString, right: ExactString) -> Bool { left.text.hasSameScalars(as: right.text) }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension String {
    /// Whether both strings are the same sequence of Unicode scalars.
    func hasSameScalars(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
