public import TargetTracking

/// What one run of a scenario gave.
public struct Outcome: Sendable {
    /// The seed the run used.
    public var seed: UInt64
    /// The simulated time measured, in seconds (without the warm-up).
    public var measuredSeconds: Double
    /// What the clients met.
    public var clients = ClientMeasures()
    /// How the load lay on the tasks.
    public var tasks = TaskMeasures()
    /// How the number of tasks followed the demand.
    public var elasticity = ElasticityMeasures()
    /// What the control plane did.
    public var scaling = ScalingMeasures()
    /// What it cost.
    public var cost = CostMeasures()
    /// The state of the fleet at regular times; empty when recording is off.
    public var series = FleetSeries()
    /// What happened to tasks; empty when recording is off.
    public var events: [FleetEvent] = []
    /// The control plane at the end, with its decisions and activities; nil when recording is off.
    public var controlPlane: ControlPlane?
    /// A hash of every client's arrival and session: equal for equal seeds whatever the policies are.
    public var exogenousHash: UInt64 = 0
    /// Violated conservation laws, when the checks were on; 0 or the engine is wrong.
    public var conservationViolations: Int = 0
    /// What the engine did, for speed figures; evaluations of alarms that it could pass over are not counted.
    public var engineEvents: Int = 0

    /// Creates an empty outcome.
    public init(seed: UInt64, measuredSeconds: Double) {
        self.seed = seed
        self.measuredSeconds = measuredSeconds
    }
}

/// What the clients met (simulation.md 2.3).
public struct ClientMeasures: Sendable, Hashable {
    /// Clients that came, the initial ones included.
    public var arrivedClients: Int = 0
    /// Clients that left at the end of their session.
    public var departedClients: Int = 0
    /// Clients that gave up after refusals.
    public var gaveUpClients: Int = 0
    /// Clients connected at the end.
    public var connectedClientsAtEnd: Int = 0
    /// Clients that wanted to be connected at the end and were not.
    public var waitingClientsAtEnd: Int = 0
    /// The largest number of clients online, connected or waiting.
    public var peakOnlineClients: Int = 0
    /// The largest number of connections.
    public var peakConnections: Int = 0
    /// The average number of connections over time.
    public var meanConnections: Double = 0
    /// The variance of the number of connections over time.
    public var connectionsVariance: Double = 0
    /// Attempts to connect.
    public var connectionAttempts: Int = 0
    /// Attempts refused because the task was at its limit (429, PSYNC_S2304).
    public var refusedAttempts: Int = 0
    /// Attempts that found no task to go to, or a task that could not answer.
    public var failedAttempts: Int = 0
    /// Clients refused at least once.
    public var refusedClients: Int = 0
    /// Minutes of the clock in which an attempt was refused.
    public var refusalMinutes: Int = 0
    /// Time clients spent wanting to be connected, in seconds times clients.
    public var waitingClientSeconds: Double = 0
    /// Time clients were connected, in seconds times clients.
    public var connectedClientSeconds: Double = 0
    /// Connections cut against the client's will.
    public var forcedDisconnects: Int = 0
    /// Those cut by the end of a drain or by SIGTERM after a scale-in or deployment.
    public var forcedDisconnectsByStop: Int = 0
    /// Those cut by a crash, a lost zone, a stall or a configuration switch.
    public var forcedDisconnectsByIncident: Int = 0
    /// Those cut because a token refresh failed.
    public var forcedDisconnectsByToken: Int = 0
    /// Cuts for each client online for a whole day.
    public var forcedDisconnectsPerUserDay: Double = 0
    /// Connections that moved with a token refresh, without an outage.
    public var tokenRefreshes: Int = 0
    /// From a cut, or from an arrival that was refused, to being connected.
    public var timeToReconnect = DurationSummary()
    /// From an arrival to the first connection.
    public var timeToConnect = DurationSummary()
    /// The most reconnect attempts in any one second.
    public var largestWavePerSecond: Int = 0
    /// The most reconnect attempts in any sixty seconds.
    public var largestWavePerMinute: Int = 0

    /// Creates measures of nothing.
    public init() {}
}

/// A distribution of durations.
public struct DurationSummary: Sendable, Hashable {
    /// How many there were.
    public var count: Int = 0
    /// Their mean in seconds.
    public var meanSeconds: Double = 0
    /// The shortest in seconds.
    public var minimumSeconds: Double = 0
    /// The median in seconds, within 1 %.
    public var percentile50Seconds: Double = 0
    /// The 90th percentile in seconds, within 1 %.
    public var percentile90Seconds: Double = 0
    /// The 95th percentile in seconds, within 1 %.
    public var percentile95Seconds: Double = 0
    /// The 99th percentile in seconds, within 1 %.
    public var percentile99Seconds: Double = 0
    /// The longest in seconds.
    public var maximumSeconds: Double = 0

    /// Creates a summary of nothing.
    public init() {}
}

/// How the load lay on the tasks (simulation.md 2.3).
public struct TaskMeasures: Sendable, Hashable {
    /// Time tasks spent at a connection limit, in minutes times tasks.
    public var atLimitTaskMinutes: Double = 0
    /// Time tasks spent above the hot mark, in minutes times tasks.
    public var hotTaskMinutes: Double = 0
    /// Connections above the target of their task over time, in minutes times connections.
    public var excessConnectionMinutes: Double = 0
    /// The largest number of connections on one task.
    public var hottestTaskConnections: Int = 0
    /// The average over time of the hottest task's connections.
    public var meanHottestTaskConnections: Double = 0
    /// The hottest task's connections over the mean of all tasks in service, averaged over time.
    public var meanSkewRatio: Double = 0
    /// The least spare room under the limits, in tasks: (limit x tasks in service - online) / limit.
    public var minimumHeadroomTasks: Double = 0
    /// The largest number of tasks in service.
    public var peakTasksInService: Int = 0
    /// The average number of tasks in service.
    public var meanTasksInService: Double = 0
    /// Time tasks were in service or draining, in hours times tasks.
    public var servingTaskHours: Double = 0
    /// Time tasks were starting, from the scheduler's decision to being in service, in hours times tasks.
    public var startingTaskHours: Double = 0
    /// Time tasks were draining, in hours times tasks.
    public var drainingTaskHours: Double = 0
    /// Tasks launched.
    public var launchedTasks: Int = 0
    /// Tasks stopped by the scheduler.
    public var stoppedTasks: Int = 0
    /// Tasks killed at the end of stopTimeout.
    public var killedTasks: Int = 0
    /// The average CPU utilization ECS publishes, in percent.
    public var meanCPUPercent: Double = 0
    /// The largest CPU utilization of a minute ECS publishes, in percent.
    public var peakCPUPercent: Double = 0
    /// Time tasks spent with the event loop saturated, in minutes times tasks.
    public var saturatedTaskMinutes: Double = 0

    /// Creates measures of nothing.
    public init() {}
}

/// The SPEC elasticity measures against both demands (simulation.md 2.1, 2.3).
public struct ElasticityMeasures: Sendable, Hashable {
    /// Against the tasks without which clients are refused: ceil(online / limit).
    public var againstLimit = ProvisioningMeasures()
    /// Against the tasks the policy aims at: ceil(online / target).
    public var againstTarget = ProvisioningMeasures()

    /// Creates measures of nothing.
    public init() {}
}

/// What the control plane did (simulation.md 2.2).
public struct ScalingMeasures: Sendable, Hashable {
    /// Changes of the desired count upwards.
    public var scaleOutActions: Int = 0
    /// Changes of the desired count downwards.
    public var scaleInActions: Int = 0
    /// Changes of direction, for each simulated day.
    public var oscillationsPerDay: Double = 0
    /// The largest desired count.
    public var peakDesiredTasks: Int = 0
    /// The smallest desired count.
    public var leastDesiredTasks: Int = 0
    /// The desired count at the end.
    public var desiredTasksAtEnd: Int = 0
    /// The largest excess of tasks in service over what the target asked for at the peak, in tasks.
    public var overshootTasks: Int = 0
    /// Time at the maximum capacity, in minutes.
    public var atMaximumMinutes: Double = 0
    /// Time from the demand crossing limit x tasks in service until there were enough again, the longest, in seconds.
    public var longestShortageSeconds: Double = 0
    /// Time the demand was above limit x tasks in service, in seconds.
    public var shortageSeconds: Double = 0

    /// Creates measures of nothing.
    public init() {}
}

/// What it cost, in US dollars for the measured time.
public struct CostMeasures: Sendable, Hashable {
    /// Time billed for tasks, in hours times tasks: from image pull to stop, at least a minute each.
    public var billedTaskHours: Double = 0
    /// All of it.
    public var totalDollars: Double = 0
    /// Tasks in service that the demand needed at the target.
    public var servingDollars: Double = 0
    /// Tasks in service beyond what the demand needed at the target.
    public var idleDollars: Double = 0
    /// Tasks starting.
    public var startingDollars: Double = 0
    /// Tasks draining and stopping.
    public var drainingDollars: Double = 0
    /// Custom metrics, alarms and logs.
    public var monitoringDollars: Double = 0
    /// The total at this pace for a month of account.
    public var monthlyDollars: Double = 0

    /// Creates a cost of nothing.
    public init() {}
}
