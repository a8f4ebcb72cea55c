internal import EmbeddedMetricFormat

/// Writes the groups' events: prepared lines as long as a group has the same members, new ones when it has others.
struct EventWriter: Sendable {
    /// What was written since ``begin()``.
    private(set) var lineCount = 0
    private(set) var metricCount = 0
    /// Rules of CloudWatch that something broke.
    private(set) var violations: [String] = []

    private let encoder: Encoder
    private let namespace: String
    private let extractionDisabled: Bool

    private var present: [Int] = []
    private var values: [Double] = []

    init(_ plan: PublicationPlan, encoder: Encoder) {
        self.encoder = encoder
        self.namespace = plan.namespace
        self.extractionDisabled = plan.extractionDisabled
    }

    /// Begins a scrape.
    mutating func begin() {
        self.lineCount = 0
        self.metricCount = 0
        if !self.violations.isEmpty { self.violations = [] }
    }

    /// Writes the event of a group, if any of its members has a value.
    mutating func write(
        _ group: inout EventGroup,
        _ store: borrowing SeriesStore,
        at scrapeTime: Int64,
        into output: inout [UInt8]
    ) {
        self.present.removeAll(keepingCapacity: true)
        self.values.removeAll(keepingCapacity: true)
        var time = SampleCollector.scrapeTime
        var isOneTime = true
        for index in group.members.indices {
            let series = group.members[index].series
            guard store.hasValue(series) else { continue }
            let state = store.states[series]
            if self.present.isEmpty {
                time = state.timestamp
            } else if state.timestamp != time {
                isOneTime = false
            }
            self.present.append(index)
            self.values.append(state.value)
        }
        if self.present.isEmpty { return }
        guard isOneTime else { return self.writeByTime(group, store, at: scrapeTime, into: &output) }
        if group.prepared == nil || group.preparedMembers != self.present { self.prepare(&group) }
        guard let prepared = group.prepared else { return }
        prepared.lines.write(
            timestamp: time == SampleCollector.scrapeTime ? scrapeTime : time,
            values: self.values,
            into: &output
        )
        self.lineCount += prepared.lines.lineCount
        self.metricCount += prepared.metricCount
    }

    /// Writes a document that is not worth preparing.
    mutating func write(_ document: Document, into output: inout [UInt8]) {
        // The policy is to drop, so nothing is thrown.
        guard let report = try? self.encoder.encode(document, into: &output) else { return }
        self.lineCount += report.lines
        self.metricCount += report.metrics
        self.violations += report.violations.map(\.description)
    }

    private mutating func prepare(_ group: inout EventGroup) {
        let document = self.document(group, self.present, values: self.values, timestamp: 0)
        var report = EncodingReport()
        group.preparedMembers = self.present
        if let lines = try? self.encoder.prepare(document, report: &report) {
            group.prepared = EventGroup.Prepared(lines: lines, metricCount: report.metrics)
        } else {
            group.prepared = nil
        }
        self.violations += report.violations.map(\.description)
    }

    /// Members with different times of their own go into events of their own.
    @inline(never)
    private mutating func writeByTime(
        _ group: EventGroup,
        _ store: borrowing SeriesStore,
        at scrapeTime: Int64,
        into output: inout [UInt8]
    ) {
        var times: [Int64] = []
        for index in self.present {
            let time = store.states[group.members[index].series].timestamp
            if !times.contains(time) { times.append(time) }
        }
        for time in times {
            let members = self.present.filter { store.states[group.members[$0].series].timestamp == time }
            let values = members.map { store.states[group.members[$0].series].value }
            let timestamp = time == SampleCollector.scrapeTime ? scrapeTime : time
            self.write(self.document(group, members, values: values, timestamp: timestamp), into: &output)
        }
    }

    /// The event of some of a group's members; its slots are in the order of the members.
    private func document(_ group: EventGroup, _ members: [Int], values: [Double], timestamp: Int64) -> Document {
        var document = Document(timestamp: timestamp, timestampFieldOfPlainLines: "Timestamp")
        var directives = group.directives.map { Directive(namespace: self.namespace, dimensionSets: $0.dimensionSets) }
        for (index, value) in zip(members, values) {
            let member = group.members[index]
            if let directive = member.directive, !self.extractionDisabled {
                directives[directive].metrics.append(
                    Metric(member.name, .number(value), unit: member.unit, resolution: member.resolution)
                )
            } else {
                document.fields.append(Field(member.name, value))
            }
        }
        document.directives = directives.filter { !$0.metrics.isEmpty }
        document.properties = EventGroup.properties(group.labels)
        // The number takes the place of a label of its name, as in the agent.
        document.properties.removeAll { property in
            members.contains { group.members[$0].name == property.name }
        }
        return document
    }
}
