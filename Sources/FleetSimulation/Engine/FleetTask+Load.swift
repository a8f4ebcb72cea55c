// What a task counts towards the integrals of load, and its streams.
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
