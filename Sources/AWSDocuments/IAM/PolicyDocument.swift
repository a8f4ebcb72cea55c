public import LosslessJSON

/// An IAM policy document, bare or as `get-role-policy` and `get-policy-version` print it.
public struct PolicyDocument: AWSDocument {
    public static let shape = Shape.structure([
        .optional("Version", .string),
        .optional("Id", .string),
        .required("Statement", .any),
    ])

    private static let statementShape = Shape.structure([
        .optional("Sid", .string),
        .required("Effect", .string),
        .optional("Action", .stringOrList),
        .optional("NotAction", .stringOrList),
        .optional("Resource", .stringOrList),
        .optional("NotResource", .stringOrList),
        .optional("Principal", .any),
        .optional("NotPrincipal", .any),
        .optional("Condition", .any),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads a bare policy, or the one in `PolicyDocument`, `PolicyVersion.Document` or `AssumeRolePolicyDocument`.
    public static func read(_ root: JSONNode) throws(JSONContentError) -> PolicyDocument {
        var inner = root
        for key in ["PolicyVersion", "Role", "PolicyDocument", "AssumeRolePolicyDocument", "Document"] {
            if let member = inner.member(key) { inner = member }
        }
        let policy = try PolicyDocument(inner)
        for statement in policy.statementNodes { try statementShape.validate(statement) }
        return policy
    }

    /// The statements; one alone may stand without a list.
    private var statementNodes: [JSONNode] {
        guard let statement = node.member("Statement") else { return [] }
        return statement.value.array == nil ? [statement] : statement.list
    }

    /// The statements.
    public var statements: [Statement] { statementNodes.map(Statement.init) }

    /// One statement of a policy.
    public struct Statement: Sendable {
        /// The statement and its place.
        public let node: JSONNode

        /// `Allow` or `Deny`.
        public var effect: String { node.text("Effect") ?? "" }

        /// The actions, with `*` and `?` as they are.
        public var actions: [String] { Self.strings(node.member("Action")) }

        /// The actions that the statement is not about.
        public var excludedActions: [String]? { node.member("NotAction").map { Self.strings($0) } }

        /// The resources.
        public var resources: [String] { Self.strings(node.member("Resource")) }

        /// Whether conditions limit the statement.
        public var hasConditions: Bool { !(node.member("Condition")?.map.isEmpty ?? true) }

        private static func strings(_ node: JSONNode?) -> [String] {
            guard let node else { return [] }
            return node.value.string.map { [$0] } ?? node.list.compactMap(\.value.string)
        }

        /// Whether the statement is about an action.
        public func covers(action: String) -> Bool {
            if let excludedActions { return !excludedActions.contains { Wildcard.matches($0, action) } }
            return actions.contains { Wildcard.matches($0, action) }
        }
    }

    /// Whether some statement allows an action and none denies it, on whatever resources and conditions.
    public func mayAllow(action: String) -> Bool {
        let covering = statements.filter { $0.covers(action: action) }
        let denied = covering.contains { $0.effect == "Deny" && !$0.hasConditions && $0.resources.contains("*") }
        return !denied && covering.contains { $0.effect == "Allow" }
    }
}

/// IAM's patterns of actions: `*` is any run of characters, `?` is one, letters match in either case.
enum Wildcard {
    /// - Complexity: O(pattern * text) at worst, without recursion.
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let (pattern, text) = (Array(pattern.lowercased().utf8), Array(text.lowercased().utf8))
        var (at, place) = (0, 0)
        var restart: (pattern: Int, text: Int)?
        while place < text.count {
            if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
                restart = (at + 1, place)
                at += 1
            } else if at < pattern.count, pattern[at] == UInt8(ascii: "?") || pattern[at] == text[place] {
                at += 1
                place += 1
            } else if let (after, consumed) = restart {
                restart = (after, consumed + 1)
                (at, place) = (after, consumed + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
