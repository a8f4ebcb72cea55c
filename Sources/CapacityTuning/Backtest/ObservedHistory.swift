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

    /// The configuration that was in force, with the alarms' phases if they are known.
    public var configuration: ScalingConfiguration
    /// The desired count at the start.
    public var initialDesired: Int
    /// The datapoints of each metric of the configuration, oldest first.
    public var datapoints: [[Datapoint]]
    /// The running count, oldest first; before the first entry the initial desired count.
    public var running: [Count]
    /// What policies and schedules changed the desired count to, oldest first.
    public var changes: [Count]
    /// What others changed the desired count to, oldest first: taken over into a replay as it happened.
    public var manualChanges: [Count]

    /// A history with the given parts.
    public init(
        configuration: ScalingConfiguration,
        initialDesired: Int,
        datapoints: [[Datapoint]],
        running: [Count],
        changes: [Count],
        manualChanges: [Count] = []
    ) {
        self.configuration = configuration
        self.initialDesired = initialDesired
        self.datapoints = datapoints
        self.running = running
        self.changes = changes
        self.manualChanges = manualChanges
    }
}
