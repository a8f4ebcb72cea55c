/// An exposition as values of its own: the convenient form, independent of the buffer it was read from.
///
/// ```swift
/// let document = try ExpositionDocument(parsing: body.span, ExpositionOptions(format: .text))
/// for sample in document.samples where sample.name == "powersync_concurrent_connections" {
///     print(sample.labels, sample.value, document.family(of: sample).type)
/// }
/// ```
public struct ExpositionDocument: Equatable, Sendable {
    /// A label of a sample.
    public struct Label: Equatable, Sendable {
        /// The label's name.
        public var name: String
        /// The label's value.
        public var value: String
    }

    /// An exemplar of a sample.
    public struct Exemplar: Equatable, Sendable {
        /// The exemplar's labels in the order written.
        public var labels: [Label]
        /// The exemplar's value.
        public var value: Double
        /// The exemplar's time in milliseconds since 1970, if it has one.
        public var timestampMilliseconds: Int64?
    }

    /// A sample.
    public struct Sample: Equatable, Sendable {
        /// The metric name.
        public var name: String
        /// The labels in the order written.
        public var labels: [Label]
        /// The value, correctly rounded.
        public var value: Double
        /// The value as it was written; ``NumberText/shortest(_:)`` of ``value`` is its normal form.
        public var valueText: String
        /// The sample's own time in milliseconds since 1970, if it has one.
        public var timestampMilliseconds: Int64?
        /// The sample's exemplar, if it has one.
        public var exemplar: Exemplar?
        /// The place of the sample's family in ``ExpositionDocument/families``.
        public var family: Int
    }

    /// What metadata lines say about the samples of one name.
    public struct Family: Equatable, Sendable {
        /// The family's name.
        public var name: String
        /// The type, ``MetricType/unknown`` without a TYPE line.
        public var type = MetricType.unknown
        /// The text of the HELP line, if there is one.
        public var help: String?
        /// The unit of the UNIT line, if there is one.
        public var unit: String?
    }

    /// The samples in the order written.
    public private(set) var samples: [Sample] = []
    /// The families in the order of their first line.
    public private(set) var families: [Family] = []
    /// The lines that were skipped, in lenient mode.
    public private(set) var skippedLines: [ExpositionError] = []
    /// The format that was read.
    public let format: ExpositionFormat

    /// Reads an exposition.
    ///
    /// Metadata applies to all samples of its family, also to those written before it; of two lines of a kind the last
    /// one counts.
    ///
    /// - Parameters:
    ///   - text: The whole body.
    ///   - options: The format, the mode and the limits.
    /// - Throws: As ``ExpositionParser/parse(_:into:)``.
    public init(
        parsing text: Span<UInt8>,
        _ options: ExpositionOptions = ExpositionOptions()
    ) throws(ExpositionError) {
        var builder = DocumentBuilder(format: options.format)
        var parser = ExpositionParser(options)
        try parser.parse(text, into: &builder)
        format = options.format
        builder.assignFamilies()
        samples = builder.samples
        families = builder.families
        skippedLines = builder.skippedLines
    }

    /// The family of one of this document's samples.
    ///
    /// - Parameter sample: The sample.
    /// - Returns: What is known of it.
    public func family(of sample: Sample) -> Family {
        families[sample.family]
    }
}
