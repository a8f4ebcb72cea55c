// Clients: how they come, connect, are refused, move with their token, are cut and leave.
extension Engine {
    mutating func findNextArrival() {
        arrivalAt = SimulatedTime.never
        for index in sources.indices where sources[index].nextAt < arrivalAt {
            arrivalAt = sources[index].nextAt
            arrivalSource = index
        }
    }

    /// Takes the next client of the sources, or lets one go.
    mutating func arrive() {
        let source = arrivalSource
        if sources[source].nextKind == .departure {
            letGo(source)
            return
        }
        let (entity, session) = sources[source].takeArrival()
        noteExogenous(entity, session)
        let slot = makeClient(entity: entity, session: session)
        if sources[source].holdsClients {
            clients[slot].flags.insert(.heldBySource)
            sources[source].hold(slot)
        }
        findNextArrival()
        if plan.constantConnect == 0, !plan.hasTokens, clock >= stallUntil {
            arriveAndConnect(slot)
        } else {
            waiting &+= 1
            attempt(slot)
        }
    }

    private mutating func letGo(_ source: Int) {
        let slot = sources[source].departed()
        noteExogenous(clients[slot].entity, ~clock)
        if clients[slot].state == .absent {
            releaseSlot(slot)
        } else {
            clients[slot].flags.remove(.heldBySource)
            leave(slot)
        }
        findNextArrival()
    }

    /// The first attempt of a client where it is answered at once: what most arrivals are, in one step.
    ///
    /// It does what ``attempt(_:)`` and ``connect(_:to:)`` would do one after the other.
    @inline(__always)
    private mutating func arriveAndConnect(_ slot: Int) {
        counts.attempts &+= 1
        clients[slot].draws = 1
        let flags = clients[slot].flags
        let task = pickTarget(clients[slot].entity, draws: 1)
        guard task >= 0, !isFull(task, for: flags) else {
            waiting &+= 1
            if task >= 0 { turnAway(slot, from: task) } else { fail(slot) }
            return
        }
        occupy(task, flags)
        timeToConnect.add(0)
        taskOfClient[slot] = Int32(truncatingIfNeeded: task)
        if plan.sessionFromConnection { clients[slot].startSession(at: clock) }
        let moment = clients[slot].connectAtOnce()
        if moment < plan.horizon { queue.push(EventHeap.key(at: moment, slot: slot)) }
    }

    private mutating func noteExogenous(_ entity: UInt64, _ value: Int) {
        let word = UInt64(truncatingIfNeeded: clock) &* 0x9e37_79b9_7f4a_7c15 ^ entity
        exogenousHash = SplitMix64.mix(exogenousHash ^ word) &+ UInt64(truncatingIfNeeded: value)
    }

    /// Makes a client that is online from now on; whether it waits or is connected is counted by the caller.
    @inline(__always)
    mutating func makeClient(entity: UInt64, session: Int) -> Int {
        var record = ClientRecord()
        record.entity = entity
        record.waitingSince = clock
        record.state = .waiting
        record.leavesAt = (plan.sessionFromConnection ? SimulatedTime.never : clock) &+ session
        if plan.profiles.count > 1 { record.profile = drawProfile(entity) }
        if plan.webSocketProfiles[Int(record.profile)] { record.flags = .webSocket }
        if record.flags.contains(.webSocket) { onlineWebSocket &+= 1 } else { onlineHTTP &+= 1 }
        roomIsStale = true
        let online = onlineHTTP &+ onlineWebSocket
        if online > counts.peakOnline { counts.peakOnline = online }
        ledgerChange(by: 1)
        ledger.arrived &+= 1
        counts.arrived &+= 1
        if freeClient >= 0 {
            let slot = Int(freeClient)
            freeClient = clients[slot].next
            clients[slot] = record
            return slot
        }
        clients.append(record)
        taskOfClient.append(-1)
        return clients.count &- 1
    }

    private mutating func drawProfile(_ entity: UInt64) -> UInt8 {
        let mark = streams.uniform(entity, .profile) * plan.shareSum
        let last = plan.profiles.count - 1
        return UInt8(plan.profiles[..<last].firstIndex { $0.cumulativeShare > mark } ?? last)
    }

    @inline(__always)
    mutating func isFull(_ task: Int, for flags: ClientRecord.Flags) -> Bool {
        tasks[task].isFull(for: flags, plan)
    }

    /// Counts the integral of the clients in the system as their number changes.
    @inline(__always)
    mutating func ledgerChange(by change: Int) {
        guard options.checksConservation else { return }
        ledger.integral &+= ledger.present &* (clock &- ledger.integratedTo)
        ledger.timeInSystem &-= change &* clock
        ledger.integratedTo = clock
        ledger.present &+= change
    }

    /// Sets the one pending event of a client, not after the end of its session.
    @inline(__always)
    mutating func schedule(_ slot: Int, at milliseconds: Int) {
        let moment = min(milliseconds, clients[slot].leavesAt)
        clients[slot].pendingAt = moment
        if moment < plan.horizon { queue.push(EventHeap.key(at: moment, slot: slot)) }
    }

    @inline(__always)
    mutating func clientEvent(_ slot: Int) {
        if clients[slot].leavesAt <= clock {
            leave(slot)
            return
        }
        switch clients[slot].state {
        case .connected: tokenEvent(slot)
        case .waiting: attempt(slot)
        case .connecting: resolve(slot)
        case .absent, .queued: break
        }
    }

    /// Begins an attempt to connect.
    @inline(__always)
    mutating func attempt(_ slot: Int) {
        counts.attempts &+= 1
        clients[slot].draws &+= 1
        if clients[slot].flags.contains(.reconnecting) { waves.add(clock) }
        let duration =
            plan.constantConnect >= 0
            ? plan.constantConnect
            : plan.connect.milliseconds(streams, clients[slot].entity, .connect, clients[slot].draws)
        if duration > 0 {
            clients[slot].state = .connecting
            schedule(slot, at: clock + duration)
        } else {
            resolve(slot)
        }
    }

    /// The load balancer and the task answer an attempt.
    mutating func resolve(_ slot: Int) {
        guard clock >= stallUntil else {
            fail(slot)
            return
        }
        let task = pickTarget(clients[slot].entity, draws: clients[slot].draws)
        guard task >= 0 else {
            fail(slot)
            return
        }
        if isFull(task, for: clients[slot].flags) {
            turnAway(slot, from: task)
        } else {
            connect(slot, to: task)
        }
    }

    /// A full task queues an attempt or refuses it.
    private mutating func turnAway(_ slot: Int, from task: Int) {
        // Equals take turns in refusing, too.
        if plan.balancesLoad { leastLoaded.move(task, to: loads[task]) }
        if tasks[task].queued < plan.queueDepth {
            enqueue(slot, on: task)
        } else {
            refuse(slot)
        }
    }

    /// Opens a stream on a task: its side of a connection, and the fleet's counts.
    @inline(__always)
    private mutating func occupy(_ task: Int, _ flags: ClientRecord.Flags) {
        tasks[task].scrapes.note(1, of: task, at: clock, interval: plan.scrapeInterval, &rings)
        tasks[task].add(flags, at: clock, plan, &integrals)
        let largest = loads.largest
        let load = loads.increment(task)
        if plan.balancesLoad { leastLoaded.move(task, to: load) }
        if load > counts.hottestTask { counts.hottestTask = load }
        if load > recentLargest { raiseLargest(to: load) }
        countConnections(1, largestBefore: largest)
        if connected > counts.peakConnections { counts.peakConnections = connected }
    }

    /// Closes a stream of a task, and gives the room to whoever waits in its queue.
    @inline(__always)
    private mutating func vacate(_ task: Int, _ flags: ClientRecord.Flags) {
        tasks[task].scrapes.note(-1, of: task, at: clock, interval: plan.scrapeInterval, &rings)
        tasks[task].remove(flags, at: clock, plan, &integrals)
        let largest = loads.largest
        let load = loads.decrement(task)
        if plan.balancesLoad { leastLoaded.move(task, to: load) }
        countConnections(-1, largestBefore: largest)
        if tasks[task].queueHead >= 0 { admitFromQueue(of: task) }
        if tasks[task].state == .draining, tasks[task].connections == 0, plan.drainEndsWhenEmpty {
            tasks[task].nextAt = clock
            wakeForTask(at: clock)
        }
    }

    mutating func connect(_ slot: Int, to task: Int) {
        let now = clock
        let flags = clients[slot].flags
        occupy(task, flags)
        waiting &-= 1
        if flags.contains(.reconnecting) { timeToReconnect.add(now &- clients[slot].waitingSince) }
        if !flags.contains(.everConnected) {
            timeToConnect.add(now &- clients[slot].waitingSince)
            if plan.sessionFromConnection { clients[slot].startSession(at: now) }
        }
        taskOfClient[slot] = Int32(truncatingIfNeeded: task)
        var moment = clients[slot].connect()
        if plan.hasTokens {
            if clients[slot].tokenExpiresAt <= now { takeToken(slot) }
            moment = min(moment, tokenMoment(slot))
        }
        schedule(slot, at: moment)
    }

    /// Takes a client off its task; it is online and not connected afterwards.
    mutating func disconnect(_ slot: Int) {
        let task = Int(taskOfClient[slot])
        taskOfClient[slot] = -1
        waiting &+= 1
        clients[slot].state = .waiting
        clients[slot].waitingSince = clock
        vacate(task, clients[slot].flags)
    }

    /// Lets a client go at the end of its session.
    mutating func leave(_ slot: Int) {
        counts.departed &+= 1
        ledger.departed &+= 1
        switch clients[slot].state {
        case .connected:
            let task = Int(taskOfClient[slot])
            taskOfClient[slot] = -1
            vacate(task, clients[slot].flags)
        case .queued:
            dequeue(slot)
            waiting &-= 1
        case .absent, .connecting, .waiting: waiting &-= 1
        }
        remove(slot)
    }

    /// Forgets a client that is counted neither as waiting nor as connected.
    @inline(__always)
    private mutating func remove(_ slot: Int) {
        ledgerChange(by: -1)
        let flags = clients[slot].flags
        if flags.contains(.webSocket) { onlineWebSocket &-= 1 } else { onlineHTTP &-= 1 }
        // A client that goes makes room; that matters only where there was none.
        if isShort { roomIsStale = true }
        clients[slot].state = .absent
        clients[slot].pendingAt = SimulatedTime.never
        if !flags.contains(.heldBySource) { releaseSlot(slot) }
    }

    private mutating func releaseSlot(_ slot: Int) {
        clients[slot].next = freeClient
        freeClient = Int32(truncatingIfNeeded: slot)
    }

    /// A full task answers 429.
    mutating func refuse(_ slot: Int) {
        counts.refused &+= 1
        counts.refusedInRow &+= 1
        let minute = clock / 60_000
        if minute != counts.lastRefusalMinute {
            counts.lastRefusalMinute = minute
            counts.refusalMinutes &+= 1
        }
        if !clients[slot].flags.contains(.everRefused) {
            clients[slot].flags.insert(.everRefused)
            counts.refusedClients &+= 1
        }
        retryAfterRefusal(slot)
    }

    /// There was no task, or none that could answer.
    private mutating func fail(_ slot: Int) {
        counts.failed &+= 1
        retryAfterRefusal(slot)
    }

    private mutating func retryAfterRefusal(_ slot: Int) {
        let profile = Int(clients[slot].profile)
        clients[slot].refusals &+= clients[slot].refusals < .max ? 1 : 0
        let refusals = Int(clients[slot].refusals)
        if plan.profiles[profile].afterRefusal.givesUp(afterRefusals: refusals) {
            counts.gaveUp &+= 1
            ledger.gaveUp &+= 1
            waiting &-= 1
            remove(slot)
            return
        }
        clients[slot].state = .waiting
        clients[slot].flags.insert(.reconnecting)
        let delay = plan.profiles[profile].afterRefusal.milliseconds(
            streams,
            clients[slot].entity,
            clients[slot].draws,
            refusals: refusals
        )
        schedule(slot, at: clock + delay)
    }

    /// After its connection was cut, a client waits and comes back.
    mutating func retryAfterCut(_ slot: Int) {
        clients[slot].state = .waiting
        clients[slot].flags.insert(.reconnecting)
        clients[slot].draws &+= 1
        let delay = plan.profiles[Int(clients[slot].profile)].afterCut.milliseconds(
            streams,
            clients[slot].entity,
            clients[slot].draws,
            refusals: 0
        )
        schedule(slot, at: clock + delay)
    }
}
