/// A way in which a document breaks CloudWatch's rules, which CloudWatch itself would only count, not report.
public enum Violation: Error, Equatable, Sendable {
    /// The namespace is empty, blank, too long, reserved for AWS, or has a character that is not allowed.
    case namespace(String, TextFault)
    /// A directive has no dimension set at all; an empty set would do.
    case noDimensionSet(namespace: String)
    /// A dimension set has more than ``Limits/dimensionsPerSet`` names.
    case tooManyDimensions([String])
    /// A dimension set names a dimension twice.
    case repeatedDimension(String)
    /// A dimension's name is not allowed.
    case dimensionName(String, TextFault)
    /// A dimension's value is not allowed.
    case dimensionValue(name: String, TextFault)
    /// A dimension's name is no member of the root.
    case dimensionWithoutValue(String)
    /// A dimension's name is a member of the root that is not a string.
    case dimensionNotString(String)
    /// A metric's name is not allowed.
    case metricName(String, TextFault)
    /// A metric's value is NaN or infinite.
    case valueNotFinite(metric: String)
    /// A metric's value is beyond ``Limits/valueMagnitude``.
    case valueOutOfRange(metric: String, Double)
    /// A metric has no value, or a distribution whose parts do not fit together or are too many.
    case malformedValue(metric: String)
    /// Two metrics of one name in one document that do not agree in value or resolution.
    case conflictingMetric(String)
    /// Two members of the root have one name; `_aws` counts as one.
    case repeatedMember(String)
    /// The timestamp is more than 14 days in the past.
    case timestampTooOld(Int64)
    /// The timestamp is more than 2 hours in the future.
    case timestampTooNew(Int64)
    /// A line with only one metric on it is longer than the limit; both in bytes.
    case lineTooLong(Int, limit: Int)

    /// What is wrong with a name or a value.
    public enum TextFault: Sendable, Equatable {
        /// Nothing in it.
        case empty
        /// Only white space in it.
        case blank
        /// Longer than the limit, in characters.
        case tooLong(Int, limit: Int)
        /// A character outside ASCII.
        case notASCII
        /// A control character.
        case controlCharacter
        /// A colon at the start.
        case leadingColon
        /// A character that namespaces do not have, or white space at an end.
        case invalidCharacter
        /// The prefix `AWS/`, or a member name that the format reserves.
        case reserved
    }
}

extension Violation: CustomStringConvertible {
    /// One sentence that names the offending thing and the rule.
    public var description: String {
        switch self {
        case .namespace(let name, let fault): "namespace \"\(name)\" \(fault)"
        case .noDimensionSet(let namespace):
            "a directive of namespace \"\(namespace)\" has no dimension set; give it an empty one"
        case .tooManyDimensions(let names):
            "a dimension set of \(names.count) names; CloudWatch takes at most \(Limits.dimensionsPerSet)"
        case .repeatedDimension(let name): "dimension \"\(name)\" twice in one set"
        case .dimensionName(let name, let fault): "dimension name \"\(name)\" \(fault)"
        case .dimensionValue(let name, let fault): "value of dimension \"\(name)\" \(fault)"
        case .dimensionWithoutValue(let name): "dimension \"\(name)\" has no value"
        case .dimensionNotString(let name): "dimension \"\(name)\" has a value that is not a string"
        case .metricName(let name, let fault): "metric name \"\(name)\" \(fault)"
        case .valueNotFinite(let metric): "value of metric \"\(metric)\" is not a finite number"
        case .valueOutOfRange(let metric, let value):
            "value \(value) of metric \"\(metric)\" is beyond 2^360 in magnitude"
        case .malformedValue(let metric): "metric \"\(metric)\" has no value, or a malformed distribution"
        case .conflictingMetric(let metric): "metric \"\(metric)\" twice with different values or resolutions"
        case .repeatedMember(let name): "member \"\(name)\" twice at the root"
        case .timestampTooOld(let time): "timestamp \(time) is more than 14 days old"
        case .timestampTooNew(let time): "timestamp \(time) is more than 2 hours ahead"
        case .lineTooLong(let bytes, let limit): "a line of \(bytes) bytes; at most \(limit) are allowed"
        }
    }
}

extension Violation.TextFault: CustomStringConvertible {
    /// The predicate of a sentence.
    public var description: String {
        switch self {
        case .empty: "is empty"
        case .blank: "is blank"
        case .tooLong(let length, let limit): "has \(length) characters; at most \(limit) are allowed"
        case .notASCII: "has a character outside ASCII"
        case .controlCharacter: "has a control character"
        case .leadingColon: "starts with a colon"
        case .invalidCharacter: "has a character outside A-Z a-z 0-9 . - _ / # : and inner blanks"
        case .reserved: "is reserved"
        }
    }
}
