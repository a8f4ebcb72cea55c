/// The types that TYPE lines have given to metric families so far, looked up by a sample's name.
///
/// A sample belongs to the family of its own name, or to the one whose name it extends by a suffix that the family's type
/// has: `_bucket`, `_sum` and `_count` of a histogram and so on. Names are compared as written.
public struct MetricTypes: Sendable {
    private var names = NameTable()
    private var types: [MetricType] = []

    /// Makes an empty table.
    public init() {}

    /// Forgets everything, keeping the memory.
    public mutating func removeAll() {
        names.removeAll()
        types.removeAll(keepingCapacity: true)
    }

    /// Notes what a TYPE line says; other metadata is ignored.
    ///
    /// - Parameters:
    ///   - metadata: The line.
    ///   - text: The bytes it belongs to.
    public mutating func record(_ metadata: MetadataReference, in text: Span<UInt8>) {
        guard metadata.kind == .type else { return }
        let index = names.insert(text.extracting(metadata.name.indices))
        if index == types.count { types.append(metadata.type) } else { types[index] = metadata.type }
    }

    /// The type of a sample's family, or ``MetricType/unknown`` if no TYPE line before the sample names it.
    ///
    /// - Parameters:
    ///   - name: The sample's name.
    ///   - text: The bytes it belongs to.
    /// - Returns: The type that is in force at this point of the exposition.
    public func type(ofSample name: ByteRange, in text: Span<UInt8>) -> MetricType {
        let bytes = text.extracting(name.indices)
        if let index = names.find(bytes) { return types[index] }
        guard let suffix = SampleSuffix(endOf: bytes) else { return .unknown }
        guard let index = names.find(bytes.extracting(0..<(bytes.count - suffix.length))) else { return .unknown }
        return suffix.belongs(to: types[index]) ? types[index] : .unknown
    }
}

/// What a sample's name has after its family's name.
enum SampleSuffix: CaseIterable {
    case bucket
    case sum
    case count
    case total
    case created
    case info
    case gaugeSum
    case gaugeCount

    private var text: StaticString {
        switch self {
        case .bucket: "_bucket"
        case .sum: "_sum"
        case .count: "_count"
        case .total: "_total"
        case .created: "_created"
        case .info: "_info"
        case .gaugeSum: "_gsum"
        case .gaugeCount: "_gcount"
        }
    }

    var length: Int { text.utf8CodeUnitCount }

    var bytes: [UInt8] { text.withUTF8Buffer { Array($0) } }

    /// The suffix that `name` ends in, after at least one byte.
    init?(endOf name: Span<UInt8>) {
        for suffix in Self.allCases where name.count > suffix.length {
            let matches = suffix.text.withUTF8Buffer { text in
                for index in text.indices where name[name.count - text.count + index] != text[index] { return false }
                return true
            }
            if matches {
                self = suffix
                return
            }
        }
        return nil
    }

    /// Whether families of `type` have samples with this suffix.
    func belongs(to type: MetricType) -> Bool {
        switch self {
        case .bucket: type == .histogram || type == .gaugeHistogram
        case .sum, .count: type == .histogram || type == .summary || type == .gaugeHistogram
        case .total: type == .counter
        case .created: type == .counter || type == .histogram || type == .summary
        case .info: type == .info
        case .gaugeSum, .gaugeCount: type == .gaugeHistogram
        }
    }
}
