// How a new stream finds its task (aws.md D3, D6).
extension Engine {
    /// The task for a client's attempt, or -1 if there is none to send it to.
    @inline(__always)
    mutating func pickTarget(_ entity: UInt64, draws: UInt32) -> Int {
        let count = targets.count
        guard count > 0 else { return plan.scenario.loadBalancer.failsOpen ? pickUnhealthy() : -1 }
        if plan.slowStart > 0, count > 1 { return pickWithSlowStart(entity, draws) }
        switch plan.algorithm {
        case .roundRobin:
            cursor &+= 1
            if cursor >= count { cursor = 0 }
            return Int(targets[cursor])
        case .leastOutstandingRequests: return leastLoaded.first()
        case .weightedRandom:
            return Int(targets[streams.index(below: count, entity, .routing, draws)])
        }
    }

    /// Round robin or random, where a target in slow start is passed over with the share it still lacks.
    private mutating func pickWithSlowStart(_ entity: UInt64, _ draws: UInt32) -> Int {
        let count = targets.count
        let allStarting = targets.indices.allSatisfy { tasks[Int(targets[$0])].inServiceAt + plan.slowStart > clock }
        for round in 0..<(count * 8) {
            let words = streams.words(entity, .routing, draws &* 64 &+ UInt32(truncatingIfNeeded: round))
            if plan.algorithm == .weightedRandom {
                cursor = Int(truncatingIfNeeded: words.1.multipliedFullWidth(by: UInt64(count)).high)
            } else {
                cursor &+= 1
                if cursor >= count { cursor = 0 }
            }
            let task = Int(targets[cursor])
            let age = clock - tasks[task].inServiceAt
            if allStarting || age >= plan.slowStart { return task }
            if RandomStreams.uniform(words.0) * Double(plan.slowStart) < Double(age) { return task }
        }
        return Int(targets[cursor])
    }

    /// With only unhealthy targets the load balancer sends to all of them.
    private mutating func pickUnhealthy() -> Int {
        var number = 0
        for task in tasks.indices where tasks[task].state == .unhealthy { number += 1 }
        guard number > 0 else { return -1 }
        cursor = cursor &+ 1 >= number ? 0 : max(cursor &+ 1, 0)
        var left = cursor
        for index in tasks.indices where tasks[index].state == .unhealthy {
            if left == 0 { return index }
            left -= 1
        }
        return -1
    }

    mutating func addTarget(_ task: Int) {
        targets.append(Int32(truncatingIfNeeded: task))
        integrals.inService.add(1, at: clock)
        if plan.balancesLoad { leastLoaded.insert(task, load: loads[task]) }
        roomChanged()
        counts.peakInService = max(counts.peakInService, targets.count)
    }

    mutating func removeTarget(_ task: Int) {
        guard let index = targets.indices.first(where: { Int(targets[$0]) == task }) else { return }
        targets.remove(at: index)
        integrals.inService.add(-1, at: clock)
        if plan.balancesLoad { leastLoaded.remove(task) }
        if cursor >= index { cursor -= 1 }
        roomChanged()
    }

    /// Recomputes the room under the limits; with one limit for both transports it is kept as HTTP room.
    private mutating func roomChanged() {
        roomHTTP = targets.count * min(plan.httpLimit, 1 << 40)
        roomWebSocket = targets.count * min(plan.webSocketLimit, 1 << 40)
        roomIsStale = true
    }
}
