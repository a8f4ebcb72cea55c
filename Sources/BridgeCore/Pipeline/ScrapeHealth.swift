internal import EmbeddedMetricFormat

/// The metrics that Prometheus makes up about a scrape, so that an alarm can tell zero connections from no answer.
///
/// Source: <https://prometheus.io/docs/concepts/jobs_instances/#automatically-generated-labels-and-time-series>.
struct ScrapeHealth: Sendable {
    private let namespace: String
    private let dimensionSets: [[String]]
    private let properties: [Property]
    private let extractionDisabled: Bool

    init(_ catalog: SeriesCatalog) {
        var catalog = catalog
        let group = catalog.ownGroup()
        self.namespace = catalog.rules.plan.namespace
        self.extractionDisabled = catalog.rules.plan.extractionDisabled
        self.dimensionSets = catalog.rules.allDimensionSets(of: group)
        self.properties = EventGroup.properties(group.labels)
    }

    /// The event of one scrape: of one that was answered with so many samples, or of one that failed.
    func document(_ sampleCount: Int?, at time: Int64, duration: Int64) -> Document {
        let values: [(String, Double, Unit?)] = [
            ("up", sampleCount == nil ? 0 : 1, nil),
            ("scrape_duration_seconds", Double(duration) / 1000, .seconds),
            ("scrape_samples_scraped", Double(sampleCount ?? 0), nil),
        ]
        var document = Document(timestamp: time, timestampFieldOfPlainLines: "Timestamp")
        document.properties = self.properties
        if self.extractionDisabled || self.dimensionSets.isEmpty {
            document.fields = values.map { Field($0.0, $0.1) }
        } else {
            let metrics = values.map { Metric($0.0, .number($0.1), unit: $0.2) }
            document.directives = [
                Directive(namespace: self.namespace, dimensionSets: self.dimensionSets, metrics: metrics)
            ]
        }
        return document
    }
}
