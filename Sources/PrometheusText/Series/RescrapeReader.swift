/// Reads the scrapes of one endpoint, each with the help of the one before.
///
/// A sample whose line, up to its value, and whose comments before it are those expected at this place costs one
/// comparison and a number. Anything else is read in full. What comes out is what a plain parse gives, for any two
/// scrapes, errors included.
///
/// ```swift
/// var reader = RescrapeReader(ExpositionOptions(format: .text))
/// while let body = nextBody() {
///     try reader.read(body.span)
///     for sample in reader.samples { … }
/// }
/// ```
///
/// Metadata and exemplars are checked but not kept.
public struct RescrapeReader: ~Copyable, Sendable {
    /// How scrapes are read.
    public let options: ExpositionOptions
    /// The samples of the last scrape in the order written.
    public var samples: SeriesSamples { SeriesSamples(storage: storage) }
    /// The lines that were skipped, in lenient mode.
    public private(set) var skippedLines: [ExpositionError] = []
    private var storage = SampleStorage()
    private var memory = SeriesMemory()
    private var hasSucceeded = false

    /// Makes a reader that has not seen any scrape.
    ///
    /// - Parameter options: The format, the mode and the limits, for all scrapes.
    public init(_ options: ExpositionOptions = ExpositionOptions()) {
        self.options = options
    }

    /// The series and texts of all scrapes since ``generation`` changed last.
    public var dictionary: SeriesDictionary { memory.dictionary }
    /// Changes when numbers have been given anew, which happens when most known series have gone.
    public var generation: Int { memory.generation }

    /// Reads a whole exposition in place of what was read before.
    ///
    /// - Parameter text: The whole body.
    /// - Throws: As ``ExpositionParser/parse(_:into:)``; the samples before the error are kept.
    public mutating func read(_ text: Span<UInt8>) throws(ExpositionError) {
        memory.startScrape(afterSuccess: hasSucceeded)
        hasSucceeded = false
        if !isKnownUniquelyReferenced(&storage) { storage = SampleStorage() }
        storage.samples.removeAll()
        skippedLines.removeAll(keepingCapacity: true)
        try ExpositionParser(options).checkSize(adding: text.count)
        let failure = text.withUnsafeBytes { bytes in
            let progress = ExpositionProgress()
            if options.scanning == .native {
                let lines = RegionLines<NativeScanner>(bytes, options: options, progress: progress, isLast: true)
                return read(lines, text)
            } else {
                let lines = RegionLines<WordScanner>(bytes, options: options, progress: progress, isLast: true)
                return read(lines, text)
            }
        }
        if let failure { throw failure }
        hasSucceeded = true
    }

    @inline(__always)
    private mutating func read<Scanner>(
        _ source: consuming RegionLines<Scanner>,
        _ text: Span<UInt8>
    ) -> ExpositionError? {
        var lines = source
        // Out of the class for the while of the loop: access to it is checked each time.
        var samples = storage.samples
        defer { storage.samples = samples }
        var event = LineEvent()
        // Where the comments before the next sample start.
        var start = 0
        while true {
            if memory.expected < memory.keys.count {
                let key = memory.keys.key(memory.expected)
                let (piece, count) = memory.keys.location(key)
                if lines.reader.readKnownSample(
                    piece,
                    count: count,
                    comments: Int(truncatingIfNeeded: key.newlines),
                    lastLine: Int(truncatingIfNeeded: key.lastLine),
                    into: &event
                ) {
                    samples.append(SeriesSample(series: key.series, sample: event.sample))
                    memory.advance(over: key)
                    start = lines.position
                    continue
                }
            }
            switch lines.next(&event) {
            case .sample:
                let labels = UnsafeBufferPointer(start: event.labels, count: event.labelCount)
                let series = memory.series(of: event.sample, labels.span, from: start, in: text)
                samples.append(SeriesSample(series: series, sample: event.sample))
                start = lines.position
            case .metadata:
                break
            case .failure:
                let error = lines.error
                if options.mode == .strict || error.kind == .tooManySamples { return error }
                skippedLines.append(error)
                start = lines.position
            case .end:
                return nil
            }
        }
    }
}
