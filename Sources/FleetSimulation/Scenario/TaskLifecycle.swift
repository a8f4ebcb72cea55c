/// How ECS starts, places and stops Fargate tasks (aws.md D1 to D5).
public struct TaskLifecycle: Sendable, Hashable {
    /// The phases from the scheduler's decision to RUNNING, in order.
    public var startPhases: [StartPhase]
    /// The limits on how fast tasks are launched.
    public var launchRate: LaunchRate
    /// Availability Zones the service spreads over.
    public var zones: Int
    /// Which task a scale-in stops.
    public var victim: VictimChoice
    /// Whether a scale-in first cancels tasks that have not reached RUNNING.
    public var cancelsStartingTasksFirst: Bool
    /// Which tasks scale-in must skip.
    public var protection: TaskProtection
    /// Whether a stopping task drains before SIGTERM, or gets SIGTERM at once.
    public var stopOrder: StopOrder
    /// From SIGTERM to SIGKILL, in seconds (2 to 120 on Fargate).
    public var stopTimeoutSeconds: Double
    /// From SIGTERM to the process's own exit, in seconds; its streams close at SIGTERM.
    public var shutdownSeconds: Distribution
    /// From the loss of a task to the scheduler's replacement, in seconds.
    public var replacementDelaySeconds: Double
    /// The floor of healthy tasks during a rolling deployment, in percent of desired.
    public var minimumHealthyPercent: Int
    /// The ceiling of tasks during a rolling deployment, in percent of desired.
    public var maximumPercent: Int
    /// Cold tasks' connect cost and the like end this many seconds after RUNNING.
    public var warmUpSeconds: Double

    /// Creates a lifecycle.
    public init(
        startPhases: [StartPhase] = [],
        launchRate: LaunchRate = LaunchRate(),
        zones: Int = 3,
        victim: VictimChoice = .zoneBalanceThenRandom,
        cancelsStartingTasksFirst: Bool = true,
        protection: TaskProtection = .none,
        stopOrder: StopOrder = .drainThenTerminate,
        stopTimeoutSeconds: Double = 30,
        shutdownSeconds: Distribution = .constant(1),
        replacementDelaySeconds: Double = 5,
        minimumHealthyPercent: Int = 100,
        maximumPercent: Int = 200,
        warmUpSeconds: Double = 0
    ) {
        self.startPhases = startPhases
        self.launchRate = launchRate
        self.zones = zones
        self.victim = victim
        self.cancelsStartingTasksFirst = cancelsStartingTasksFirst
        self.protection = protection
        self.stopOrder = stopOrder
        self.stopTimeoutSeconds = stopTimeoutSeconds
        self.shutdownSeconds = shutdownSeconds
        self.replacementDelaySeconds = replacementDelaySeconds
        self.minimumHealthyPercent = minimumHealthyPercent
        self.maximumPercent = maximumPercent
        self.warmUpSeconds = warmUpSeconds
    }
}

/// One phase of a task's start.
public struct StartPhase: Sendable, Hashable {
    /// What the report calls it: provisioning, image pull, process start.
    public var name: String
    /// Its duration in seconds, drawn for every launch.
    public var seconds: Distribution
    /// Whether it is billed: Fargate charges from the start of the image pull.
    public var isBilled: Bool

    /// Creates a phase.
    public init(name: String, seconds: Distribution, isBilled: Bool) {
        self.name = name
        self.seconds = seconds
        self.isBilled = isBilled
    }
}

/// The token bucket of Fargate launches and the scheduler's own pace (aws.md D2).
public struct LaunchRate: Sendable, Hashable {
    /// Launches that may happen at once.
    public var burst: Int
    /// Launches added to the bucket each second.
    public var refillPerSecond: Int
    /// Launches of one service in any minute.
    public var perServicePerMinute: Int

    /// Creates a launch rate.
    public init(burst: Int = 100, refillPerSecond: Int = 20, perServicePerMinute: Int = 500) {
        self.burst = burst
        self.refillPerSecond = refillPerSecond
        self.perServicePerMinute = perServicePerMinute
    }
}

/// Which task a scale-in stops.
public enum VictimChoice: String, Sendable, Hashable, CaseIterable {
    /// A random task in the zone that has most: what AWS documents (aws.md D4).
    case zoneBalanceThenRandom = "random"
    /// The one that has run longest.
    case oldest
    /// The one that started last.
    case newest
    /// The one with the fewest connections.
    case fewestConnections = "fewest_connections"
    /// The one with the most connections.
    case mostConnections = "most_connections"
}

/// Which tasks are protected from scale-in (`UpdateTaskProtection`).
public enum TaskProtection: Sendable, Hashable {
    /// None.
    case none
    /// A task protects itself while it has at least this many connections.
    case whileConnectionsAtLeast(Int)
    /// A task protects itself for this many seconds after RUNNING.
    case afterStart(seconds: Double)
}

/// What comes first when the scheduler stops a task (aws.md D5).
public enum StopOrder: String, Sendable, Hashable, CaseIterable {
    /// Deregister, wait for the drain, then SIGTERM.
    case drainThenTerminate = "drain_then_sigterm"
    /// SIGTERM at once, as `StopTask` does.
    case terminateAtOnce = "sigterm_at_once"
}
