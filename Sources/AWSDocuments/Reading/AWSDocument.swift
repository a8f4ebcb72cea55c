public import LosslessJSON

/// A typed view of a JSON value of the AWS CLI.
///
/// The view keeps the value itself, so nothing is lost: unknown members, unknown enumeration values, the text of numbers
/// and the place of everything in its file.
public protocol AWSDocument: Sendable {
    /// What the value must look like.
    static var shape: Shape { get }

    /// The value, its path and its file.
    var node: JSONNode { get }

    /// Wraps a value that has passed `shape`.
    init(validated node: JSONNode)
}

extension AWSDocument {
    /// Reads a value.
    ///
    /// - Throws: `JSONContentError` with file, line and key path of the first value that is not as it should be.
    public init(_ node: JSONNode) throws(JSONContentError) {
        try Self.shape.validate(node)
        self.init(validated: node)
    }

    /// The value as JSON.
    public var json: JSONValue { node.value }

    /// Reads a bare document, or every document of a list output such as `{"ScalingPolicies": [...]}`.
    static func read(_ root: JSONNode, listed member: String) throws(JSONContentError) -> [Self] {
        guard let list = try root.optional(member) else { return [try Self(root)] }
        var documents: [Self] = []
        for element in try list.elements() { documents.append(try Self(element)) }
        return documents
    }

    /// Reads every document of a list output.
    static func readAll(_ root: JSONNode, listed member: String) throws(JSONContentError) -> [Self] {
        var documents: [Self] = []
        for element in try root.required(member).elements() { documents.append(try Self(element)) }
        return documents
    }

    func view<Document: AWSDocument>(_ key: String) -> Document? {
        node.member(key).map(Document.init(validated:))
    }

    func views<Document: AWSDocument>(_ key: String) -> [Document] {
        (node.member(key)?.list ?? []).map(Document.init(validated:))
    }
}

/// Access to values whose shape has been checked: a mismatch reads as absent.
extension JSONNode {
    /// The member with a key; `nil` if it is absent or `null`, or if this is not an object.
    public func member(_ key: String) -> JSONNode? {
        guard let member = value[key], !member.isNull else { return nil }
        return JSONNode(member, path: path.appending(key: key), source: source)
    }

    /// The elements, none if this is not an array.
    public var list: [JSONNode] { (try? elements()) ?? [] }

    /// The members, none if this is not an object.
    public var map: [(key: String, node: JSONNode)] { (try? members()) ?? [] }

    func text(_ key: String) -> String? { member(key)?.value.string }
    func integer(_ key: String) -> Int? { (member(key)?.value.number?.integer).map(Int.init) }
    func number(_ key: String) -> JSONNumber? { member(key)?.value.number }
    func boolean(_ key: String) -> Bool? { member(key)?.value.bool }
    func timestamp(_ key: String) -> AWSTimestamp? { member(key).flatMap { try? AWSTimestamp($0) } }
    func texts(_ key: String) -> [String] { (member(key)?.list ?? []).compactMap(\.value.string) }
}

/// Builds objects with absent members left out.
struct MemberList {
    private(set) var object = JSONObject()

    mutating func set(_ key: String, _ value: JSONValue?) {
        if let value { object.members.append(JSONMember(key: key, value: value)) }
    }

    mutating func set(_ key: String, _ value: String?) { set(key, value.map(JSONValue.string)) }
    mutating func set(_ key: String, _ value: Int?) { set(key, value.map { JSONValue.integer($0) }) }
    mutating func set(_ key: String, _ value: Bool?) { set(key, value.map(JSONValue.bool)) }
    mutating func set(_ key: String, _ value: JSONNumber?) { set(key, value.map { JSONValue(.number($0)) }) }

    /// The object as a node of a document made in code.
    var node: JSONNode { JSONNode(.object(object), source: "(built)") }
}

extension JSONValue {
    /// The object without some members.
    func removing(_ keys: Set<String>) -> JSONValue {
        guard let object else { return self }
        return JSONValue(.object(JSONObject(object.members.filter { !keys.contains($0.key) })), origin: origin)
    }
}
