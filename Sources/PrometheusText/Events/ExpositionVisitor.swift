/// Receives what an exposition contains, line by line, while it is read.
///
/// Nothing is allocated or copied for a visitor: it gets positions, and the bytes they are positions of. With
/// ``ExpositionParser/parse(_:into:)`` the bytes are the caller's whole buffer, so positions may be kept and used with it
/// later; with ``ExpositionParser/feed(_:into:)`` they are only valid during the call.
///
/// A visitor that counts the connections of a PowerSync service:
///
/// ```swift
/// struct Connections: ExpositionVisitor {
///     var types = MetricTypes()
///     var count = 0.0
///
///     mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {
///         types.record(metadata, in: text)
///     }
///
///     mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
///         guard text.matches(sample.name, "powersync_concurrent_connections") else { return }
///         for index in labels.indices where text.matches(labels[index].name, "instance_id") {
///             print(String(unescaping: labels[index].value, in: text))
///         }
///         count += sample.value
///     }
/// }
///
/// var visitor = Connections()
/// var parser = ExpositionParser(ExpositionOptions(format: .text, mode: .lenient))
/// try parser.parse(body.span, into: &visitor)
/// ```
public protocol ExpositionVisitor: ~Copyable {
    /// A sample was read.
    ///
    /// - Parameters:
    ///   - sample: Its name, value and timestamp.
    ///   - labels: Its labels in the order written; valid during the call.
    ///   - text: The bytes that the positions refer to.
    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>)

    /// The sample just visited has an exemplar.
    ///
    /// - Parameters:
    ///   - exemplar: Its value and timestamp.
    ///   - labels: Its labels in the order written; valid during the call.
    ///   - text: The bytes that the positions refer to.
    mutating func exemplar(_ exemplar: ExemplarReference, labels: Span<LabelReference>, in text: Span<UInt8>)

    /// A HELP, TYPE or UNIT line was read.
    ///
    /// - Parameters:
    ///   - metadata: What it says.
    ///   - text: The bytes that the positions refer to.
    mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>)

    /// A line was skipped because it breaks a rule; only in ``ExpositionOptions/Mode/lenient`` mode.
    ///
    /// - Parameter error: Which rule and where.
    mutating func skippedLine(_ error: ExpositionError)
}

extension ExpositionVisitor where Self: ~Copyable {
    /// Ignores exemplars.
    @inlinable
    public mutating func exemplar(_ exemplar: ExemplarReference, labels: Span<LabelReference>, in text: Span<UInt8>) {}

    /// Ignores metadata.
    @inlinable
    public mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {}

    /// Ignores what was skipped.
    @inlinable
    public mutating func skippedLine(_ error: ExpositionError) {}
}
