internal import EmbeddedMetricFormat
internal import PrometheusText

/// The series of a target that are published: what each becomes, and in which event.
struct SeriesCatalog: Sendable {
    private(set) var rules: PublicationRules
    private var resolver: SeriesResolver
    private var groups: [EventGroup] = []
    private var groupIndices: [[UInt8]: Int] = [:]
    private var histograms = HistogramAssembler()
    private var scaling = ScalingSeries()
    /// By index of series.
    private var names: [String] = []
    private var selected: [Bool] = []
    private var warnings: [PipelineWarning] = []
    /// How many warnings one scrape gathers at the most.
    private static let mostWarnings = 1000
    /// Scaling metrics that a declaration can select.
    private let wantedScalingMetrics: [String]

    init(resolver: SeriesResolver, rules: PublicationRules) {
        self.resolver = resolver
        self.rules = rules
        var wanted: [String] = []
        for metric in rules.plan.scalingMetrics where self.rules.canSelect(metric) { wanted.append(metric) }
        self.wantedScalingMetrics = wanted
    }

    /// Forgets all series.
    mutating func removeAll() {
        self.groups = []
        self.groupIndices = [:]
        self.histograms = HistogramAssembler()
        self.scaling = ScalingSeries()
        self.names = []
        self.selected = []
    }

    func name(of series: Int) -> String { self.names[series] }

    func isSelected(_ series: Int) -> Bool { self.selected[series] }

    /// Warnings since the last call.
    mutating func takeWarnings() -> [PipelineWarning] {
        if self.warnings.isEmpty { return [] }
        defer { self.warnings = [] }
        return self.warnings
    }

    /// The group of metrics that the bridge makes up about the target.
    mutating func ownGroup() -> EventGroup { self.makeGroup(self.resolver.ownLabels, type: "gauge") }

    /// The identities of all series that are known.
    func identities(job: String) -> [PublishedIdentity] {
        if self.rules.plan.extractionDisabled { return [] }
        var identities: [PublishedIdentity] = []
        var seen: Set<PublishedIdentity> = []
        for group in self.groups {
            for member in group.members {
                guard let directive = member.directive else { continue }
                for set in group.directives[directive].dimensionSets {
                    let identity = PublishedIdentity(
                        namespace: self.rules.plan.namespace,
                        metric: .exactly(member.name),
                        dimensions: set.map { PublishedIdentity.Dimension($0, group.labels[$0]) },
                        unit: member.unit?.rawValue,
                        job: job,
                        isAddedForScaling: set.isEmpty && !group.directives[directive].listsEmptySet
                    )
                    if seen.insert(identity).inserted { identities.append(identity) }
                }
            }
        }
        return identities
    }

    // MARK: Deciding

    /// Decides about all new series of a scrape.
    ///
    /// - Returns: Why the whole scrape must be discarded; nil if nothing is wrong.
    mutating func resolve(_ collector: inout SampleCollector, _ store: inout SeriesStore) -> String? {
        self.resolver.begin()
        for series in collector.newSeries {
            guard let resolved = self.resolver.resolve(series) else {
                collector.decide(series.entry, .dropped)
                continue
            }
            let type = collector.types.type(of: series.name)
            collector.decide(series.entry, self.decide(resolved, series.name, type, &store))
        }
        collector.finishDeciding()
        return self.resolver.refusal
    }

    private mutating func decide(
        _ series: SeriesResolver.Resolved,
        _ exposedName: String,
        _ type: MetricType?,
        _ store: inout SeriesStore
    ) -> SeriesCache.Decision {
        switch type ?? .unknown {
        case .gauge: return self.decide(series, "gauge", .gauge, &store)
        case .counter: return self.decide(series, "counter", .difference, &store)
        case .summary:
            let isTotal = exposedName.hasSuffix("_sum") || exposedName.hasSuffix("_count")
            return self.decide(series, "summary", isTotal ? .difference : .gauge, &store)
        case .histogram where self.rules.plan.publishesHistograms:
            return self.decideHistogram(series, exposedName, &store)
        case .unknown where self.rules.plan.publishesUntyped: return self.decide(series, "gauge", .gauge, &store)
        case let other:
            if !exposedName.hasSuffix("_created") { self.warnOfType(series, other) }
            return .ignored
        }
    }

    private mutating func decide(
        _ series: SeriesResolver.Resolved,
        _ type: String,
        _ kind: SeriesStore.Kind,
        _ store: inout SeriesStore
    ) -> SeriesCache.Decision {
        let group = self.makeGroup(series.labels, type: type)
        let directive = self.rules.directive(for: series.metric, in: group)
        let isSelected = self.rules.isSelected(series.metric, in: group)
        if isSelected { self.warnOfMissingDimensions(series.metric, group) }
        let isLoggedOnly = self.rules.plan.logsUnselected || (self.rules.plan.extractionDisabled && isSelected)
        guard directive != nil || isLoggedOnly else { return .ignored }

        let groupKey = group.labels.key()
        let key = groupKey + [0] + series.metric.utf8
        if let index = store.index(of: key) { return .series(index) }
        let index = store.add(key, kind)
        self.names.append(series.metric)
        self.selected.append(directive != nil || isSelected && self.rules.plan.extractionDisabled)

        let member = self.member(series.metric, index)
        if let directive, self.rules.isScalingMetric(series.metric) {
            self.scaling.add(member, labels: group.labels, dimensionSets: directive.dimensionSets)
        }
        let groupIndex = self.groupIndices[groupKey] ?? self.groups.count
        if groupIndex == self.groups.count {
            self.groupIndices[groupKey] = groupIndex
            self.groups.append(group)
        }
        self.groups[groupIndex].add(member, to: directive)
        return .series(index)
    }

    private mutating func decideHistogram(
        _ series: SeriesResolver.Resolved,
        _ exposedName: String,
        _ store: inout SeriesStore
    ) -> SeriesCache.Decision {
        guard let part = HistogramAssembler.Part(exposedName: exposedName, bound: series.labels["le"]) else {
            return .ignored
        }
        var labels = series.labels
        if case .bucket = part { labels["le"] = nil }
        let name =
            series.metric.hasSuffix(part.suffix) ? String(series.metric.dropLast(part.suffix.count)) : series.metric
        let group = self.makeGroup(labels, type: "histogram")
        guard let directive = self.rules.directive(for: name, in: group) else { return .ignored }
        let histogramKey = group.labels.key() + [1] + name.utf8
        let key = histogramKey + [0] + "\(part)".utf8
        if let index = store.index(of: key) { return .series(index) }
        let index = store.add(key, .difference)
        self.names.append(name)
        self.selected.append(true)
        self.histograms.add(
            part,
            series: index,
            to: self.member(name, index),
            in: group,
            key: histogramKey,
            dimensionSets: directive.dimensionSets
        )
        return .series(index)
    }

    private func member(_ metric: String, _ series: Int) -> EventGroup.Member {
        EventGroup.Member(
            series: series,
            name: metric,
            directive: nil,
            unit: self.rules.unit(of: metric),
            resolution: self.rules.resolution(of: metric)
        )
    }

    private mutating func makeGroup(_ labels: LabelSet, type: String) -> EventGroup {
        var labels = labels
        labels[PublicationRules.typeLabel] = type
        // The agent names the log stream so when there is no job to name it by.
        if labels["job"] == nil { labels["JobName"] = "default" }
        return EventGroup(labels: labels, matchesDeclaration: self.rules.matches(labels))
    }

    private mutating func warnOfType(_ series: SeriesResolver.Resolved, _ type: MetricType) {
        if self.warnings.count > Self.mostWarnings { return }
        let name = type.keyword(in: .text)
        let group = self.makeGroup(series.labels, type: name)
        guard self.rules.isSelected(series.metric, in: group) else { return }
        self.warnings.append(.typeNotPublished(metric: series.metric, type: name))
    }

    private mutating func warnOfMissingDimensions(_ metric: String, _ group: EventGroup) {
        if self.warnings.count > Self.mostWarnings { return }
        for dimension in self.rules.missingDimensions(of: metric, in: group) {
            self.warnings.append(.dimensionMissing(metric: metric, dimension: dimension))
        }
    }

    // MARK: Publishing

    /// Scaling metrics that a declaration can select, but that have no value in this scrape.
    func missingScalingMetrics(_ store: borrowing SeriesStore) -> [String] {
        var missing: [String] = []
        for metric in self.wantedScalingMetrics where !self.scaling.isPresent(metric, store) { missing.append(metric) }
        return missing
    }

    /// Warns of scaling metrics with several values under one identity or, if the plan says so, publishes their sums.
    mutating func publishScaling(
        _ store: inout SeriesStore,
        _ writer: inout EventWriter,
        at time: Int64,
        into output: inout [UInt8]
    ) -> [PipelineWarning] {
        var warnings: [PipelineWarning] = []
        for index in 0..<self.scaling.count {
            let cells = self.scaling.cells(of: index, store)
            if cells.isEmpty { continue }
            let shared = cells.filter { $0.series.count > 1 }
            if shared.isEmpty { continue }
            let metric = self.scaling.name(of: index)
            let sums = self.rules.plan.sumsSeries && !self.rules.plan.extractionDisabled
            for cell in shared {
                warnings.append(
                    .severalSeries(metric: metric, identity: cell.identity, count: cell.series.count, summed: sums)
                )
            }
            guard sums else { continue }
            for cell in cells {
                let document = cell.sum(store, namespace: self.rules.plan.namespace, at: time)
                writer.write(document, into: &output)
            }
            for cell in cells {
                for series in cell.series { store.withdraw(series) }
            }
        }
        return warnings
    }

    /// Writes the events of a scrape.
    mutating func publish(
        _ store: borrowing SeriesStore,
        _ writer: inout EventWriter,
        at time: Int64,
        into output: inout [UInt8]
    ) {
        for index in self.groups.indices {
            writer.write(&self.groups[index], store, at: time, into: &output)
        }
        guard self.rules.plan.publishesHistograms, !self.rules.plan.extractionDisabled else { return }
        for document in self.histograms.documents(store, namespace: self.rules.plan.namespace, at: time) {
            writer.write(document, into: &output)
        }
    }
}
