/// What becomes a CloudWatch metric, and under which identities.
public struct PublicationPlan: Sendable, Equatable {
    /// The CloudWatch namespace.
    public var namespace: String
    /// The declarations in the order of the configuration; a sample that none selects is not published.
    public var declarations: [MetricDeclaration]
    /// Units by exact metric name: CloudWatch unit names, already checked.
    public var units: [String: String]
    /// Metrics that a scaling policy tracks; by default the PowerSync connection count.
    public var scalingMetrics: [String]
    /// Whether a scaling metric is also published with the empty dimension set.
    ///
    /// A policy that names no dimensions then finds it. That series is shared by the whole account and Region.
    public var addsZeroDimension: Bool
    /// Whether several values of a scaling metric under one identity are added up, where they would otherwise be
    /// averaged by CloudWatch.
    public var sumsSeries: Bool
    /// Whether the first value of a counter is published as a difference from zero.
    public var keepsFirstCounterValue: Bool
    /// Whether samples without a known type are published as gauges.
    public var publishesUntyped: Bool
    /// Whether histograms are published as per-interval distributions.
    public var publishesHistograms: Bool
    /// Whether `up`, `scrape_duration_seconds` and `scrape_samples_scraped` of each target are published.
    public var publishesScrapeHealth: Bool
    /// Whether samples that no declaration selects are written as log lines without metrics, as the agent does.
    public var logsUnselected: Bool
    /// Whether metrics are written as log lines only (`disable_metric_extraction`).
    public var extractionDisabled: Bool
    /// Metrics published with a storage resolution of one second.
    public var highResolutionMetrics: [String]
    /// What a malformed line does to its scrape.
    public var malformedLines: MalformedLinePolicy
    /// The greatest length of an EMF line in bytes, its newline included.
    public var lineBytes: Int
    /// The log group the agent would have written to; on standard output the container's log driver decides instead.
    public var logGroupName: String?

    /// What a malformed line of a scrape does.
    public enum MalformedLinePolicy: String, Sendable, Equatable, CaseIterable {
        /// The whole scrape is discarded, as the agent and Prometheus do.
        case failScrape = "strict"
        /// The line is skipped and counted; the rest is published.
        case skipLine = "lenient"
    }

    /// The metric that the PowerSync guide scales on.
    public static let defaultScalingMetric = "powersync_concurrent_connections"

    /// Creates a plan.
    public init(namespace: String, declarations: [MetricDeclaration] = []) {
        self.namespace = namespace
        self.declarations = declarations
        self.units = [:]
        self.scalingMetrics = [Self.defaultScalingMetric]
        self.addsZeroDimension = true
        self.sumsSeries = false
        self.keepsFirstCounterValue = false
        self.publishesUntyped = false
        self.publishesHistograms = false
        self.publishesScrapeHealth = false
        self.logsUnselected = false
        self.extractionDisabled = false
        self.highResolutionMetrics = []
        self.malformedLines = .failScrape
        self.lineBytes = 16_000
        self.logGroupName = nil
    }
}

/// One `metric_declaration` of the agent's `emf_processor`.
public struct MetricDeclaration: Sendable, Equatable {
    /// The labels whose values are joined for the matcher.
    public var sourceLabels: [String]
    /// What stands between the joined values.
    public var separator: String
    /// What the joined values must match; searched for anywhere.
    public var labelMatcher: Pattern
    /// Patterns of metric names; one match is enough; searched for anywhere.
    public var metricSelectors: [Pattern]
    /// The dimension sets to publish under: label names, sorted and without duplicates; a set may be empty.
    public var dimensionSets: [[String]]

    /// Creates a declaration.
    public init(
        sourceLabels: [String],
        separator: String = ";",
        labelMatcher: Pattern = Pattern(".*", anchoring: .search),
        metricSelectors: [Pattern],
        dimensionSets: [[String]]
    ) {
        self.sourceLabels = sourceLabels
        self.separator = separator
        self.labelMatcher = labelMatcher
        self.metricSelectors = metricSelectors
        self.dimensionSets = dimensionSets
    }
}
