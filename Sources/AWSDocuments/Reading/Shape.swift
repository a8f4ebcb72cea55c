public import LosslessJSON

/// What a JSON value of an AWS document must look like.
///
/// Shapes say only what reading relies on. Members that a shape does not name are kept as they are, and enumerations
/// are plain strings, because AWS adds members and values at any time.
public indirect enum Shape: Sendable {
    /// Anything at all.
    case any
    case string
    case boolean
    case number
    /// A whole number within a range.
    case integer(ClosedRange<Int>)
    /// Epoch seconds (CLI v1) or an ISO 8601 text (CLI v2).
    case timestamp
    case list(Shape)
    /// An object with free keys.
    case map(Shape)
    case structure([Field])
    /// A string, or a list of strings, as in IAM policies.
    case stringOrList

    /// Any whole number.
    public static let wholeNumber = Shape.integer(.min ... .max)

    /// A whole number from 0.
    public static let count = Shape.integer(0 ... .max)

    /// A list of strings.
    public static let strings = Shape.list(.string)

    /// One member of a structure.
    public struct Field: Sendable {
        /// The member's key.
        public var name: String
        /// The shape of its value.
        public var shape: Shape
        /// Whether it must be there.
        public var isRequired: Bool

        /// A member that may be absent or `null`.
        public static func optional(_ name: String, _ shape: Shape) -> Field {
            Field(name: name, shape: shape, isRequired: false)
        }

        /// A member that must be there.
        public static func required(_ name: String, _ shape: Shape) -> Field {
            Field(name: name, shape: shape, isRequired: true)
        }
    }
}

extension Shape {
    /// Checks a value.
    ///
    /// - Throws: `JSONContentError` with file, line and key path of the first value that is not as it should be.
    public func validate(_ node: JSONNode) throws(JSONContentError) {
        switch self {
        case .any: return
        case .string: _ = try node.string()
        case .boolean: _ = try node.bool()
        case .number: _ = try node.number()
        case .integer(let range): _ = try node.integer(in: range)
        case .timestamp: _ = try AWSTimestamp(node)
        case .list(let element):
            for node in try node.elements() { try element.validate(node) }
        case .map(let value):
            for (_, node) in try node.members() where !node.value.isNull { try value.validate(node) }
        case .structure(let fields):
            for field in fields {
                if let member = field.isRequired ? try node.required(field.name) : try node.optional(field.name) {
                    try field.shape.validate(member)
                }
            }
        case .stringOrList:
            if node.value.string == nil {
                for node in try node.elements() { _ = try node.string() }
            }
        }
    }

    /// The members anywhere below a value that this shape does not name: typing errors, or newer than this list.
    public func unknownMembers(in node: JSONNode) -> [JSONNode] {
        switch self {
        case .list(let element): return node.list.flatMap(element.unknownMembers)
        case .map(let value): return node.map.flatMap { value.unknownMembers(in: $0.node) }
        case .structure(let fields):
            return node.map.flatMap { key, member in
                guard let field = fields.first(where: { $0.name == key }) else { return [member] }
                return field.shape.unknownMembers(in: member)
            }
        default: return []
        }
    }
}
