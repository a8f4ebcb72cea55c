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

/// Collects a document from events.
private struct DocumentBuilder: ExpositionVisitor {
    let format: ExpositionFormat
    var samples: [ExpositionDocument.Sample] = []
    var families: [ExpositionDocument.Family] = []
    var skippedLines: [ExpositionError] = []
    private var names = NameTable()

    init(format: ExpositionFormat) {
        self.format = format
    }

    private func labels(_ labels: Span<LabelReference>, in text: Span<UInt8>) -> [ExpositionDocument.Label] {
        var result: [ExpositionDocument.Label] = []
        result.reserveCapacity(labels.count)
        for index in labels.indices {
            result.append(
                ExpositionDocument.Label(
                    name: String(unescaping: labels[index].name, in: text),
                    value: String(unescaping: labels[index].value, in: text)
                )
            )
        }
        return result
    }

    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        samples.append(
            ExpositionDocument.Sample(
                name: String(unescaping: sample.name, in: text),
                labels: self.labels(labels, in: text),
                value: sample.value,
                valueText: String(unescaping: sample.valueText, in: text),
                timestampMilliseconds: sample.timestampMilliseconds,
                exemplar: nil,
                family: 0
            )
        )
    }

    mutating func exemplar(_ exemplar: ExemplarReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        samples[samples.count - 1].exemplar = ExpositionDocument.Exemplar(
            labels: self.labels(labels, in: text),
            value: exemplar.value,
            timestampMilliseconds: exemplar.timestampMilliseconds
        )
    }

    mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {
        let index = family(String(unescaping: metadata.name, in: text))
        switch metadata.kind {
        case .help:
            families[index].help = String(unescaping: metadata.text, in: text, rules: format.helpEscapes)
        case .type:
            families[index].type = metadata.type
        case .unit:
            families[index].unit = String(unescaping: metadata.text, in: text)
        }
    }

    mutating func skippedLine(_ error: ExpositionError) {
        skippedLines.append(error)
    }

    private mutating func family(_ name: String) -> Int {
        let index = names.insert(Array(name.utf8).span)
        if index == families.count { families.append(ExpositionDocument.Family(name: name)) }
        return index
    }

    /// Finds each sample's family, when all metadata is known.
    mutating func assignFamilies() {
        for index in samples.indices {
            samples[index].family = family(ofSample: samples[index].name)
        }
    }

    private mutating func family(ofSample name: String) -> Int {
        let bytes = Array(name.utf8)
        if let index = names.find(bytes.span) { return index }
        if let suffix = SampleSuffix(endOf: bytes.span),
            let index = names.find(bytes.span.extracting(0..<(bytes.count - suffix.length))),
            suffix.belongs(to: families[index].type)
        {
            return index
        }
        return family(name)
    }
}
