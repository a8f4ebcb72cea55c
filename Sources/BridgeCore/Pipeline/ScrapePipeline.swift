/// One target's way from the bytes of a scrape to EMF lines; keeps what must outlive a scrape: the series cache and
/// the counters' baselines.
///
/// The caller brings bytes, times and a buffer; there is no clock, no socket and no log inside. A scrape is
/// ``begin(contentType:)``, any number of ``feed(_:)``, then ``finish(timestampMilliseconds:durationMilliseconds:into:)``;
/// ``fail(timestampMilliseconds:durationMilliseconds:into:)`` ends a scrape that gave no usable answer, at any moment.
public struct ScrapePipeline {
    private let plan: BridgePlan
    private let target: ScrapeTarget

    /// Creates the pipeline of a target of a plan; `identity` is what is known of the task.
    public init(plan: BridgePlan, target: ScrapeTarget, identity: TaskIdentity) {
        self.plan = plan
        self.target = target
    }

    /// Begins a scrape whose answer has this `Content-Type`.
    public mutating func begin(contentType: String?) {}

    /// Takes the next bytes of the body, in pieces of any size; a failure ends the scrape.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer) -> ScrapeFailure? { nil }

    /// Ends the body, appends EMF lines to the buffer, and says how the scrape went.
    public mutating func finish(
        timestampMilliseconds: Int64,
        durationMilliseconds: Int64,
        into lines: inout [UInt8]
    ) -> ScrapeResult {
        ScrapeResult(outcome: .absent(.noSamples(comment: nil)), sampleCount: 0, metricCount: 0, warnings: [])
    }

    /// Ends a scrape that failed; appends `up 0` and its companions to the buffer where the plan asks for them.
    public mutating func fail(
        timestampMilliseconds: Int64,
        durationMilliseconds: Int64,
        into lines: inout [UInt8]
    ) {}
}

/// How a scrape went, once its body was complete.
public struct ScrapeResult: Sendable {
    /// The outcome: values, absent, or failed where the body was malformed or over a limit.
    public var outcome: ScrapeOutcome
    /// How many samples the body held.
    public var sampleCount: Int
    /// How many metric values were written.
    public var metricCount: Int
    /// What an operator should know, each thing once per pipeline and not at every scrape.
    public var warnings: [String]
}
