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

    /// Up to when its integrals are counted.
    var settledAt = 0
    /// What the bridge scrapes of it.
    var scrapes = TaskScrapes()
    var hadConnection = false
    /// Connection-milliseconds in the current CPU period.
    var connectionTime = 0
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

    /// Takes a stream of a client with these flags.
    @inline(__always)
    mutating func add(_ flags: ClientRecord.Flags, at now: Int, _ plan: RunPlan) {
        hadConnection = true
        connections &+= 1
        if flags.contains(.webSocket) { webSocket &+= 1 } else { http &+= 1 }
        connectWork &+= now < isWarmFrom ? plan.coldConnectWork : plan.connectWork
        if flags.contains(.needsSync) { connectWork &+= plan.syncWork }
    }

    /// Gives up a stream of a client with these flags.
    @inline(__always)
    mutating func remove(_ flags: ClientRecord.Flags) {
        connections &-= 1
        if flags.contains(.webSocket) { webSocket &-= 1 } else { http &-= 1 }
    }

    /// Closes the CPU period of a running, settled task.
    ///
    /// - Returns: The work it did, in nanoseconds of one processor, and how long the period was.
    @inline(__always)
    mutating func closeCPU(at now: Int, _ plan: RunPlan, _ saturated: inout Int) -> (done: Int, elapsed: Int) {
        let elapsed = now &- cpuFrom
        guard elapsed > 0 else { return (0, 0) }
        cpuFrom = now
        let work =
            backlog + plan.basePerMillisecond * elapsed + plan.connectionPerMillisecond * connectionTime + connectWork
        let possible = plan.ceilingPerMillisecond * elapsed
        let done = min(work, possible)
        if work >= possible { saturated &+= elapsed }
        backlog = work - done
        connectionTime = 0
        connectWork = 0
        return (done, elapsed)
    }
}
