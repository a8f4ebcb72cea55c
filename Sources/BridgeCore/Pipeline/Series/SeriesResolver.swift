internal import PrometheusText

/// Turns an exposed series into the labels and the type under which it is published.
struct SeriesResolver: Sendable {
    /// An exposed series after relabelling and with the labels of the target and the task.
    struct Resolved {
        /// The name after relabelling.
        var metric: String
        /// All labels but the name and the type.
        var labels: LabelSet
    }

    /// Why a whole scrape must be discarded, in words; nil if nothing is wrong.
    private(set) var refusal: String?

    private var relabeler: Relabeler
    private let targetLabels: [Label]
    private let identityLabels: [Label]
    private let honorsLabels: Bool
    private let limits: ScrapeLimits

    init(job: ScrapeJob, target: [Label], identity: TaskIdentity) {
        self.relabeler = Relabeler(job.metricRelabelRules)
        self.targetLabels = target
        self.identityLabels = identity.labels
        self.honorsLabels = job.honorsLabels
        self.limits = job.limits
    }

    /// The labels of series that the bridge itself makes up about the target.
    var ownLabels: LabelSet {
        var labels = LabelSet(self.targetLabels)
        self.addIdentity(to: &labels)
        return labels
    }

    /// Begins a scrape.
    mutating func begin() { self.refusal = nil }

    /// The series as it is published; nil if a rule drops it.
    mutating func resolve(_ series: SampleCollector.NewSeries) -> Resolved? {
        var labels = LabelSet(series.labels)
        labels.merge(target: self.targetLabels, honoringSample: self.honorsLabels)
        labels[LabelSet.metricName] = series.name
        if !self.relabeler.isEmpty {
            guard self.relabeler.apply(to: &labels), !labels.labels.isEmpty else { return nil }
        }
        guard let metric = labels[LabelSet.metricName] else {
            self.refuse("relabelling leaves series \(series.name) without a name")
            return nil
        }
        self.check(labels, metric)
        labels[LabelSet.metricName] = nil
        self.addIdentity(to: &labels)
        // The agent's own metric type names the plugin, not the value, when a metric is called so; its identity is kept.
        return Resolved(metric: metric == "value" ? "prometheus" : metric, labels: labels)
    }

    /// Adds what is known of the task, where the series does not say it itself.
    private func addIdentity(to labels: inout LabelSet) {
        for label in self.identityLabels where labels[label.name] == nil { labels[label.name] = label.value }
    }

    private mutating func refuse(_ reason: String) {
        if self.refusal == nil { self.refusal = reason }
    }

    private mutating func check(_ labels: LabelSet, _ metric: String) {
        if let limit = self.limits.labels, labels.labels.count > limit {
            self.refuse("series \(metric) has \(labels.labels.count) labels, more than label_limit \(limit)")
        }
        guard self.limits.labelNameBytes != nil || self.limits.labelValueBytes != nil else { return }
        for label in labels.labels {
            if let limit = self.limits.labelNameBytes, label.name.utf8.count > limit {
                self.refuse("label \(label.name) of \(metric) is longer than label_name_length_limit \(limit)")
            }
            if let limit = self.limits.labelValueBytes, label.value.utf8.count > limit {
                self.refuse(
                    "the value of label \(label.name) of \(metric) is longer than label_value_length_limit \(limit)"
                )
            }
        }
    }
}
