/// What one scrape came to.
public struct ScrapeResult: Sendable, Equatable {
    /// Whether there were values, an answer without them, or no usable answer.
    public var outcome: ScrapeOutcome
    /// Samples in the body.
    public var sampleCount = 0
    /// Samples of series that are published or logged.
    public var selectedCount = 0
    /// Metrics written, each counted once for each label set it has.
    public var metricCount = 0
    /// Lines written.
    public var lineCount = 0
    /// Malformed lines that were skipped.
    public var skippedLineCount = 0
    /// Scaling metrics that a declaration can select, but of which the body has no series.
    public var missingScalingMetrics: [String] = []
    /// What an operator has not been told yet.
    public var warnings: [PipelineWarning] = []

    init(outcome: ScrapeOutcome) {
        self.outcome = outcome
    }
}
