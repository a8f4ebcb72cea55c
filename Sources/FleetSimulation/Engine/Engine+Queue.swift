// The queue of a full task, first come first served.
extension Engine {
    mutating func enqueue(_ slot: Int, on task: Int) {
        let id = Int32(truncatingIfNeeded: slot)
        clients[slot].state = .queued
        taskOfClient[slot] = Int32(truncatingIfNeeded: task)
        clients[slot].next = -1
        clients[slot].previous = tasks[task].queueTail
        if tasks[task].queueTail >= 0 {
            clients[Int(tasks[task].queueTail)].next = id
        } else {
            tasks[task].queueHead = id
        }
        tasks[task].queueTail = id
        tasks[task].queued &+= 1
        schedule(slot, at: clients[slot].leavesAt)
    }

    mutating func dequeue(_ slot: Int) {
        let task = Int(taskOfClient[slot])
        let (next, previous) = (clients[slot].next, clients[slot].previous)
        if previous >= 0 { clients[Int(previous)].next = next } else { tasks[task].queueHead = next }
        if next >= 0 { clients[Int(next)].previous = previous } else { tasks[task].queueTail = previous }
        tasks[task].queued &-= 1
        taskOfClient[slot] = -1
        clients[slot].state = .waiting
    }

    /// Gives the freed room to whoever waited longest and has a transport with room.
    mutating func admitFromQueue(of task: Int) {
        var candidate = tasks[task].queueHead
        while candidate >= 0 {
            let slot = Int(candidate)
            if !isFull(task, for: clients[slot].flags) {
                dequeue(slot)
                connect(slot, to: task)
                return
            }
            candidate = clients[slot].next
        }
    }
}
