/// A value with the way to it and the name of its document, for reading with errors that say where.
public struct JSONNode: Sendable {
    /// The value.
    public let value: JSONValue

    /// The way from the document's root.
    public let path: JSONPath

    /// The document's name in messages: a file name, `-`, an environment variable.
    public let source: String

    /// Makes a node.
    public init(_ value: JSONValue, path: JSONPath = JSONPath(), source: String) {
        self.value = value
        self.path = path
        self.source = source
    }

    /// The root of a document.
    public init(_ document: JSONDocument, source: String) {
        self.init(document.root, source: source)
    }

    /// An error about this value.
    public func failure(_ message: String) -> JSONContentError {
        JSONContentError(source: source, position: value.origin?.start, path: path, message: message)
    }

    // MARK: - Scalars

    /// The string.
    public func string() throws(JSONContentError) -> String {
        guard let string = value.string else { throw mismatch("a string") }
        return string
    }

    /// The boolean.
    public func bool() throws(JSONContentError) -> Bool {
        guard let bool = value.bool else { throw mismatch("true or false") }
        return bool
    }

    /// The number as it was written.
    public func number() throws(JSONContentError) -> JSONNumber {
        guard let number = value.number else { throw mismatch("a number") }
        return number
    }

    /// The number as the nearest `Double`.
    public func double() throws(JSONContentError) -> Double {
        guard let double = try number().double else { throw failure("expected a number that fits in a double") }
        return double
    }

    /// The number as an integer in a range.
    public func integer(in range: ClosedRange<Int> = .min ... .max) throws(JSONContentError) -> Int {
        guard let integer = try number().integer else { throw mismatch("a whole number") }
        guard range.contains(Int(integer)) else {
            let bound = integer < range.lowerBound ? "at least \(range.lowerBound)" : "at most \(range.upperBound)"
            throw failure("expected a whole number of \(bound), found \(integer)")
        }
        return Int(integer)
    }

    // MARK: - Containers

    /// The elements of the array.
    public func elements() throws(JSONContentError) -> [JSONNode] {
        guard let array = value.array else { throw mismatch("an array") }
        return array.enumerated().map { index, element in
            JSONNode(element, path: path.appending(index: index), source: source)
        }
    }

    /// The members of the object, in order.
    public func members() throws(JSONContentError) -> [(key: String, node: JSONNode)] {
        guard let object = value.object else { throw mismatch("an object") }
        return object.members.map { member in
            (member.key, JSONNode(member.value, path: path.appending(key: member.key), source: source))
        }
    }

    /// The member with a key; `nil` if it is absent or `null`.
    public func optional(_ key: String) throws(JSONContentError) -> JSONNode? {
        guard let object = value.object else { throw mismatch("an object") }
        guard let member = object[key], !member.isNull else { return nil }
        return JSONNode(member, path: path.appending(key: key), source: source)
    }

    /// The member with a key, which must be there.
    public func required(_ key: String) throws(JSONContentError) -> JSONNode {
        guard let node = try optional(key) else { throw failure("expected a member \"\(key)\"") }
        return node
    }

    /// Refuses members other than those named.
    public func refuseMembers(except known: Set<String>) throws(JSONContentError) {
        for (key, node) in try members() where !known.contains(key) {
            throw node.failure("unknown key \"\(key)\"; expected one of \(known.sorted().joined(separator: ", "))")
        }
    }

    private func mismatch(_ expected: String) -> JSONContentError {
        failure("expected \(expected), found \(value.kindDescription)")
    }
}

/// A document that is JSON but does not say what it should: file, place, key path and what was expected.
public struct JSONContentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The document's name.
    public var source: String

    /// The place, if the value came from a text.
    public var position: JSONPosition?

    /// The way from the document's root.
    public var path: JSONPath

    /// What is wrong and what was expected.
    public var message: String

    /// Makes an error.
    public init(source: String, position: JSONPosition?, path: JSONPath, message: String) {
        self.source = source
        self.position = position
        self.path = path
        self.message = message
    }

    /// Makes an error of a text that is not JSON.
    public init(_ error: JSONParseError, source: String) {
        self.init(source: source, position: error.position, path: error.path, message: error.reason.message)
    }

    /// `policy.json:12:5: TargetValue: expected a number, found a string`.
    public var description: String {
        let place = position.map { ":\($0.line):\($0.column)" } ?? ""
        return "\(source)\(place): \(path): \(message)"
    }
}
