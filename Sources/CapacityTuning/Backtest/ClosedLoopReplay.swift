public import TargetTracking

/// An observed history lived again: the load as it was, the control plane and the tasks as they are simulated.
///
/// A metric's total, its average times the running count, is taken to be what the clients brought; the simulated
/// average is that total over the simulated running count. A replay that decides as the service did therefore sees
/// the very datapoints the service saw.
public struct ClosedLoopReplay: Sendable, Hashable {
    /// The history.
    public var history: ObservedHistory
    /// The rules in force where AWS documents none.
    public var assumptions: Assumptions
    /// From a higher desired count to its tasks running, in milliseconds; tasks stop counting at once.
    public var startLatency: Milliseconds
    /// When in their interval alarms are evaluated whose settings name no phase.
    public var alarmPhase: Milliseconds

    /// A replay of a history.
    public init(
        _ history: ObservedHistory,
        assumptions: Assumptions = Assumptions(),
        startLatency: Milliseconds,
        alarmPhase: Milliseconds = 0
    ) {
        self.history = history
        self.assumptions = assumptions
        self.startLatency = startLatency
        self.alarmPhase = alarmPhase
    }

    /// The simulated running counts and changes of the desired count.
    public struct Course: Sendable, Hashable {
        /// What policies and schedules changed the desired count to.
        public var changes: [ObservedHistory.Count] = []
        /// The running counts.
        public var running: [ObservedHistory.Count] = []
        /// The datapoints as the simulated tasks published them, by metric.
        public var datapoints: [[ObservedHistory.Datapoint]] = []
    }

    /// Lives the history again.
    ///
    /// - Throws: `ScalingConfigurationError` if the configuration breaks a rule.
    public func run() throws(ScalingConfigurationError) -> Course {
        let phase = alarmPhase
        var plane = try ControlPlane(
            history.configuration,
            assumptions: assumptions,
            desired: history.initialDesired,
            recording: .none,
            alarmPhase: { _ in phase }
        )
        var course = Course()
        course.datapoints = Array(repeating: [], count: history.datapoints.count)
        var periods = PeriodQueue(history)
        var manual = history.manualChanges[...]
        var arrival: ObservedHistory.Count?
        while true {
            let manualTime = manual.first?.time ?? .max
            let arrivalTime = arrival?.time ?? .max
            let now = min(plane.nextDue, periods.nextEnd, manualTime, arrivalTime)
            guard now <= periods.end, now < .max else { return course }
            if arrivalTime == now, let due = arrival {
                arrival = nil
                plane.setRunning(due.tasks, at: now)
                course.running.append(due)
            } else if periods.nextEnd == now {
                let (metric, point) = periods.removeFirst()
                let samples = shared(point, running: course.running)
                course.datapoints[metric].append(ObservedHistory.Datapoint(time: point.time, samples: samples))
                plane.record(samples, of: metric, at: point.time, visibleAt: now + delay(of: metric))
            } else {
                let before = plane.desired
                if manualTime == now, let change = manual.popFirst() {
                    plane.setDesired(change.tasks, at: now)
                } else {
                    plane.advance(to: now)
                    if plane.desired != before {
                        course.changes.append(ObservedHistory.Count(time: now, tasks: plane.desired))
                    }
                }
                if plane.desired != before {
                    let latency = plane.desired > plane.running ? startLatency : 0
                    arrival = ObservedHistory.Count(time: now + latency, tasks: plane.desired)
                }
            }
        }
    }

    private func delay(of metric: Int) -> Milliseconds {
        let definition = history.configuration.metrics[metric]
        switch definition.source {
        case .custom: return definition.delay ?? assumptions.customMetricDelay
        case .ecsService: return definition.delay ?? assumptions.ecsMetricDelay
        case .ecsServiceHighResolution: return definition.delay ?? assumptions.highResolutionDelay
        }
    }

    /// The samples as so many simulated tasks publish them, instead of those that were observed.
    private func shared(_ point: ObservedHistory.Datapoint, running: [ObservedHistory.Count]) -> SampleSet {
        let middle = point.time + 30_000
        let observed = count(history.running, at: middle)
        let simulated = count(running, at: middle)
        guard observed != simulated, observed > 0, simulated > 0 else { return point.samples }
        var samples = point.samples
        // The sum stays what the clients brought; it is spread over other tasks.
        let (sum, overflow) = samples.sum.multipliedReportingOverflow(by: observed)
        let (count, overflowToo) = samples.count.multipliedReportingOverflow(by: simulated)
        guard !overflow, !overflowToo else { return samples }
        samples.sum = sum
        samples.count = count
        samples.minimum = samples.minimum * observed / simulated
        samples.maximum = samples.maximum * observed / simulated
        return samples
    }

    private func count(_ counts: [ObservedHistory.Count], at time: Milliseconds) -> Int {
        counts.last { $0.time <= time }?.tasks ?? history.initialDesired
    }
}

/// The periods of all metrics in the order of their ends.
private struct PeriodQueue {
    private var next: [Int]
    private let history: ObservedHistory
    /// When the replay ends: three minutes after the last period, so that every alarm has seen it.
    let end: Milliseconds

    init(_ history: ObservedHistory) {
        self.history = history
        next = Array(repeating: 0, count: history.datapoints.count)
        let last = history.datapoints.compactMap(\.last?.time).max() ?? -1
        end = last < 0 ? -1 : last + 60_000 + 180_000
    }

    private var first: (metric: Int, end: Milliseconds)? {
        var found: (metric: Int, end: Milliseconds)?
        for metric in next.indices where next[metric] < history.datapoints[metric].count {
            let point = history.datapoints[metric][next[metric]]
            let end = point.time + history.configuration.metrics[metric].period
            if let current = found, current.end <= end { continue }
            found = (metric, end)
        }
        return found
    }

    var nextEnd: Milliseconds { first?.end ?? .max }

    mutating func removeFirst() -> (metric: Int, point: ObservedHistory.Datapoint) {
        let metric = first?.metric ?? 0
        let point = history.datapoints[metric][next[metric]]
        next[metric] += 1
        return (metric, point)
    }
}
