/// The integral of a whole number over time, kept by its changes alone.
///
/// A change by d at the instant t adds d (T - t) to the integral up to T; so it is enough to sum d t, and nothing needs
/// to be done as time passes.
struct TimeIntegral {
    private var moments = 0

    /// The number changes at an instant.
    @inline(__always)
    mutating func add(_ change: Int, at milliseconds: Int) { moments &+= change &* milliseconds }

    /// The integral up to an instant, in milliseconds times the number.
    @inline(__always)
    func value(of current: Int, at milliseconds: Int) -> Int { current &* milliseconds &- moments }

    /// Begins anew.
    @inline(__always)
    mutating func restart(at current: Int, _ milliseconds: Int) { moments = current &* milliseconds }
}

/// The integral of a square over time, which in long runs of large fleets needs more than 64 bits.
struct SquareIntegral {
    private var moments: Int128 = 0

    /// The number that is squared changes at an instant.
    @inline(__always)
    mutating func change(from old: Int, to new: Int, at milliseconds: Int) {
        moments &+= Int128((new &- old) &* (new &+ old)) &* Int128(milliseconds)
    }

    /// The integral up to an instant.
    func value(of current: Int, at milliseconds: Int) -> Double {
        let value = Int128(current &* current) * Int128(milliseconds) - moments
        return Int(exactly: value).map(Double.init) ?? Double(value)
    }

    mutating func restart(at current: Int, _ milliseconds: Int) {
        moments = Int128(current &* current) * Int128(milliseconds)
    }
}

/// Sums over time that the engine keeps exactly, in milliseconds times their quantity.
struct Integrals {
    // The whole fleet.
    var connections = TimeIntegral()
    var connectionSquares = SquareIntegral()
    var hottest = TimeIntegral()
    var inService = TimeIntegral()
    /// Clients that wait are few, so they are counted as the clock moves.
    var waiting = 0
    var shortage = 0

    // All tasks together.
    var atLimit = TimeIntegral()
    var hot = TimeIntegral()
    /// In thousandths of a connection.
    var excessThousandths = TimeIntegral()
    /// The connection time of all CPU periods closed so far; at the end it must come to that of the whole fleet.
    var taskConnections = 0
}

/// What a task, or all tasks together, count towards the integrals of load.
struct LoadState {
    var atLimit = 0
    var hot = 0
    var excessThousandths = 0
}

extension FleetTask {
    /// What it counts towards the integrals now.
    func loadState(_ plan: RunPlan) -> LoadState {
        LoadState(
            atLimit: isAtLimit(plan) ? 1 : 0,
            hot: connections > plan.hot ? 1 : 0,
            excessThousandths: max(0, connections &* 1000 &- plan.targetThousandths)
        )
    }

    @inline(__always)
    private func isAtLimit(_ plan: RunPlan) -> Bool {
        Int(http) >= plan.httpLimit || Int(webSocket) >= plan.webSocketLimit
    }

    /// Takes a stream of a client with these flags.
    @inline(__always)
    mutating func add(_ flags: ClientRecord.Flags, at now: Int, _ plan: RunPlan, _ integrals: inout Integrals) {
        if !hadConnection {
            hadConnection = true
            scrapes.publish(at: now, interval: plan.scrapeInterval)
        }
        connections &+= 1
        connectionTime.add(1, at: now)
        connectWork &+= now < isWarmFrom ? plan.coldConnectWork : plan.connectWork
        if flags.contains(.needsSync) { connectWork &+= plan.syncWork }
        // Limits are hit one stream at a time, so only the stream that hits one changes anything.
        if flags.contains(.webSocket) {
            webSocket &+= 1
            if Int(webSocket) == plan.webSocketLimit, Int(http) < plan.httpLimit { integrals.atLimit.add(1, at: now) }
        } else {
            http &+= 1
            if Int(http) == plan.httpLimit, Int(webSocket) < plan.webSocketLimit { integrals.atLimit.add(1, at: now) }
        }
        countLoad(1, with: connections, at: now, plan, &integrals)
    }

    /// Gives up a stream of a client with these flags.
    @inline(__always)
    mutating func remove(_ flags: ClientRecord.Flags, at now: Int, _ plan: RunPlan, _ integrals: inout Integrals) {
        countLoad(-1, with: connections, at: now, plan, &integrals)
        connections &-= 1
        connectionTime.add(-1, at: now)
        if flags.contains(.webSocket) {
            if Int(webSocket) == plan.webSocketLimit, Int(http) < plan.httpLimit { integrals.atLimit.add(-1, at: now) }
            webSocket &-= 1
        } else {
            if Int(http) == plan.httpLimit, Int(webSocket) < plan.webSocketLimit { integrals.atLimit.add(-1, at: now) }
            http &-= 1
        }
    }

    /// Counts what the last of a number of connections adds or takes away.
    @inline(__always)
    private func countLoad(
        _ sign: Int,
        with connections: Int,
        at now: Int,
        _ plan: RunPlan,
        _ integrals: inout Integrals
    ) {
        guard connections > plan.leastNoted else { return }
        if connections == plan.hot &+ 1 { integrals.hot.add(sign, at: now) }
        let excess = connections &* 1000 &- plan.targetThousandths
        if excess > 0 { integrals.excessThousandths.add(sign &* min(excess, 1000), at: now) }
    }

    /// Gives up all streams at once.
    mutating func removeAll(at now: Int, _ plan: RunPlan, _ integrals: inout Integrals) {
        let state = loadState(plan)
        integrals.atLimit.add(-state.atLimit, at: now)
        integrals.hot.add(-state.hot, at: now)
        integrals.excessThousandths.add(-state.excessThousandths, at: now)
        connectionTime.add(-connections, at: now)
        connections = 0
        http = 0
        webSocket = 0
    }
}
