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
    /// From a higher desired count to its tasks running; tasks stop counting at once.
    public var startLatency: StartLatency
    /// When in their interval alarms are evaluated whose settings name no phase.
    public var alarmPhase: Milliseconds
    /// After how long with another desired count than the one observed the replay is set to that one; `nil` for never.
    ///
    /// One decision that comes out differently would otherwise make all later ones differ.
    public var returnsAfter: Milliseconds?

    /// A replay of a history.
    public init(
        _ history: ObservedHistory,
        assumptions: Assumptions = Assumptions(),
        startLatency: StartLatency,
        alarmPhase: Milliseconds = 0,
        returnsAfter: Milliseconds? = nil
    ) {
        self.history = history
        self.assumptions = assumptions
        self.startLatency = startLatency
        self.alarmPhase = alarmPhase
        self.returnsAfter = returnsAfter
    }

    /// The simulated running counts and changes of the desired count.
    public struct Course: Sendable, Hashable {
        /// What policies and schedules changed the desired count to.
        public var changes: [ObservedHistory.Count] = []
        /// The running counts.
        public var running: [ObservedHistory.Count] = []
        /// The datapoints as the simulated tasks published them, by metric.
        public var datapoints: [[ObservedHistory.Datapoint]] = []
        /// When the replay was set to the observed desired count.
        public var returns: [Milliseconds] = []
    }

    /// Lives the history again.
    ///
    /// - Throws: `ScalingConfigurationError` if the configuration breaks a rule.
    public func run() throws(ScalingConfigurationError) -> Course {
        var plane = try ControlPlane(
            history.configuration(under: assumptions, otherwise: alarmPhase),
            assumptions: assumptions,
            desired: history.initialDesired,
            recording: .none
        )
        var course = Course()
        course.datapoints = Array(repeating: [], count: history.datapoints.count)
        var periods = PeriodQueue(history)
        var manual = history.manualChanges[...]
        var fleet = StartingFleet(running: history.initialDesired, startLatency: startLatency)
        let parts = DatapointParts(history, assumptions)
        let observed = CountTimeline(history.running, initial: history.initialDesired)
        var divergence = Divergence(history, limit: returnsAfter)
        while true {
            let manualTime = manual.first?.time ?? .max
            let now = min(plane.nextDue, periods.nextEnd, manualTime, fleet.nextStart, divergence.nextDue)
            guard now <= periods.end, now < .max else { return course }
            if divergence.nextDue == now {
                guard let desired = divergence.update(desired: plane.desired, at: now) else { continue }
                course.returns.append(now)
                plane.setDesired(desired, at: now)
                fleet.follow(plane.desired, at: now)
                divergence.note(desired: plane.desired, at: now)
            } else if fleet.nextStart == now {
                fleet.start(at: now)
            } else if periods.nextEnd == now {
                let (metric, index) = periods.removeFirst()
                let point = history.datapoints[metric][index]
                let middle = point.time + history.configuration.metrics[metric].period / 2
                let simulated = CountTimeline(course.running, initial: history.initialDesired).tasks(at: middle)
                let samples =
                    parts.isSum(metric)
                    ? point.samples : shared(point.samples, by: observed.tasks(at: middle), among: simulated)
                course.datapoints[metric].append(ObservedHistory.Datapoint(time: point.time, samples: samples))
                for part in parts.parts(of: metric, at: index, samples) {
                    plane.record(part.samples, of: metric, at: part.time, visibleAt: part.visible)
                }
                continue
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
                if plane.desired == before { continue }
                divergence.note(desired: plane.desired, at: now)
                fleet.follow(plane.desired, at: now)
            }
            if fleet.running != plane.running {
                plane.setRunning(fleet.running, at: now)
                course.running.append(ObservedHistory.Count(time: now, tasks: fleet.running))
            }
        }
    }

    /// The samples as so many simulated tasks publish them, instead of those that were observed.
    private func shared(_ samples: SampleSet, by observed: Int, among simulated: Int) -> SampleSet {
        guard observed != simulated, observed > 0, simulated > 0 else { return samples }
        var samples = samples
        let (sum, overflow) = samples.sum.multipliedReportingOverflow(by: observed)
        let (count, overflowToo) = samples.count.multipliedReportingOverflow(by: simulated)
        guard !overflow, !overflowToo else { return samples }
        samples.sum = sum
        samples.count = count
        samples.minimum = samples.minimum * observed / simulated
        samples.maximum = samples.maximum * observed / simulated
        return samples
    }
}

/// The tasks that run, and when those on their way will.
private struct StartingFleet {
    private(set) var running: Int
    private var starts: [Milliseconds] = []
    private let startLatency: StartLatency

    init(running: Int, startLatency: StartLatency) {
        self.running = running
        self.startLatency = startLatency
    }

    var nextStart: Milliseconds { starts.first ?? .max }

    mutating func start(at now: Milliseconds) {
        while starts.first == now {
            starts.removeFirst()
            running += 1
        }
    }

    mutating func follow(_ desired: Int, at now: Milliseconds) {
        let missing = desired - running - starts.count
        if missing > 0 {
            starts += startLatency.latencies(ofTasks: missing).map { now + $0 }
            starts.sort()
        } else {
            // What has not started yet goes first.
            starts.removeLast(min(starts.count, -missing))
            running = min(running, desired)
        }
        start(at: now)
    }
}

/// For how long the simulated desired count has been another than the observed one.
private struct Divergence {
    private var ahead: ArraySlice<ObservedHistory.Count>
    private var observed: Int
    private var since: Milliseconds?
    private let limit: Milliseconds?

    init(_ history: ObservedHistory, limit: Milliseconds?) {
        let all = limit == nil ? [] : history.changes + history.manualChanges
        ahead = all.sorted { $0.time < $1.time }[...]
        observed = history.initialDesired
        self.limit = limit
    }

    /// The next observed change, or the time at which the limit is reached.
    var nextDue: Milliseconds {
        guard let limit else { return .max }
        return min(ahead.first?.time ?? .max, since.map { $0 + limit } ?? .max)
    }

    /// Takes an observed change or the limit; returns the observed count if the replay is to be set to it.
    mutating func update(desired: Int, at now: Milliseconds) -> Int? {
        if let next = ahead.first, next.time <= now {
            observed = next.tasks
            ahead.removeFirst()
            note(desired: desired, at: now)
            return nil
        }
        return observed
    }

    mutating func note(desired: Int, at now: Milliseconds) {
        guard limit != nil else { return }
        since = desired == observed ? nil : since ?? now
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
        end = history.datapoints.contains { !$0.isEmpty } ? history.end + 180_000 : -1
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

    mutating func removeFirst() -> (metric: Int, index: Int) {
        let metric = first?.metric ?? 0
        next[metric] += 1
        return (metric, next[metric] - 1)
    }
}
