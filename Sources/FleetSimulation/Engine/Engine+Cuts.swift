// How a task loses all its streams at once.
extension Engine {
    /// Why connections were cut.
    enum CutCause {
        case stop
        case incident
    }

    /// Cuts every stream and queued attempt of a task and returns how many streams there were.
    @discardableResult
    mutating func cutAll(of task: Int, _ cause: CutCause, needsSync: Bool = false) -> Int {
        let cut = tasks[task].connections
        tasks[task].settle(at: clock, plan, &integrals, &scrapes)
        // The list is taken off the task first, so that room does not open between two cuts.
        var current = tasks[task].head
        var queued = tasks[task].queueHead
        tasks[task].head = -1
        tasks[task].queueHead = -1
        tasks[task].queueTail = -1
        tasks[task].queued = 0
        tasks[task].connections = 0
        tasks[task].http = 0
        tasks[task].webSocket = 0
        loads[task] = 0
        if plan.balancesLoad { leastLoaded.move(task, to: 0) }
        connected &-= cut
        waiting &+= cut
        findHottest()
        counts.cuts &+= cut
        counts.cutInRow &+= cut
        switch cause {
        case .stop: counts.cutsByStop &+= cut
        case .incident: counts.cutsByIncident &+= cut
        }
        while current >= 0 {
            let slot = Int(current)
            current = clients[slot].next
            clients[slot].task = -1
            clients[slot].waitingSince = clock
            if needsSync { clients[slot].flags.insert(.needsSync) }
            retryAfterCut(slot)
        }
        while queued >= 0 {
            let slot = Int(queued)
            queued = clients[slot].next
            clients[slot].task = -1
            retryAfterCut(slot)
        }
        return cut
    }
}
