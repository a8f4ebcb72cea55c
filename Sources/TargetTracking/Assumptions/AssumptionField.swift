/// How well a rule is known.
public enum Provenance: String, Sendable, Hashable, CaseIterable {
    /// AWS documents it.
    case documented
    /// Seen by third parties: dumps of real accounts, logs, measurements.
    case observed
    /// Follows from documented or observed facts, but nobody states it.
    case inferred
    /// Chosen, because nothing better is known.
    case assumed
    /// A figure of the service or its clients made up for the model, to be replaced by a measurement.
    case made
}

/// One named rule or figure of a set of assumptions, as printed in a report.
public struct Assumption: Sendable, Hashable {
    /// The name used in `NAME=VALUE`.
    public let name: String
    /// What it decides, one sentence.
    public let summary: String
    /// The value in force.
    public let value: String
    /// The value in force unless it is changed.
    public let defaultValue: String
    /// Other values worth trying.
    public let alternatives: [String]
    /// How well the default is known.
    public let provenance: Provenance
    /// Where the default comes from.
    public let source: String

    /// Whether the value differs from the default.
    public var isChanged: Bool { value != defaultValue }
}

/// Why an assumption could not be set.
public struct AssumptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, with the name, the value and what was expected.
    public let description: String

    /// An error with the given text.
    public init(_ description: String) { self.description = description }
}

/// One field of a set of assumptions: its name, its texts, and how to read and write it.
public struct AssumptionField<Root>: Sendable {
    /// The name used in `NAME=VALUE`.
    public let name: String
    /// What it decides, one sentence.
    public let summary: String
    /// Other values worth trying.
    public let alternatives: [String]
    /// How well the default is known.
    public let provenance: Provenance
    /// Where the default comes from.
    public let source: String
    /// What a value must look like, for error messages.
    public let expected: String
    let read: @Sendable (Root) -> String
    let write: @Sendable (inout Root, String) -> Bool

    /// A field read and written by the two closures; `write` returns false if the text is not a value of the field.
    public init(
        _ name: String,
        _ summary: String,
        alternatives: [String],
        provenance: Provenance,
        source: String,
        expected: String,
        read: @escaping @Sendable (Root) -> String,
        write: @escaping @Sendable (inout Root, String) -> Bool
    ) {
        self.name = name
        self.summary = summary
        self.alternatives = alternatives
        self.provenance = provenance
        self.source = source
        self.expected = expected
        self.read = read
        self.write = write
    }
}

/// A value made of named assumptions that can be listed and set by text.
public protocol AssumptionSet: Sendable {
    /// Every field, in the order of a report.
    static var fields: [AssumptionField<Self>] { get }
    /// The defaults.
    init()
}

extension AssumptionSet {
    /// Every assumption with the value in force.
    public var all: [Assumption] {
        let defaults = Self()
        return Self.fields.map { field in
            Assumption(
                name: field.name,
                summary: field.summary,
                value: field.read(self),
                defaultValue: field.read(defaults),
                alternatives: field.alternatives,
                provenance: field.provenance,
                source: field.source
            )
        }
    }

    /// Whether a field of this name exists.
    public static func hasField(named name: String) -> Bool {
        fields.contains { $0.name == name }
    }

    /// Sets the field `name` to the value written as `text`.
    ///
    /// - Throws: `AssumptionError` if there is no such field or the text is not one of its values.
    public mutating func set(_ name: String, to text: String) throws(AssumptionError) {
        guard let field = Self.fields.first(where: { $0.name == name }) else {
            throw AssumptionError(
                "unknown assumption \"\(name)\"; known: " + Self.fields.map(\.name).joined(separator: ", ")
            )
        }
        guard field.write(&self, text) else {
            throw AssumptionError("assumption \(name): \"\(text)\" is not a value; expected \(field.expected)")
        }
    }

    /// Applies one `NAME=VALUE`.
    ///
    /// - Throws: `AssumptionError` if the text has no equals sign, or as ``set(_:to:)`` does.
    public mutating func apply(_ assignment: String) throws(AssumptionError) {
        guard let equals = assignment.firstIndex(of: "=") else {
            throw AssumptionError("\"\(assignment)\" is not an assumption; expected NAME=VALUE")
        }
        try set(String(assignment[..<equals]), to: String(assignment[assignment.index(after: equals)...]))
    }
}
