/// Where a task is in its life.
enum TaskState: UInt8 {
    /// The slot is free.
    case absent
    /// Before RUNNING.
    case starting
    /// RUNNING, registered, waiting for its first passed health check.
    case registering
    /// Healthy: new streams come.
    case inService
    /// RUNNING, but failing health checks.
    case unhealthy
    /// Deregistered: its streams may stay until the delay ends.
    case draining
    /// After SIGTERM.
    case stopping

    /// Whether its process runs.
    @inline(__always)
    var isRunning: Bool { rawValue >= Self.registering.rawValue }

    /// Whether the scheduler counts it towards the desired count.
    @inline(__always)
    var isActive: Bool { rawValue >= Self.starting.rawValue && rawValue <= Self.unhealthy.rawValue }
}

/// One task.
struct FleetTask {
    var state = TaskState.absent
    /// Its number among all launches, from 0.
    var launch = 0
    var zone = 0
    var revision = 0
    /// When its state changes next.
    var nextAt = SimulatedTime.never
    var launchedAt = 0
    /// When its image pull began; ``SimulatedTime/never`` before.
    var billedFrom = SimulatedTime.never
    var runningAt = SimulatedTime.never
    var inServiceAt = SimulatedTime.never
    /// When it began to drain or to stop.
    var stopsFrom = SimulatedTime.never

    /// Streams by transport, and their sum.
    var http: Int32 = 0
    var webSocket: Int32 = 0
    var connections = 0
    /// The queue of clients waiting for room.
    var queueHead: Int32 = -1
    var queueTail: Int32 = -1
    var queued = 0

    /// What the bridge scrapes of it.
    var scrapes = TaskScrapes()
    var hadConnection = false
    /// Connection-milliseconds in the current CPU period.
    var connectionTime = TimeIntegral()
    /// Work of connects in the current CPU period and left over from the last, in nanoseconds of one processor.
    var connectWork = 0
    var backlog = 0
    /// Start of the part of the CPU period in which it runs.
    var cpuFrom = 0
    /// Until when health checks fail.
    var failsUntil = 0
    var isWarmFrom = 0
}

extension FleetTask {
    /// Whether there is no room for another stream of a client with these flags.
    @inline(__always)
    func isFull(for flags: ClientRecord.Flags, _ plan: RunPlan) -> Bool {
        flags.contains(.webSocket) ? Int(webSocket) >= plan.webSocketLimit : Int(http) >= plan.httpLimit
    }

    /// Closes the CPU period of a running task.
    ///
    /// - Returns: The work it did, in nanoseconds of one processor, and how long the period was.
    @inline(__always)
    mutating func closeCPU(
        at now: Int,
        _ pace: WorkPace,
        _ taskConnections: inout Int,
        _ saturated: inout Int
    ) -> (done: Int, elapsed: Int) {
        let elapsed = now &- cpuFrom
        guard elapsed > 0 else { return (0, 0) }
        cpuFrom = now
        let time = connectionTime.value(of: connections, at: now)
        taskConnections &+= time
        connectionTime.restart(at: connections, now)
        let work = backlog + pace.base * elapsed + pace.connection * time + connectWork
        let possible = pace.ceiling * elapsed
        let done = min(work, possible)
        if work >= possible { saturated &+= elapsed }
        backlog = work - done
        connectWork = 0
        return (done, elapsed)
    }
}
