internal import PrometheusText

/// Gathers what one scrape holds of wanted series, without a String for any series that is known.
struct SampleCollector: ExpositionVisitor {
    /// A sample of a series that is wanted or not decided yet.
    struct Observation {
        var entry: Int
        var value: Double
        /// Its own time in milliseconds; ``scrapeTime`` for the time of the scrape.
        var timestamp: Int64
    }

    /// A series that is new, with its text taken apart.
    struct NewSeries {
        var entry: Int
        var name: String
        var labels: [Label]
    }

    /// Stands for the time of the scrape.
    static let scrapeTime = Int64.min

    var cache = SeriesCache()
    var types = MetricTypeTable()
    private let honorsTimestamps: Bool

    private(set) var observations: [Observation] = []
    private(set) var newSeries: [NewSeries] = []
    /// Samples in the body.
    private(set) var sampleCount = 0
    /// Samples that relabelling drops.
    private(set) var droppedCount = 0
    private(set) var skippedLines = 0
    private(set) var firstSkipped: ExpositionError?

    init(honorsTimestamps: Bool) {
        self.honorsTimestamps = honorsTimestamps
    }

    /// Begins a scrape.
    mutating func begin() {
        self.cache.begin()
        self.types.begin()
        self.observations.removeAll(keepingCapacity: true)
        self.newSeries.removeAll(keepingCapacity: true)
        self.sampleCount = 0
        self.droppedCount = 0
        self.skippedLines = 0
        self.firstSkipped = nil
    }

    /// Notes what is decided about a new series.
    mutating func decide(_ entry: Int, _ decision: SeriesCache.Decision) {
        self.cache[entry] = decision
    }

    /// Ends the deciding: samples of new series that turned out to be dropped are counted, and what served to decide is
    /// let go.
    mutating func finishDeciding() {
        for observation in self.observations where self.cache[observation.entry] == .dropped { self.droppedCount += 1 }
        self.newSeries = []
        self.types.releaseIndex()
    }

    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        self.sampleCount += 1
        var start = Int(truncatingIfNeeded: sample.name.offset)
        if sample.name.isQuoted, !labels.isEmpty {
            // A quoted name stands between the braces, where labels may come before it.
            start = min(start, Int(truncatingIfNeeded: labels[0].name.offset))
        }
        let series = text.extracting(start..<Int(truncatingIfNeeded: sample.valueText.offset))
        let entry: Int
        if let known = self.cache.find(series) {
            entry = known
            switch self.cache[entry] {
            // Where types differ from those of the last scrape, everything is decided anew at its end.
            case .ignored, .dropped: if !self.types.hasChanged { return self.pass(over: entry) }
            case .pending, .series: break
            }
        } else {
            entry = self.add(series, sample, labels, text)
        }
        let own = self.honorsTimestamps ? sample.timestampMilliseconds : nil
        self.observations.append(
            Observation(entry: entry, value: sample.value, timestamp: own ?? Self.scrapeTime)
        )
    }

    private mutating func pass(over entry: Int) {
        if self.cache[entry] == .dropped { self.droppedCount += 1 }
    }

    mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {
        guard metadata.kind == .type else { return }
        if metadata.name.hasEscapes {
            self.types.note(metadata.type, of: Array(String(unescaping: metadata.name, in: text).utf8).span)
        } else {
            self.types.note(metadata.type, of: text.extracting(metadata.name.indices))
        }
    }

    mutating func skippedLine(_ error: ExpositionError) {
        self.skippedLines += 1
        if self.firstSkipped == nil { self.firstSkipped = error }
    }

    @inline(never)
    private mutating func add(
        _ series: Span<UInt8>,
        _ sample: SampleReference,
        _ labels: Span<LabelReference>,
        _ text: Span<UInt8>
    ) -> Int {
        let entry = self.cache.count
        let isBraced = sample.name.isQuoted
        self.cache.insert(series, isBraced: isBraced, .pending(self.newSeries.count))
        self.newSeries.append(Self.takeApart(entry, sample, labels, text))
        return entry
    }

    /// Makes every known series one that is to be decided, from the text by which it is known.
    mutating func reopen() {
        self.newSeries.removeAll(keepingCapacity: true)
        self.droppedCount = 0
        var parser = ExpositionParser(ExpositionOptions(format: .text, mode: .lenient))
        for entry in 0..<self.cache.count {
            var reader = SeriesReader(entry: entry)
            let line = self.cache.line(of: entry)
            try? parser.parse(line.span, into: &reader)
            guard let series = reader.series else {
                self.cache[entry] = .dropped
                continue
            }
            self.cache[entry] = .pending(self.newSeries.count)
            self.newSeries.append(series)
        }
    }

    private struct SeriesReader: ExpositionVisitor {
        let entry: Int
        var series: NewSeries?

        mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
            self.series = SampleCollector.takeApart(self.entry, sample, labels, text)
        }
    }

    private static func takeApart(
        _ entry: Int,
        _ sample: SampleReference,
        _ labels: Span<LabelReference>,
        _ text: Span<UInt8>
    ) -> NewSeries {
        var own: [Label] = []
        own.reserveCapacity(labels.count)
        for index in labels.indices {
            own.append(
                Label(
                    String(unescaping: labels[index].name, in: text),
                    String(unescaping: labels[index].value, in: text)
                )
            )
        }
        return NewSeries(entry: entry, name: String(unescaping: sample.name, in: text), labels: own)
    }
}
