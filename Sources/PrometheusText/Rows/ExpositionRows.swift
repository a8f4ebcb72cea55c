/// An exposition as an array of samples whose names and labels are positions in the caller's buffer.
///
/// The memory is kept from scrape to scrape, so that a steady scrape allocates nothing for its samples.
///
/// ```swift
/// var rows = ExpositionRows()
/// try rows.parse(body.span)
/// for row in rows where body.span.matches(row.name, "up") {
///     for label in rows.labels(of: row) {
///         print(String(unescaping: label.name, in: body.span), String(unescaping: label.value, in: body.span))
///     }
/// }
/// ```
///
/// A copy shares the memory until one of the two reads another scrape.
public struct ExpositionRows: Sendable {
    /// A sample and where its labels are.
    public struct Row: Equatable, Sendable, BitwiseCopyable {
        /// The metric name.
        public let name: ByteRange
        /// The value, correctly rounded.
        public let value: Double
        let timestamp: Int64
        let firstLabel: UInt32
        /// The number of labels in the lower 31 bits, whether there is a timestamp above them.
        let labelCountAndFlag: UInt32

        /// The sample's own time in milliseconds since 1970, if it has one.
        public var timestampMilliseconds: Int64? { labelCountAndFlag & 0x8000_0000 != 0 ? timestamp : nil }

        /// The number of labels.
        public var labelCount: Int { Int(truncatingIfNeeded: labelCountAndFlag & 0x7FFF_FFFF) }
    }

    /// The labels of a row, or of all rows one after the other.
    public struct Labels: RandomAccessCollection, Sendable {
        let storage: RowStorage
        let first: Int
        /// The number of labels.
        public let count: Int

        /// Always 0.
        public var startIndex: Int { 0 }
        /// The number of labels.
        public var endIndex: Int { count }

        /// The label at a place.
        ///
        /// - Parameter index: From 0, less than ``count``.
        public subscript(index: Int) -> LabelReference {
            precondition(index >= 0 && index < count, "There is no label at this place")
            return storage.labels.base[first + index]
        }
    }

    private var storage = RowStorage()
    /// The lines that were skipped, in lenient mode.
    public private(set) var skippedLines: [ExpositionError] = []

    /// Makes empty rows.
    public init() {}

    /// Reads a whole exposition in place of what was read before.
    ///
    /// - Parameters:
    ///   - text: The whole body, which the rows' positions refer to.
    ///   - options: The format, the mode and the limits.
    /// - Throws: As ``ExpositionParser/parse(_:into:)``; the rows before the error are kept.
    public mutating func parse(
        _ text: Span<UInt8>,
        _ options: ExpositionOptions = ExpositionOptions()
    ) throws(ExpositionError) {
        if !isKnownUniquelyReferenced(&storage) { storage = RowStorage() }
        var collector = RowCollector(rows: storage.rows, labels: storage.labels)
        collector.rows.removeAll()
        collector.labels.removeAll()
        defer {
            storage.rows = collector.rows
            storage.labels = collector.labels
            skippedLines = collector.skippedLines
        }
        var parser = ExpositionParser(options)
        try parser.parse(text, into: &collector)
    }

    /// The labels of a row.
    ///
    /// - Parameter row: One of these rows.
    /// - Returns: Its labels in the order written.
    public func labels(of row: Row) -> Labels {
        let first = Int(row.firstLabel)
        precondition(first + row.labelCount <= storage.labels.count, "The row belongs to another scrape")
        return Labels(storage: storage, first: first, count: row.labelCount)
    }

    /// The labels of all rows, one row's after the other's.
    public var labels: Labels { Labels(storage: storage, first: 0, count: storage.labels.count) }
}

extension ExpositionRows: RandomAccessCollection {
    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of samples.
    public var endIndex: Int { storage.rows.count }

    /// The sample at a place, in the order written.
    ///
    /// - Parameter index: From 0, less than `count`.
    public subscript(index: Int) -> Row {
        precondition(index >= 0 && index < storage.rows.count, "There is no sample at this place")
        return storage.rows.base[index]
    }
}

/// The memory of rows.
///
/// It is changed only by a parse that holds the only reference, and read otherwise: therefore it may be sent.
final class RowStorage: @unchecked Sendable {
    fileprivate(set) var rows = GrowingBuffer<ExpositionRows.Row>(capacity: 64)
    fileprivate(set) var labels = GrowingBuffer<LabelReference>(capacity: 256)

    deinit {
        rows.deallocate()
        labels.deallocate()
    }
}

/// Collects rows from events.
private struct RowCollector: ExpositionVisitor {
    var rows: GrowingBuffer<ExpositionRows.Row>
    var labels: GrowingBuffer<LabelReference>
    var skippedLines: [ExpositionError] = []

    @inline(__always)
    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        rows.append(
            ExpositionRows.Row(
                name: sample.name,
                value: sample.value,
                timestamp: sample.timestamp,
                firstLabel: UInt32(truncatingIfNeeded: self.labels.count),
                labelCountAndFlag: UInt32(truncatingIfNeeded: labels.count) | (sample.hasTimestamp ? 0x8000_0000 : 0)
            )
        )
        labels.withUnsafeBufferPointer { self.labels.append($0) }
    }

    mutating func skippedLine(_ error: ExpositionError) {
        skippedLines.append(error)
    }
}
