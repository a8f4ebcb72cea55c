internal import EmbeddedMetricFormat
internal import PrometheusText

/// One target's way from the bytes of a scrape to EMF lines; keeps what must outlive a scrape: the series cache and
/// the counters' baselines.
///
/// What an exposed series becomes is decided once, by its text; from then on a scrape costs one comparison per series.
/// Nothing is published of a scrape that failed, and nothing is ever repeated or invented.
///
/// The caller brings bytes, times and a buffer; there is no clock, no socket and no log inside. A scrape is
/// ``begin(contentType:)``, any number of ``feed(_:)``, then ``finish(timestampMilliseconds:durationMilliseconds:into:)``,
/// or all of that at once with ``ingest(_:contentType:timestampMilliseconds:durationMilliseconds:into:)``;
/// ``fail(timestampMilliseconds:durationMilliseconds:into:)`` ends a scrape that gave no usable answer, at any moment.
public struct ScrapePipeline: Sendable {
    private let job: String
    private let limits: ScrapeLimits
    private let mode: ExpositionOptions.Mode
    private var collector: SampleCollector
    private var catalog: SeriesCatalog
    private var store: SeriesStore
    private var writer: EventWriter
    private let health: ScrapeHealth?
    private var told: Set<PipelineWarning> = []

    private var knownFormat: (contentType: String, format: ExpositionFormat)?
    /// The parser of a body that comes in pieces; nil while no scrape is under way, or while its format is not known.
    private var parser: ExpositionParser?
    /// The body so far, where only its end can show its format.
    private var body: [UInt8] = []
    /// How many bytes of the body have come.
    private var bodyCount = 0
    /// The first bytes of the body, which say why there are no samples.
    private var bodyStart: [UInt8] = []

    /// How many different warnings are remembered as told; what comes after them is not told at all.
    private static let mostWarnings = 1000
    /// How much of a body's start is kept.
    private static let keptStartBytes = 256

    /// Creates the pipeline of a target, whose job is one of the plan's.
    ///
    /// `identity` is what is known of the task; what the plan itself says of it wins. See ``check(_:)`` for plans that
    /// were not validated: a pattern that is no regular expression matches nothing, and a relabelling rule with one drops
    /// everything.
    public init(plan: BridgePlan, target: ScrapeTarget, identity: TaskIdentity = TaskIdentity()) {
        let job = plan.jobs[target.jobIndex]
        self.job = job.name
        self.limits = job.limits
        self.mode = plan.publication.malformedLines == .failScrape ? .strict : .lenient
        self.collector = SampleCollector(honorsTimestamps: job.honorsTimestamps)
        let rules = PublicationRules(plan.publication)
        let resolver = SeriesResolver(job: job, target: target.labels, identity: plan.identity.completed(by: identity))
        self.catalog = SeriesCatalog(resolver: resolver, rules: rules)
        self.store = SeriesStore(keepsFirstValue: plan.publication.keepsFirstCounterValue)
        self.writer = EventWriter(plan.publication, encoder: rules.encoder)
        self.health = plan.publication.publishesScrapeHealth ? ScrapeHealth(self.catalog) : nil
    }

    /// Throws the first thing of a plan that cannot be carried out: a pattern that is no regular expression, a unit that
    /// CloudWatch does not have.
    public static func check(_ plan: BridgePlan) throws(PipelineError) {
        for job in plan.jobs {
            for rule in job.relabelRules + job.metricRelabelRules { _ = try PipelineError.compile(rule.regex) }
        }
        for declaration in plan.publication.declarations {
            _ = try PipelineError.compile(declaration.labelMatcher)
            for selector in declaration.metricSelectors { _ = try PipelineError.compile(selector) }
        }
        for (metric, unit) in plan.publication.units.sorted(by: { $0.key < $1.key })
        where Unit(rawValue: unit) == nil {
            throw PipelineError.unit(metric: metric, unit: unit)
        }
    }

    // MARK: A scrape

    /// Begins a scrape whose answer has this `Content-Type`; whatever is not OpenMetrics is read as the text format.
    public mutating func begin(contentType: String?) {
        self.body = []
        self.bodyCount = 0
        self.bodyStart.removeAll(keepingCapacity: true)
        self.collector.begin()
        // Without a Content-Type the last line decides on the format: such a body is kept until its end.
        self.parser = contentType.map { contentType in
            ExpositionParser(ExpositionOptions(format: self.format(contentType), mode: self.mode))
        }
    }

    /// Takes the next bytes of the body, in pieces of any size; a failure ends the scrape.
    ///
    /// Samples are read as they come: no more of the body is kept than the line that a piece ends in.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer) -> ScrapeFailure? {
        self.bodyCount += bytes.count
        if self.bodyCount > self.limits.bodyBytes { return .bodyTooLarge(limitBytes: self.limits.bodyBytes) }
        let missing = Self.keptStartBytes - self.bodyStart.count
        if missing > 0 { self.bodyStart.append(contentsOf: bytes.prefix(missing)) }
        guard self.parser != nil else {
            self.body.append(contentsOf: bytes)
            return nil
        }
        do throws(ExpositionError) {
            try self.parser?.feed(bytes.assumingMemoryBound(to: UInt8.self).span, into: &self.collector)
            return nil
        } catch {
            self.abandon()
            return .malformed("\(error)")
        }
    }

    /// Ends the body, appends EMF lines to the buffer, and says how the scrape went.
    ///
    /// The timestamp is when the scrape began, in milliseconds since the epoch; the duration is how long it took.
    public mutating func finish(
        timestampMilliseconds: Int64,
        durationMilliseconds: Int64,
        into lines: inout [UInt8]
    ) -> ScrapeResult {
        guard self.parser != nil else {
            let body = self.body
            return self.ingest(
                body.span,
                contentType: nil,
                timestampMilliseconds: timestampMilliseconds,
                durationMilliseconds: durationMilliseconds,
                into: &lines
            )
        }
        var failure: ScrapeFailure?
        do throws(ExpositionError) {
            try self.parser?.finish(into: &self.collector)
        } catch {
            self.abandon()
            failure = .malformed("\(error)")
        }
        return self.end(failure, at: timestampMilliseconds, duration: durationMilliseconds, into: &lines)
    }

    /// Takes a whole body, appends EMF lines to the buffer, and says how the scrape went.
    ///
    /// Without a `Content-Type` the body itself shows which format it is in. The timestamp is when the scrape began, in
    /// milliseconds since the epoch; the duration is how long it took.
    public mutating func ingest(
        _ body: Span<UInt8>,
        contentType: String?,
        timestampMilliseconds: Int64,
        durationMilliseconds: Int64 = 0,
        into lines: inout [UInt8]
    ) -> ScrapeResult {
        self.begin(contentType: contentType ?? "")
        let format = contentType == nil ? ExpositionFormat(detecting: body) : self.format(contentType ?? "")
        var parser = ExpositionParser(ExpositionOptions(format: format, mode: self.mode))
        for index in 0..<min(body.count, Self.keptStartBytes) { self.bodyStart.append(body[index]) }
        var failure: ScrapeFailure?
        if body.count > self.limits.bodyBytes {
            failure = .bodyTooLarge(limitBytes: self.limits.bodyBytes)
        } else {
            do throws(ExpositionError) {
                try parser.parse(body, into: &self.collector)
            } catch {
                self.abandon()
                failure = .malformed("\(error)")
            }
        }
        return self.end(failure, at: timestampMilliseconds, duration: durationMilliseconds, into: &lines)
    }

    /// Ends a scrape that failed; appends `up 0` and its companions to the buffer where the plan asks for them.
    public mutating func fail(
        timestampMilliseconds: Int64,
        durationMilliseconds: Int64,
        into lines: inout [UInt8]
    ) {
        if self.parser != nil { self.abandon() }
        guard let health = self.health else { return }
        self.writer.begin()
        let document = health.document(nil, at: timestampMilliseconds, duration: durationMilliseconds)
        self.writer.write(document, into: &lines)
    }

    /// The identities of the series of the last scrapes, without those of histograms and of the scrape's health.
    public var identities: [PublishedIdentity] { self.catalog.identities(job: self.job) }

    // MARK: Reading

    /// The end of a body that was read, or of one that could not be.
    private mutating func end(
        _ failure: ScrapeFailure?,
        at time: Int64,
        duration: Int64,
        into lines: inout [UInt8]
    ) -> ScrapeResult {
        self.parser = nil
        self.body = []
        self.writer.begin()
        var result = ScrapeResult(outcome: .values)
        if let failure = failure ?? self.decide() {
            result.outcome = .failed(failure)
        } else {
            result.outcome = self.publish(at: time, &result, into: &lines)
        }
        self.finish(&result, at: time, duration: duration, into: &lines)
        // Series come and go; those that went are let go.
        if self.collector.cache.count > 2 * self.collector.sampleCount + 1000 { self.forgetSeries() }
        return result
    }

    /// Lets go of a body that broke off: what was met in it was not decided and must not look as if it were.
    private mutating func abandon() {
        self.parser = nil
        self.body = []
        self.forgetSeries()
    }

    /// The format of an answer; a target keeps to its `Content-Type`, so that it is taken apart only once.
    private mutating func format(_ contentType: String) -> ExpositionFormat {
        if let known = self.knownFormat, known.contentType == contentType { return known.format }
        let format = ExpositionFormat(contentType: contentType) ?? .text
        self.knownFormat = (contentType, format)
        return format
    }

    private mutating func decide() -> ScrapeFailure? {
        self.collector.types.end()
        if self.collector.types.hasChanged, self.collector.cache.count > self.collector.newSeries.count {
            // Types decide what series become: everything is decided anew. What counters last said is kept.
            self.store.reset()
            self.catalog.removeAll()
            self.collector.reopen()
        }
        return self.resolveNewSeries()
    }

    private mutating func resolveNewSeries() -> ScrapeFailure? {
        if !self.collector.newSeries.isEmpty {
            if let refusal = self.catalog.resolve(&self.collector, &self.store) {
                self.forgetSeries()
                return .limitExceeded(refusal)
            }
        }
        let kept = self.collector.sampleCount - self.collector.droppedCount
        if let limit = self.limits.samples, kept > limit {
            return .limitExceeded("\(kept) samples after relabelling, more than sample_limit \(limit)")
        }
        return nil
    }

    private mutating func forgetSeries() {
        self.collector.cache.removeAll()
        self.store.reset()
        self.catalog.removeAll()
    }

    // MARK: Publishing

    private mutating func publish(
        at time: Int64,
        _ result: inout ScrapeResult,
        into output: inout [UInt8]
    ) -> ScrapeOutcome {
        self.store.begin()
        var selected = 0
        for observation in self.collector.observations {
            guard case .series(let series) = self.collector.cache[observation.entry] else { continue }
            if observation.timestamp != SampleCollector.scrapeTime,
                !Limits.acceptsTimestamp(observation.timestamp, now: time)
            {
                self.warn(.timestampOutOfRange(metric: self.catalog.name(of: series)), &result)
                continue
            }
            if self.catalog.isSelected(series) { selected += 1 }
            if !self.store.observe(series, value: observation.value, timestamp: observation.timestamp) {
                self.warn(.valueOutOfRange(metric: self.catalog.name(of: series)), &result)
            }
        }
        self.store.end()
        result.sampleCount = self.collector.sampleCount
        result.selectedCount = selected
        result.missingScalingMetrics = self.catalog.missingScalingMetrics(self.store)
        for warning in self.catalog.publishScaling(&self.store, &self.writer, at: time, into: &output) {
            self.warn(warning, &result)
        }
        self.catalog.publish(self.store, &self.writer, at: time, into: &output)
        if self.collector.sampleCount == 0 {
            return .absent(.noSamples(comment: Self.firstComment(self.bodyStart)))
        }
        return selected == 0 ? .absent(.notSelected(sampleCount: self.collector.sampleCount)) : .values
    }

    private mutating func finish(
        _ result: inout ScrapeResult,
        at time: Int64,
        duration: Int64,
        into output: inout [UInt8]
    ) {
        if let health = self.health {
            let isUp = if case .failed = result.outcome { false } else { true }
            let document = health.document(isUp ? result.sampleCount : nil, at: time, duration: duration)
            self.writer.write(document, into: &output)
        }
        result.lineCount = self.writer.lineCount
        result.metricCount = self.writer.metricCount
        result.skippedLineCount = self.collector.skippedLines
        if let first = self.collector.firstSkipped { self.warn(.skippedLines(first: "\(first)"), &result) }
        for violation in self.writer.violations { self.warn(.notPublishable(violation), &result) }
        for warning in self.catalog.takeWarnings() { self.warn(warning, &result) }
    }

    private mutating func warn(_ warning: PipelineWarning, _ result: inout ScrapeResult) {
        guard self.told.count < Self.mostWarnings, self.told.insert(warning).inserted else { return }
        result.warnings.append(warning)
    }

    /// The first comment of a body, which says why there are no samples: PowerSync's exporter answers with one line when
    /// it cannot collect.
    private static func firstComment(_ body: [UInt8]) -> String? {
        var text: [UInt8] = []
        var index = 0
        while index < body.count, text.count < 200 {
            let byte = body[index]
            if byte == UInt8(ascii: "\n"), !text.isEmpty { break }
            if byte != UInt8(ascii: "\n") { text.append(byte) }
            index += 1
        }
        guard text.first == UInt8(ascii: "#") else { return nil }
        let comment = text.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: " ") }
        return comment.isEmpty ? nil : String(decoding: comment, as: UTF8.self)
    }
}
