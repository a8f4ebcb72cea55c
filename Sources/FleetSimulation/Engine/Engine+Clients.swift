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
            let slot = sources[source].departed()
            noteExogenous(clients[slot].entity, ~clock)
            if clients[slot].state == .absent {
                releaseSlot(slot)
            } else {
                clients[slot].flags.remove(.heldBySource)
                leave(slot)
            }
            findNextArrival()
            return
        }
        let (entity, session) = sources[source].takeArrival()
        let slot = admit(entity: entity, session: session)
        if sources[source].holdsClients {
            clients[slot].flags.insert(.heldBySource)
            sources[source].hold(slot)
        }
        noteExogenous(entity, session)
        findNextArrival()
        attempt(slot)
    }

    private mutating func noteExogenous(_ entity: UInt64, _ value: Int) {
        let word = UInt64(truncatingIfNeeded: clock) &* 0x9e37_79b9_7f4a_7c15 ^ entity
        exogenousHash = SplitMix64.mix(exogenousHash ^ word) &+ UInt64(truncatingIfNeeded: value)
    }

    /// Makes a client that is online from now on, and not connected.
    @inline(__always)
    mutating func admit(entity: UInt64, session: Int) -> Int {
        var record = ClientRecord()
        record.entity = entity
        record.session = session
        record.arrivedAt = clock
        record.waitingSince = clock
        record.state = .waiting
        if !plan.sessionFromConnection { record.leavesAt = clock + session }
        if plan.profiles.count > 1 {
            let mark = streams.uniform(entity, .profile) * plan.shareSum
            while Int(record.profile) < plan.profiles.count - 1,
                plan.profiles[Int(record.profile)].cumulativeShare <= mark
            {
                record.profile += 1
            }
        }
        if plan.profiles[Int(record.profile)].isWebSocket { record.flags = .webSocket }
        let slot: Int
        if freeClient >= 0 {
            slot = Int(freeClient)
            freeClient = clients[slot].next
            clients[slot] = record
        } else {
            slot = clients.count
            clients.append(record)
            taskOfClient.append(-1)
        }
        ledgerChange()
        ledger.arrived &+= 1
        counts.arrived &+= 1
        waiting &+= 1
        if isWebSocket(slot) { onlineWebSocket &+= 1 } else { onlineHTTP &+= 1 }
        counts.peakOnline = max(counts.peakOnline, onlineHTTP &+ onlineWebSocket)
        return slot
    }

    @inline(__always)
    func isWebSocket(_ slot: Int) -> Bool { clients[slot].flags.contains(.webSocket) }

    @inline(__always)
    func isFull(_ task: Int, for slot: Int) -> Bool {
        plan.isFull(http: tasks[task].http, webSocket: tasks[task].webSocket, for: isWebSocket(slot))
    }

    /// Counts the integral of the clients in the system before their number changes.
    @inline(__always)
    mutating func ledgerChange() {
        ledger.integral &+= (connected &+ waiting) &* (clock &- ledger.integratedTo)
        ledger.integratedTo = clock
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
    @inline(__always)
    mutating func resolve(_ slot: Int) {
        guard clock >= stallUntil else {
            fail(slot)
            return
        }
        let task = pickTarget(slot)
        guard task >= 0 else {
            fail(slot)
            return
        }
        if isFull(task, for: slot) {
            // Equals take turns in refusing, too.
            if plan.balancesLoad { leastLoaded.move(task, to: loads[task]) }
            if tasks[task].queued < plan.queueDepth {
                enqueue(slot, on: task)
            } else {
                refuse(slot)
            }
        } else {
            connect(slot, to: task)
        }
    }

    mutating func connect(_ slot: Int, to task: Int) {
        let now = clock
        let flags = clients[slot].flags
        tasks[task].settle(at: now, plan, &integrals, &spilled)
        tasks[task].add(flags, at: now, plan)
        let load = loads.increment(task)
        if plan.balancesLoad { leastLoaded.move(task, to: load) }
        if load > counts.hottestTask { counts.hottestTask = load }
        connected &+= 1
        waiting &-= 1
        if connected > counts.peakConnections { counts.peakConnections = connected }
        if flags.contains(.reconnecting) { timeToReconnect.add(now &- clients[slot].waitingSince) }
        if !flags.contains(.everConnected) {
            timeToConnect.add(now &- clients[slot].arrivedAt)
            if plan.sessionFromConnection { clients[slot].leavesAt = now &+ clients[slot].session }
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
        tasks[task].settle(at: clock, plan, &integrals, &spilled)
        tasks[task].remove(clients[slot].flags)
        let load = loads.decrement(task)
        if plan.balancesLoad { leastLoaded.move(task, to: load) }
        connected &-= 1
        waiting &+= 1
        taskOfClient[slot] = -1
        clients[slot].state = .waiting
        clients[slot].waitingSince = clock
        if tasks[task].queueHead >= 0 { admitFromQueue(of: task) }
        if tasks[task].connections == 0, tasks[task].state == .draining, plan.drainEndsWhenEmpty {
            tasks[task].nextAt = clock
            wakeForTask(at: clock)
        }
    }

    /// Lets a client go at the end of its session.
    mutating func leave(_ slot: Int) {
        switch clients[slot].state {
        case .connected: disconnect(slot)
        case .queued: dequeue(slot)
        case .absent, .connecting, .waiting: break
        }
        counts.departed &+= 1
        ledger.departed &+= 1
        remove(slot)
    }

    /// Forgets a client that is online and not connected.
    private mutating func remove(_ slot: Int) {
        ledgerChange()
        waiting &-= 1
        if isWebSocket(slot) { onlineWebSocket &-= 1 } else { onlineHTTP &-= 1 }
        ledger.timeInSystem &+= clock &- clients[slot].arrivedAt
        clients[slot].state = .absent
        clients[slot].pendingAt = SimulatedTime.never
        if !clients[slot].flags.contains(.heldBySource) { releaseSlot(slot) }
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
        let law = plan.profiles[Int(clients[slot].profile)].afterRefusal
        clients[slot].refusals &+= clients[slot].refusals < .max ? 1 : 0
        let refusals = Int(clients[slot].refusals)
        if law.givesUp(afterRefusals: refusals) {
            counts.gaveUp &+= 1
            ledger.gaveUp &+= 1
            remove(slot)
            return
        }
        clients[slot].state = .waiting
        clients[slot].flags.insert(.reconnecting)
        let delay = law.milliseconds(streams, clients[slot].entity, clients[slot].draws, refusals: refusals)
        schedule(slot, at: clock + delay)
    }

    /// After its connection was cut, a client waits and comes back.
    mutating func retryAfterCut(_ slot: Int) {
        clients[slot].state = .waiting
        clients[slot].flags.insert(.reconnecting)
        clients[slot].draws &+= 1
        let law = plan.profiles[Int(clients[slot].profile)].afterCut
        let delay = law.milliseconds(streams, clients[slot].entity, clients[slot].draws, refusals: 0)
        schedule(slot, at: clock + delay)
    }
}
