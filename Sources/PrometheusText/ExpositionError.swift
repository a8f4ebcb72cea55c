/// What is wrong with an exposition, and where.
public struct ExpositionError: Error, Equatable, Sendable {
    /// The rule that was broken.
    public enum Kind: Equatable, Hashable, Sendable, CaseIterable {
        /// A line starts with something that is neither a metric name, `{` nor `#`.
        case expectedMetricName
        /// There is no metric name before or between the braces.
        case missingMetricName
        /// There are two metric names.
        case repeatedMetricName
        /// Something other than a label name follows `{` or `,`.
        case expectedLabelName
        /// No `=` follows a label name.
        case expectedEquals
        /// No `"` starts a label value.
        case expectedQuote
        /// Neither `,` nor `}` follows a label value.
        case expectedCommaOrBrace
        /// A quoted text does not end on its line.
        case unterminatedString
        /// A backslash is followed by something other than a backslash, `n` or a quote.
        case invalidEscape
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// No blank where one must be.
        case expectedSpace
        /// There is no value.
        case missingValue
        /// The value is not a number.
        case invalidValue
        /// The value is too large for a 64-bit floating-point number.
        case valueOutOfRange
        /// The timestamp is not a number of the kind the format wants.
        case invalidTimestamp
        /// The timestamp does not fit 64 bits.
        case timestampOutOfRange
        /// Something follows the sample on its line.
        case trailingText
        /// An exemplar is not written as it must be.
        case invalidExemplar
        /// The name in a HELP, TYPE or UNIT line is missing or malformed.
        case invalidMetadataName
        /// A HELP, TYPE or UNIT line lacks its text.
        case missingMetadataText
        /// The word of a TYPE line is none of the format's types.
        case unknownType
        /// A unit that is not the end of its metric's name, or has characters that no unit has.
        case invalidUnit
        /// A comment where OpenMetrics allows none.
        case unexpectedComment
        /// An empty line where OpenMetrics allows none.
        case emptyLine
        /// OpenMetrics without `# EOF` at its end.
        case missingEndMarker
        /// Something after `# EOF`.
        case textAfterEnd
        /// A line longer than ``ExpositionLimits/lineBytes``.
        case lineTooLong
        /// More labels than ``ExpositionLimits/labels``.
        case tooManyLabels
        /// More samples than ``ExpositionLimits/samples``.
        case tooManySamples
        /// More bytes than ``ExpositionLimits/totalBytes``.
        case inputTooLarge
    }

    /// The rule that was broken.
    public var kind: Kind
    /// The byte at which it was broken, counted from 0 at the start of the exposition.
    public var offset: Int
    /// The line, counted from 1.
    public var line: Int
    /// The byte within the line, counted from 1.
    public var column: Int

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - kind: The rule that was broken.
    ///   - offset: The byte, from 0.
    ///   - line: The line, from 1.
    ///   - column: The byte within the line, from 1.
    public init(kind: Kind, offset: Int, line: Int, column: Int) {
        self.kind = kind
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// A sentence that says what was expected.
    public var message: String { kind.message }
}

extension ExpositionError: CustomStringConvertible {
    /// `line:column: sentence`.
    public var description: String { "\(line):\(column): \(message)" }
}

extension ExpositionError.Kind {
    /// A sentence that says what was expected.
    public var message: String {
        switch self {
        case .expectedMetricName: "Expected a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*), '{' or '#'."
        case .missingMetricName: "The sample has no metric name before '{' and no quoted one after it."
        case .repeatedMetricName: "The sample has a second metric name."
        case .expectedLabelName: "Expected a label name ([a-zA-Z_][a-zA-Z0-9_]*) or a quoted name."
        case .expectedEquals: "Expected '=' after the label name."
        case .expectedQuote: "Expected a label value in double quotes."
        case .expectedCommaOrBrace: "Expected ',' or '}' after the label."
        case .unterminatedString: "The quoted text does not end on its line; write a newline as \\n."
        case .invalidEscape: "Unknown escape: only \\\\, \\n and, between quotes, \\\" are defined."
        case .invalidUTF8: "The text is not valid UTF-8."
        case .expectedSpace: "Expected a blank."
        case .missingValue: "The sample has no value."
        case .invalidValue: "The value is not a number: expected digits, or NaN, +Inf, -Inf."
        case .valueOutOfRange: "The value is too large for a 64-bit floating-point number."
        case .invalidTimestamp: "The timestamp is not a number: expected milliseconds (text) or seconds (OpenMetrics)."
        case .timestampOutOfRange: "The timestamp does not fit a 64-bit integer."
        case .trailingText: "Expected the end of the line."
        case .invalidExemplar: "Expected an exemplar: ' # {labels} value [timestamp]'."
        case .invalidMetadataName: "Expected a metric name after HELP, TYPE or UNIT."
        case .missingMetadataText: "The HELP, TYPE or UNIT line ends after the metric name."
        case .unknownType: "Unknown metric type for this format."
        case .invalidUnit: "Expected a unit (letters, digits, '_' and ':') with which, after '_', the metric name ends."
        case .unexpectedComment: "OpenMetrics has no comments: expected '# HELP', '# TYPE', '# UNIT' or '# EOF'."
        case .emptyLine: "OpenMetrics has no empty lines."
        case .missingEndMarker: "OpenMetrics must end with '# EOF'; the body may be cut off."
        case .textAfterEnd: "Nothing may follow '# EOF'."
        case .lineTooLong: "The line is longer than the limit."
        case .tooManyLabels: "The sample has more labels than the limit."
        case .tooManySamples: "The exposition has more samples than the limit."
        case .inputTooLarge: "The exposition is larger than the limit."
        }
    }
}
