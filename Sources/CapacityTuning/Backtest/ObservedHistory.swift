public import TargetTracking

/// What CloudWatch and Application Auto Scaling remember of a service: datapoints, running counts and activities.
///
/// Times are milliseconds from a common start, a whole minute; the configuration's epoch places it on the calendar.
public struct ObservedHistory: Sendable, Hashable {
    /// A metric in one period.
    public struct Datapoint: Sendable, Hashable {
        /// The start of the period.
        public var time: Milliseconds
        /// Its samples, in units of the metric.
        public var samples: SampleSet

        /// A period's samples.
        public init(time: Milliseconds, samples: SampleSet) {
            self.time = time
            self.samples = samples
        }
    }

    /// A count from an instant on.
    public struct Count: Sendable, Hashable {
        /// The instant.
        public var time: Milliseconds
        /// The tasks from then on.
        public var tasks: Int

        /// A count from an instant on.
        public init(time: Milliseconds, tasks: Int) {
            self.time = time
            self.tasks = tasks
        }
    }

    /// When in the minute the alarms of a target tracking policy are evaluated, as far as it is known.
    ///
    /// Kept apart from the alarms' settings, which follow from the assumptions that a replay tries.
    public struct AlarmPhases: Sendable, Hashable {
        /// The phase of the scale-out alarm.
        public var high: Milliseconds?
        /// The phase of the scale-in alarm.
        public var low: Milliseconds?

        /// Phases in milliseconds, 0 to 59,999.
        public init(high: Milliseconds? = nil, low: Milliseconds? = nil) {
            self.high = high
            self.low = low
        }
    }

    /// The configuration that was in force.
    public var configuration: ScalingConfiguration
    /// The phases of the alarms of each target tracking policy; those not listed are not known.
    public var alarmPhases: [AlarmPhases]
    /// The desired count at the start.
    public var initialDesired: Int
    /// The datapoints of each metric of the configuration, oldest first.
    public var datapoints: [[Datapoint]]
    /// The running count, oldest first, before the first entry the initial desired count; empty if it is not known.
    public var running: [Count]
    /// What policies changed the desired count to, oldest first.
    public var changes: [Count]
    /// What others changed the desired count to, oldest first: taken over into a replay as it happened.
    public var manualChanges: [Count]
    /// From start to end of each scale-out that was fulfilled: until the last of its tasks ran.
    public var scaleOutDurations: [Milliseconds]

    /// A history with the given parts.
    public init(
        configuration: ScalingConfiguration,
        alarmPhases: [AlarmPhases] = [],
        initialDesired: Int,
        datapoints: [[Datapoint]],
        running: [Count] = [],
        changes: [Count] = [],
        manualChanges: [Count] = [],
        scaleOutDurations: [Milliseconds] = []
    ) {
        self.configuration = configuration
        self.alarmPhases = alarmPhases
        self.initialDesired = initialDesired
        self.datapoints = datapoints
        self.running = running
        self.changes = changes
        self.manualChanges = manualChanges
        self.scaleOutDurations = scaleOutDurations
    }

    /// The end of the last period of any metric; 0 without one.
    public var end: Milliseconds {
        zip(configuration.metrics, datapoints).compactMap { metric, points in
            points.last.map { $0.time + metric.period }
        }
        .max() ?? 0
    }

    /// The configuration with every alarm as the assumptions make it and as its phase is known.
    func configuration(under assumptions: Assumptions, otherwise alarmPhase: Milliseconds) -> ScalingConfiguration {
        let otherwise = assumptions.alarmPhase < 0 ? alarmPhase : assumptions.alarmPhase * 1000
        var configuration = configuration
        for policy in configuration.targetTracking.indices {
            let known = alarmPhases.indices.contains(policy) ? alarmPhases[policy] : AlarmPhases()
            let pair = configuration.alarmPair(of: policy, assumptions)
            configuration.targetTracking[policy].highAlarm = pair.high
            configuration.targetTracking[policy].highAlarm?.phase = pair.high.phase ?? known.high ?? otherwise
            guard let low = pair.low else { continue }
            configuration.targetTracking[policy].lowAlarm = low
            configuration.targetTracking[policy].lowAlarm?.phase = low.phase ?? known.low ?? otherwise
        }
        for policy in configuration.stepScaling.indices {
            let phase = configuration.stepScaling[policy].alarm.phase ?? otherwise
            configuration.stepScaling[policy].alarm.phase = phase
        }
        return configuration
    }

    /// The history up to an instant.
    public func before(_ time: Milliseconds) -> ObservedHistory {
        var part = self
        part.datapoints = datapoints.map { points in points.filter { $0.time < time } }
        part.running = running.filter { $0.time < time }
        part.changes = changes.filter { $0.time < time }
        part.manualChanges = manualChanges.filter { $0.time < time }
        return part
    }
}

/// Running counts for looking up the one of an instant.
struct CountTimeline {
    private let counts: [ObservedHistory.Count]
    private let initial: Int

    init(_ counts: [ObservedHistory.Count], initial: Int) {
        self.counts = counts
        self.initial = initial
    }

    func tasks(at time: Milliseconds) -> Int {
        var (low, high) = (0, counts.count)
        while low < high {
            let middle = (low + high) / 2
            if counts[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? initial : counts[low - 1].tasks
    }

    /// The time for which tasks differ from those of another timeline up to an end: each differing task counts.
    func difference(to other: CountTimeline, until end: Milliseconds) -> Milliseconds {
        let times = (counts.map(\.time) + other.counts.map(\.time)).filter { $0 > 0 && $0 < end }.sorted()
        var total = 0
        var from = 0
        for time in times + [end] where time > from {
            total += abs(tasks(at: from) - other.tasks(at: from)) * (time - from)
            from = time
        }
        return total
    }
}

extension Assumptions {
    /// From a sample (custom) or the end of its period (ECS) to its being visible.
    func delay(of metric: MetricDefinition) -> Milliseconds {
        switch metric.source {
        case .custom: metric.delay ?? customMetricDelay
        case .ecsService: metric.delay ?? ecsMetricDelay
        case .ecsServiceHighResolution: metric.delay ?? highResolutionDelay
        }
    }
}
