import TargetTracking

// The first instant, the end of the warm-up, and what is forgotten between runs.
extension Engine {
    mutating func reset(seed: UInt64) {
        streams = RandomStreams(seed: seed)
        clock = 0
        eventCount = 0
        queue.removeAll()
        clients.removeAll()
        taskOfClient.removeAll()
        freeClient = -1
        connected = 0
        waiting = 0
        onlineHTTP = 0
        onlineWebSocket = 0
        tasks.removeAll()
        loads.removeAll()
        targets.removeAll()
        leastLoaded.removeAll()
        cursor = -1
        activeTasks = 0
        runningTasks = 0
        launches = 0
        stops = 0
        revision = 0
        isDeploying = false
        let rate = plan.scenario.lifecycle.launchRate
        launchTokens = rate.burst * 1000
        serviceTokens = rate.perServicePerMinute * 60_000
        tokensAt = 0
        for zone in zoneDownUntil.indices { zoneDownUntil[zone] = 0 }
        stallUntil = 0
        roomHTTP = 0
        roomWebSocket = 0
        roomIsStale = true
        isShort = false
        control = freshControl()
        desired = control.desired
        controlAt = 0
        tickAt = 0
        seriesAt = options.recordsSeries ? 0 : SimulatedTime.never
        warmUpAt = plan.warmUp > 0 ? plan.warmUp : SimulatedTime.never
        taskAt = SimulatedTime.never
        schedulerAt = SimulatedTime.never
        incidentIndex = 0
        findNextIncident()
        needsReconcile = false
        rings.removeAll()
        // What nobody reads is scraped all the same, since it costs, and then forgotten.
        publishAgainAt = plan.readsConnections ? 0 : SimulatedTime.never
        rings.keepsAll = plan.readsConnections
        closedUntil = 0
        publishedUntil = -1
        recentLargest = 0
        largestSince = 0
        promisedLargest = Int.max
        publishedPeriodEnd = alarmPeriod
        lastCPU = 0
        ledger = Ledger()
        exogenousHash = 0
        series.removeAll()
        series.stepSeconds = Double(seriesStep) / 1000
        events.removeAll(keepingCapacity: true)
        resetMeasures()
        counts.peakDesired = desired
        counts.leastDesired = desired
    }

    /// The control plane at the first instant, its alarms at the phases of this seed.
    private func freshControl() -> ControlPlane {
        let streams = streams
        let scenario = plan.scenario
        let fresh = try? ControlPlane(
            scenario.scaling,
            assumptions: scenario.controlAssumptions,
            desired: scenario.initialTasks,
            recording: options.decisions,
            alarmPhase: { streams.index(below: 60_000, 1 << 60 | UInt64($0), .alarmPhase) }
        )
        // The same configuration was accepted when the engine was made.
        return fresh ?? template
    }

    private mutating func resetMeasures() {
        integrals = Integrals()
        counts = Counts()
        timeToConnect.reset()
        timeToReconnect.reset()
        waves.reset()
        provisioning = Provisioning()
        rings.documents = 0
    }

    /// The tasks and clients that are there when the run begins.
    mutating func start() {
        let bounded = min(max(desired, control.minimumCapacity), control.maximumCapacity)
        if bounded != desired {
            control.setCapacityBounds(minimum: nil, maximum: nil, at: 0)
            desired = control.desired
        }
        for _ in 0..<plan.scenario.initialTasks { startInService() }
        control.setRunning(runningTasks, at: 0)
        for index in sources.indices { sources[index].reset(streams) }
        findNextArrival()
        startClients()
        // The first scrapes see the clients that were there before.
        for task in tasks.indices where tasks[task].state.isRunning { beginPublishing(task) }
        if activeTasks != desired { needsReconcile = true }
    }

    private mutating func startInService() {
        let task = makeTask()
        tasks[task].billedFrom = 0
        becomeRunning(task)
        if tasks[task].state == .registering {
            tasks[task].inServiceAt = -SimulatedTime.never / 2
            becomeInService(task)
        }
        tasks[task].inServiceAt = -SimulatedTime.never / 2
        tasks[task].isWarmFrom = 0
    }

    private mutating func startClients() {
        switch plan.scenario.workload.initial {
        case .none: break
        case .count(let count, let session):
            let sampler = Sampler(session)
            for number in 0..<count {
                let slot = startClient(number, sampler)
                resolve(slot)
            }
        case .perTask(let numbers, let session):
            let sampler = Sampler(session)
            var number = 0
            for (task, count) in numbers.enumerated() where task < tasks.count {
                for _ in 0..<count {
                    let slot = startClient(number, sampler)
                    number += 1
                    connect(slot, to: task)
                }
            }
        }
        // Those who were there before the run neither connected in it nor did the work of it.
        timeToConnect.reset()
        for task in tasks.indices { tasks[task].connectWork = 0 }
    }

    /// A client from before the run, its token somewhere in its life.
    private mutating func startClient(_ number: Int, _ session: Sampler) -> Int {
        let entity = UInt64(number)
        let slot = makeClient(entity: entity, session: session.milliseconds(streams, entity, .session))
        waiting &+= 1
        if plan.hasTokens {
            takeToken(slot)
            let life = clients[slot].tokenExpiresAt
            clients[slot].tokenExpiresAt = 1 + streams.index(below: max(life, 1), entity, .token, 1 << 20)
        }
        return slot
    }

    /// Lets the integrals begin now, with everything as it is.
    private mutating func restartIntegrals() {
        integrals.connections.restart(at: connected, clock)
        integrals.connectionSquares.restart(at: connected, clock)
        integrals.hottest.restart(at: loads.largest, clock)
        integrals.inService.restart(at: targets.count, clock)
        let state = loadState()
        integrals.atLimit.restart(at: state.atLimit, clock)
        integrals.hot.restart(at: state.hot, clock)
        integrals.excessThousandths.restart(at: state.excessThousandths, clock)
        integrals.taskConnections = -openConnectionTime()
    }

    /// What all tasks count towards the integrals of load now.
    func loadState() -> LoadState {
        var sum = LoadState()
        for task in tasks.indices where tasks[task].state != .absent {
            let state = tasks[task].loadState(plan)
            sum.atLimit += state.atLimit
            sum.hot += state.hot
            sum.excessThousandths += state.excessThousandths
        }
        return sum
    }

    /// The connection time of the CPU periods that are not closed yet.
    func openConnectionTime() -> Int {
        tasks.indices.reduce(0) {
            $0 + tasks[$1].connectionTime.value(of: tasks[$1].connections, at: clock)
        }
    }

    /// Forgets what was measured so far.
    mutating func endWarmUp() {
        warmUpAt = SimulatedTime.never
        roomIsStale = true
        let minute = counts.lastRefusalMinute
        resetMeasures()
        restartIntegrals()
        for task in tasks.indices {
            rings.documents &-= tasks[task].scrapes.published(until: clock, interval: plan.scrapeInterval)
        }
        counts.lastRefusalMinute = minute
        counts.peakDesired = desired
        counts.leastDesired = desired
        counts.peakOnline = onlineHTTP + onlineWebSocket
        counts.peakConnections = connected
        counts.peakInService = targets.count
        counts.hottestTask = loads.largest
    }
}
