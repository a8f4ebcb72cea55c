public import TargetTracking

/// The control plane alone over datapoints that CloudWatch had: what the policies would have decided, and why.
public struct MetricReplay: Sendable {
    /// The samples of a metric in the period that starts at an instant.
    public struct Datapoint: Sendable, Hashable {
        /// Milliseconds since 1970-01-01 UTC.
        public var time: Int
        /// The samples, in units of its metric.
        public var samples: SampleSet

        public init(time: Int, samples: SampleSet) {
            self.time = time
            self.samples = samples
        }
    }

    /// The number of running tasks from an instant on.
    public struct RunningCount: Sendable, Hashable {
        /// Milliseconds since 1970-01-01 UTC.
        public var time: Int
        public var tasks: Int

        public init(time: Int, tasks: Int) {
            self.time = time
            self.tasks = tasks
        }
    }

    /// How the number of running tasks is known.
    public enum Running: Sendable, Hashable {
        /// It was observed.
        case observed([RunningCount])
        /// It follows the desired count after a start latency in milliseconds; tasks stop at once.
        case afterStart(milliseconds: Int)
    }

    /// The datapoints of each metric of the configuration, oldest first.
    public var datapoints: [[Datapoint]]
    public var configuration: ScalingConfiguration
    public var assumptions: Assumptions
    public var running: Running
    /// The desired count before the first datapoint.
    public var initialDesired: Int
    /// Milliseconds within the minute at which alarms are evaluated where nothing else says.
    public var alarmPhase: Int

    public init(
        datapoints: [[Datapoint]],
        configuration: ScalingConfiguration,
        assumptions: Assumptions,
        running: Running,
        initialDesired: Int,
        alarmPhase: Int = 0
    ) {
        self.datapoints = datapoints
        self.configuration = configuration
        self.assumptions = assumptions
        self.running = running
        self.initialDesired = initialDesired
        self.alarmPhase = alarmPhase
    }

    /// Runs the control plane from the first datapoint until the last one has been seen by every alarm.
    ///
    /// Times of the decisions count from the configuration's epoch, which is the first datapoint's minute.
    public func run() throws(ScalingConfigurationError) -> ControlPlane {
        var configuration = configuration
        let times = datapoints.flatMap { $0.map(\.time) }
        let first = times.min() ?? 0
        configuration.epoch = first - first % 60_000
        let phase = alarmPhase
        var plane = try ControlPlane(
            configuration,
            assumptions: assumptions,
            desired: initialDesired,
            recording: .changes,
            alarmPhase: { _ in phase }
        )
        var end = 0
        for (metric, points) in datapoints.enumerated() {
            let definition = configuration.metrics[metric]
            for point in points {
                let time = point.time - configuration.epoch
                let visible = time + definition.period + delay(of: definition)
                plane.record(point.samples, of: metric, at: time, visibleAt: visible)
                end = max(end, visible + 2 * 60_000)
            }
        }
        follow(&plane, until: end, epoch: configuration.epoch)
        return plane
    }

    private func delay(of metric: MetricDefinition) -> Int {
        switch metric.source {
        case .custom: metric.delay ?? assumptions.customMetricDelay
        case .ecsService: metric.delay ?? assumptions.ecsMetricDelay
        case .ecsServiceHighResolution: metric.delay ?? assumptions.highResolutionDelay
        }
    }

    private func follow(_ plane: inout ControlPlane, until end: Int, epoch: Int) {
        var changes: [RunningCount] = []
        if case .observed(let counts) = running {
            changes = counts.map { RunningCount(time: $0.time - epoch, tasks: $0.tasks) }.sorted { $0.time < $1.time }
        }
        var next = 0
        while true {
            let changeTime = next < changes.count ? changes[next].time : Int.max
            let due = min(plane.nextDue, changeTime)
            guard due <= end else { return }
            if changeTime <= plane.nextDue {
                plane.setRunning(changes[next].tasks, at: max(changeTime, 0))
                next += 1
                continue
            }
            let before = plane.desired
            plane.advance(to: due)
            if plane.desired != before, case .afterStart(let latency) = running {
                let delay = plane.desired > before ? latency : 0
                changes = [RunningCount(time: due + delay, tasks: plane.desired)]
                next = 0
            }
        }
    }
}
