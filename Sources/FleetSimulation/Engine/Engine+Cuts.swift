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
        tasks[task].scrapes.note(-cut, of: task, at: clock, interval: plan.scrapeInterval, &rings)
        // The queue is taken off the task first, so that room does not open between two cuts.
        var queued = tasks[task].queueHead
        tasks[task].queueHead = -1
        tasks[task].queueTail = -1
        tasks[task].queued = 0
        tasks[task].removeAll(at: clock, plan, &integrals)
        let largest = loads.largest
        loads.clear(task)
        if plan.balancesLoad { leastLoaded.move(task, to: 0) }
        countConnections(-cut, largestBefore: largest)
        waiting &+= cut
        counts.cuts &+= cut
        counts.cutInRow &+= cut
        switch cause {
        case .stop: counts.cutsByStop &+= cut
        case .incident: counts.cutsByIncident &+= cut
        }
        var left = cut
        var slot = 0
        while left > 0 {
            slot = taskOfClient.firstIndex(of: Int32(truncatingIfNeeded: task), from: slot)
            if clients[slot].state == .connected {
                left &-= 1
                taskOfClient[slot] = -1
                clients[slot].waitingSince = clock
                if needsSync { clients[slot].flags.insert(.needsSync) }
                retryAfterCut(slot)
            }
            slot &+= 1
        }
        while queued >= 0 {
            let slot = Int(queued)
            queued = clients[slot].next
            taskOfClient[slot] = -1
            retryAfterCut(slot)
        }
        return cut
    }
}
