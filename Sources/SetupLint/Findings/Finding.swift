public import LosslessJSON

/// One thing that a check found: what, where, why it matters, how to mend it, and who says so.
public struct Finding: Sendable, Hashable {
    /// The rule, such as `policy-dimensions`.
    public var rule: Rule

    /// How bad it is here.
    public var severity: Severity

    /// What was found, in one sentence without a full stop.
    public var title: String

    /// Where it stands.
    public var evidence: [Evidence]

    /// What follows from it.
    public var why: String

    /// How to mend it.
    public var mends: [Mend]

    /// What should change in which policy; the check turns all changes of a policy into one command.
    var policyChanges: [PolicyChange] = []

    /// Makes a finding.
    public init(
        _ rule: Rule,
        _ severity: Severity,
        _ title: String,
        evidence: [Evidence] = [],
        why: String,
        mends: [Mend] = []
    ) {
        self.init(rule, severity, title, evidence: evidence, why: why, changes: [], mends: mends)
    }

    init(
        _ rule: Rule,
        _ severity: Severity,
        _ title: String,
        evidence: [Evidence],
        why: String,
        changes: [PolicyChange],
        mends: [Mend] = []
    ) {
        self.rule = rule
        self.severity = severity
        self.title = title
        self.evidence = evidence
        self.why = why
        self.mends = mends
        policyChanges = changes
    }
}

/// How bad a finding is.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Worth knowing.
    case note
    /// It works, but not well, or not always.
    case warning
    /// It does not work.
    case error

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// How well a rule is founded.
public enum Basis: String, Sendable, Hashable, CaseIterable {
    /// AWS, PowerSync or a format says so.
    case documented
    /// Seen in source code, in real accounts or in reports.
    case observed
    /// Follows from documented or observed facts.
    case inferred
    /// Taken as so, for want of a fact.
    case assumed
}

/// A place in one of the documents and what stands there.
public struct Evidence: Sendable, Hashable {
    /// The document's name.
    public var file: String
    /// The way to the value.
    public var path: String
    /// The line, from 1, if the value came from a text.
    public var line: Int?
    /// The column, from 1.
    public var column: Int?
    /// The value, shortened.
    public var value: String

    private static let maximumLength = 160

    /// Points at a value of a document.
    public init(_ node: JSONNode, value: String? = nil) {
        file = node.source
        path = node.path.description
        line = node.value.origin?.start.line
        column = node.value.origin?.start.column
        let text = value ?? node.value.text(JSONLayout(indentation: nil, hasSpaces: true))
        self.value = text.count > Self.maximumLength ? text.prefix(Self.maximumLength - 3) + "..." : text
    }

    /// `policy.json:8:5: TargetTrackingScalingPolicyConfiguration`.
    public var place: String {
        let line = line.map { ":\($0)" } ?? ""
        let column = column.map { ":\($0)" } ?? ""
        return "\(file)\(line)\(column): \(path)"
    }
}

/// A way to mend a finding.
public enum Mend: Sendable, Hashable {
    /// A command to run as it is.
    case command(String)
    /// A JSON Patch (RFC 6902) for one of the documents.
    case patch(file: String, [PatchOperation])
    /// What to do, where no command can say it.
    case advice(String)
}

/// A member of a policy's target tracking configuration and the value it should have.
struct PolicyChange: Sendable, Hashable {
    /// Which policy, as `ScalingPolicyDocument.key` says it.
    var policy: String
    var path: [String]
    var value: JSONValue
}

/// One operation of a JSON Patch.
public struct PatchOperation: Sendable, Hashable {
    /// What is done.
    public enum Kind: String, Sendable, Hashable {
        case add
        case replace
        case remove
    }

    /// What is done.
    public var kind: Kind
    /// The place; the last component may be an index one past the end for `add`.
    public var path: JSONPath
    /// The new value; `nil` for `remove`.
    public var value: JSONValue?

    /// Makes an operation.
    public init(_ kind: Kind, _ path: JSONPath, _ value: JSONValue? = nil) {
        self.kind = kind
        self.path = path
        self.value = value
    }

    /// The operation as an element of a JSON Patch document.
    public var json: JSONValue {
        var json: JSONValue = ["op": .string(kind.rawValue), "path": .string(path.pointer)]
        json["value"] = value
        return json
    }
}

extension JSONValue {
    /// Carries out a patch operation; `false` if its place is not there.
    public mutating func apply(_ operation: PatchOperation) -> Bool {
        apply(operation, operation.path.components[...])
    }

    private mutating func apply(_ operation: PatchOperation, _ rest: ArraySlice<JSONPath.Component>) -> Bool {
        guard let first = rest.first else {
            guard operation.kind == .replace, let value = operation.value else { return false }
            self = value
            return true
        }
        if rest.count == 1 { return applyHere(operation, first) }
        switch first {
        case .key(let key):
            guard var child = self[key], child.apply(operation, rest.dropFirst()) else { return false }
            self[key] = child
        case .index(let index):
            guard var child = self[index], child.apply(operation, rest.dropFirst()) else { return false }
            self[index] = child
        }
        return true
    }

    private mutating func applyHere(_ operation: PatchOperation, _ component: JSONPath.Component) -> Bool {
        switch (component, operation.kind) {
        case (.key(let key), .add):
            guard object != nil, let value = operation.value else { return false }
            self[key] = value
        case (.key(let key), _):
            guard self[key] != nil else { return false }
            self[key] = operation.value
        case (.index(let index), .add):
            guard var elements = array, index <= elements.count, let value = operation.value else { return false }
            elements.insert(value, at: index)
            content = .array(elements)
        case (.index(let index), _):
            guard self[index] != nil else { return false }
            self[index] = operation.value
        }
        return true
    }
}
