internal import EmbeddedMetricFormat

/// Watches the metrics that scaling policies track: of each there should be one value per task under one identity.
///
/// CloudWatch averages the values of one identity, so that two series of a connection count halve what a target-tracking
/// policy sees.
struct ScalingSeries: Sendable {
    /// A series of a scaling metric that is published.
    private struct Entry: Sendable {
        var series: Int
        var labels: LabelSet
        var member: EventGroup.Member
        var dimensionSets: [[String]]
    }

    /// Series of one metric that share an identity, or several of them.
    struct Cell: Sendable {
        /// Indices of series.
        var series: [Int]
        var dimensionSets: [[String]]
        /// The labels that all of them have.
        var labels: LabelSet
        var member: EventGroup.Member
        /// The first identity in words.
        var identity: String
    }

    /// The series of one metric, and what was last made of them.
    private struct Metric: Sendable {
        var name: String
        var entries: [Entry] = []
        var lastPresent: [Int] = []
        var lastCells: [Cell] = []
    }

    private var metrics: [Metric] = []

    /// The number of metrics that there are series of.
    var count: Int { self.metrics.count }

    mutating func add(_ member: EventGroup.Member, labels: LabelSet, dimensionSets: [[String]]) {
        let entry = Entry(series: member.series, labels: labels, member: member, dimensionSets: dimensionSets)
        let index = self.metrics.firstIndex { $0.name == member.name } ?? self.metrics.count
        if index == self.metrics.count { self.metrics.append(Metric(name: member.name)) }
        self.metrics[index].entries.append(entry)
    }

    /// The name of a metric.
    func name(of index: Int) -> String { self.metrics[index].name }

    /// Whether one of the metric's series has a value in this scrape.
    func isPresent(_ metric: String, _ store: borrowing SeriesStore) -> Bool {
        for index in self.metrics.indices where self.metrics[index].name == metric {
            for entry in self.metrics[index].entries where store.hasValue(entry.series) { return true }
        }
        return false
    }

    /// The series of a metric that have values now, by identity; empty if there are not at least two.
    mutating func cells(of index: Int, _ store: borrowing SeriesStore) -> [Cell] {
        guard self.metrics[index].entries.count > 1 else { return [] }
        let present = self.metrics[index].entries.filter { store.hasValue($0.series) }
        guard present.count > 1 else { return [] }
        let series = present.map(\.series)
        if self.metrics[index].lastPresent != series {
            self.metrics[index].lastPresent = series
            self.metrics[index].lastCells = Self.cells(present)
        }
        return self.metrics[index].lastCells
    }

    /// Groups series by the values of each dimension set; sets that group them alike share their cells.
    private static func cells(_ present: [Entry]) -> [Cell] {
        var sets: [[String]] = []
        for entry in present {
            for set in entry.dimensionSets where !sets.contains(set) { sets.append(set) }
        }
        var cells: [Cell] = []
        for set in sets {
            var identities: [(values: [String], entries: [Entry])] = []
            for entry in present where entry.dimensionSets.contains(set) {
                let values = set.map { entry.labels[$0] ?? "" }
                if let index = identities.firstIndex(where: { $0.values == values }) {
                    identities[index].entries.append(entry)
                } else {
                    identities.append((values, [entry]))
                }
            }
            for (values, entries) in identities {
                let series = entries.map(\.series)
                if let index = cells.firstIndex(where: { $0.series == series }) {
                    cells[index].dimensionSets.append(set)
                    continue
                }
                cells.append(
                    Cell(
                        series: series,
                        dimensionSets: [set],
                        labels: Self.commonLabels(entries),
                        member: entries[0].member,
                        identity: PublishedIdentity.text(dimensions: zip(set, values).map { Label($0, $1) })
                    )
                )
            }
        }
        return cells
    }

    private static func commonLabels(_ entries: [Entry]) -> LabelSet {
        var labels = entries[0].labels
        for label in entries[0].labels.labels where !entries.allSatisfy({ $0.labels[label.name] == label.value }) {
            labels[label.name] = nil
        }
        return labels
    }
}

extension ScalingSeries.Cell {
    /// The event with the sum of the cell's series.
    func sum(_ store: borrowing SeriesStore, namespace: String, at scrapeTime: Int64) -> Document {
        var total = 0.0
        var time = store.states[self.series[0]].timestamp
        for index in self.series {
            total += store.states[index].value
            if store.states[index].timestamp != time { time = SampleCollector.scrapeTime }
        }
        var document = Document(timestamp: time == SampleCollector.scrapeTime ? scrapeTime : time)
        let metric = Metric(
            self.member.name,
            .number(total),
            unit: self.member.unit,
            resolution: self.member.resolution
        )
        document.directives = [
            Directive(namespace: namespace, dimensionSets: self.dimensionSets, metrics: [metric])
        ]
        document.properties = EventGroup.properties(self.labels)
        return document
    }
}
