public import CapacityTuning
public import FleetSimulation
public import TargetTracking

/// What CloudWatch and Application Auto Scaling would remember of a simulated day.
public struct FleetHistory: Sendable {
    /// The simulated service.
    public var scenario: Scenario

    /// The guide's service with known delay and start latency.
    public init(metricDelay: Milliseconds, startLatency: Milliseconds, seed: UInt64 = 1, days: Double = 1) {
        scenario = .powersyncGuide()
        scenario.seed = seed
        scenario.horizonSeconds = days * 86_400
        scenario.controlAssumptions.customMetricDelay = metricDelay
        scenario.lifecycle.startPhases = [
            StartPhase(name: "start", seconds: .constant(Double(startLatency) / 1000), isBilled: true)
        ]
    }

    /// Simulates the day and keeps of it what AWS keeps.
    public func history() throws -> ObservedHistory {
        let step = 5
        let outcome = try Simulation(scenario, options: RunOptions(seriesStepSeconds: Double(step))).run()
        var history = ObservedHistory(
            configuration: scenario.scaling,
            initialDesired: scenario.initialTasks,
            datapoints: scenario.scaling.metrics.map { _ in [] }
        )
        for metric in history.configuration.metrics.indices { history.configuration.metrics[metric].unitsPerOne = 1000 }
        history.running = counts(outcome.events) { $0 == .draining || $0 == .crashed }
        let publishing = counts(outcome.events) { $0 == .terminated || $0 == .crashed }
        addDatapoints(outcome.series, publishing, rows: 60 / step, to: &history)
        addActivities(outcome.controlPlane?.activities ?? [], to: &history)
        return history
    }

    /// Tasks that run until an event of the given kinds.
    private func counts(_ events: [FleetEvent], until ends: (FleetEventKind) -> Bool) -> [ObservedHistory.Count] {
        var running = Set(0..<scenario.initialTasks)
        var counts: [ObservedHistory.Count] = []
        for event in events {
            if event.kind == .running { running.insert(event.task) }
            if ends(event.kind) { running.remove(event.task) }
            if counts.last?.tasks ?? scenario.initialTasks != running.count {
                counts.append(.init(time: event.milliseconds, tasks: running.count))
            }
        }
        return counts
    }

    private func addDatapoints(
        _ series: FleetSeries,
        _ publishing: [ObservedHistory.Count],
        rows: Int,
        to history: inout ObservedHistory
    ) {
        var next = publishing[...]
        var tasks = scenario.initialTasks
        for minute in 0..<(series.count / rows - 1) {
            var connections = 0
            var samples = 0
            for row in minute * rows..<(minute + 1) * rows {
                while let change = next.first, change.time <= row * 60_000 / rows {
                    tasks = change.tasks
                    next.removeFirst()
                }
                connections += Int(series.connections[row])
                samples += tasks
            }
            for (index, metric) in scenario.scaling.metrics.enumerated() {
                let closed = Int(series.cpuHundredthsPercent[(minute + 1) * rows])
                let point =
                    metric.source == .custom
                    ? SampleSet(sum: connections * 1000, count: samples, minimum: 0, maximum: connections * 1000)
                    : SampleSet(closed * 10)
                history.datapoints[index].append(.init(time: minute * 60_000, samples: point))
            }
        }
    }

    private func addActivities(_ activities: [ScalingActivity], to history: inout ObservedHistory) {
        history.alarmPhases = scenario.scaling.targetTracking.map { _ in .init() }
        for activity in activities where activity.start < history.end + 180_000 {
            history.changes.append(.init(time: activity.start, tasks: activity.desired))
            let isOut = activity.desired > activity.previousDesired
            if let policy = activity.policy {
                let phase = activity.start % 60_000
                if isOut { history.alarmPhases[policy].high = phase } else { history.alarmPhases[policy].low = phase }
            }
            if isOut, activity.status == .successful, let end = activity.end {
                history.scaleOutDurations.append(end - activity.start)
            }
        }
        let high = history.alarmPhases.compactMap(\.high).first
        let low = history.alarmPhases.compactMap(\.low).first
        for policy in history.alarmPhases.indices {
            history.alarmPhases[policy].high = history.alarmPhases[policy].high ?? high
            history.alarmPhases[policy].low = history.alarmPhases[policy].low ?? low
        }
    }
}
