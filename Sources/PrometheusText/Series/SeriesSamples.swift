/// One sample of an interned series.
public struct SeriesSample: Equatable, Sendable, BitwiseCopyable {
    /// The series.
    public let series: SeriesID
    /// Whether the sample has a timestamp.
    public let hasTimestamp: Bool
    /// The value, correctly rounded.
    public let value: Double
    let timestamp: Int64

    /// The sample's own time in milliseconds since 1970, if it has one.
    public var timestampMilliseconds: Int64? { hasTimestamp ? timestamp : nil }

    @inline(__always)
    init(series: UInt32, sample: SampleReference) {
        self.series = SeriesID(index: series)
        hasTimestamp = sample.hasTimestamp
        value = sample.value
        timestamp = sample.timestamp
    }
}

/// The samples of one scrape, in the order written.
///
/// They stay as they are when the next scrape is read; only then does that need memory of its own.
public struct SeriesSamples: RandomAccessCollection, Sendable {
    let storage: SampleStorage

    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of samples.
    public var endIndex: Int { storage.samples.count }

    /// The sample at a place.
    ///
    /// - Parameter index: From 0, less than `count`.
    public subscript(index: Int) -> SeriesSample {
        precondition(index >= 0 && index < storage.samples.count, "There is no sample at this place")
        return storage.samples.base[index]
    }
}

/// The memory of samples.
///
/// It is changed only by a reader that holds the only reference, and read otherwise: therefore it may be sent.
final class SampleStorage: @unchecked Sendable {
    var samples = GrowingBuffer<SeriesSample>(capacity: 64)

    deinit {
        samples.deallocate()
    }
}
