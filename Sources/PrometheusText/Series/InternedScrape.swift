/// An exposition as samples of numbered series, whose numbers stay the same from scrape to scrape.
///
/// Every line is read in full; its series is then found by one comparison if the line follows the one it followed last
/// time, and by a hash otherwise. ``RescrapeReader`` also saves the reading.
///
/// ```swift
/// var scrape = InternedScrape()
/// try scrape.parse(body.span)
/// let names = scrape.dictionary
/// for sample in scrape.samples {
///     print(names.string(names.name(of: sample.series)), sample.value)
/// }
/// ```
public struct InternedScrape: ~Copyable, Sendable {
    private var visitor = InterningVisitor()

    /// Makes a scrape without anything in it.
    public init() {}

    /// The samples of the last scrape in the order written.
    public var samples: SeriesSamples { SeriesSamples(storage: visitor.storage) }
    /// The series and texts of all scrapes since ``generation`` changed last.
    public var dictionary: SeriesDictionary { visitor.memory.dictionary }
    /// Changes when numbers have been given anew, which happens when most known series have gone.
    public var generation: Int { visitor.memory.generation }
    /// The lines that were skipped, in lenient mode.
    public var skippedLines: [ExpositionError] { visitor.skippedLines }

    /// Reads a whole exposition in place of what was read before.
    ///
    /// - Parameters:
    ///   - text: The whole body.
    ///   - options: The format, the mode and the limits.
    /// - Throws: As ``ExpositionParser/parse(_:into:)``; the samples before the error are kept.
    public mutating func parse(
        _ text: Span<UInt8>,
        _ options: ExpositionOptions = ExpositionOptions()
    ) throws(ExpositionError) {
        visitor.start()
        defer { visitor.finish() }
        var parser = ExpositionParser(options)
        try parser.parse(text, into: &visitor)
        visitor.hasSucceeded = true
    }
}

/// Finds the series of samples from events.
private struct InterningVisitor: ExpositionVisitor, ~Copyable, Sendable {
    var memory = SeriesMemory()
    var storage = SampleStorage()
    /// The storage's memory during a parse: access to the class is checked each time.
    private var samples: GrowingBuffer<SeriesSample>
    var skippedLines: [ExpositionError] = []
    var hasSucceeded = false

    init() {
        samples = storage.samples
    }

    mutating func finish() {
        storage.samples = samples
    }

    mutating func start() {
        memory.startScrape(afterSuccess: hasSucceeded)
        hasSucceeded = false
        if !isKnownUniquelyReferenced(&storage) { storage = SampleStorage() }
        samples = storage.samples
        samples.removeAll()
        skippedLines.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        let series = memory.series(of: sample, labels, from: Int(truncatingIfNeeded: sample.lineStart), in: text)
        samples.append(SeriesSample(series: series, sample: sample))
    }

    mutating func skippedLine(_ error: ExpositionError) {
        skippedLines.append(error)
    }
}
