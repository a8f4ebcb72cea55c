/// Sums over time that the engine keeps exactly, in milliseconds times their quantity.
struct Integrals {
    // The whole fleet.
    var connections = 0
    /// Squares of the connections.
    var connectionSquares = WideSum()
    var waiting = 0
    var hottest = 0
    var inService = 0
    var shortage = 0
    var atMaximum = 0

    // All tasks together.
    var atLimit = 0
    var hot = 0
    /// In thousandths of a connection.
    var excessThousandths = 0
    var taskConnections = 0
}

/// A sum of whole numbers that may grow beyond 64 bits in long runs of large fleets; exact as far as 64 bits reach.
struct WideSum {
    private var low = 0
    /// What no longer fitted, always taken out in one order.
    private var rest = 0.0

    /// Adds `square`, a square that fits, times `factor`.
    @inline(__always)
    mutating func add(_ square: Int, times factor: Int) {
        let (number, isTooLarge) = square.multipliedReportingOverflow(by: factor)
        let (sum, overflow) = low.addingReportingOverflow(number)
        if isTooLarge {
            rest += Double(square) * Double(factor)
        } else if overflow {
            rest += Double(low)
            low = number
        } else {
            low = sum
        }
    }

    var value: Double { rest + Double(low) }
}

extension FleetTask {
    /// Counts the time since the last settlement and takes the scrapes due, before the connections change.
    @inline(__always)
    mutating func settle(
        _ task: Int,
        at now: Int,
        _ plan: RunPlan,
        _ integrals: inout Integrals,
        _ rings: inout ScrapeRings
    ) {
        if scrapes.nextAt <= now {
            scrapes.take(publishedValue(plan), of: task, until: now, interval: plan.scrapeInterval, &rings)
        }
        count(until: now, plan, &integrals)
    }

    /// Counts the time since the last settlement with the connections as they were.
    @inline(__always)
    mutating func count(until now: Int, _ plan: RunPlan, _ integrals: inout Integrals) {
        let elapsed = now &- settledAt
        guard elapsed > 0 else { return }
        settledAt = now
        let time = connections &* elapsed
        integrals.taskConnections &+= time
        connectionTime &+= time
        if connections > plan.hot { integrals.hot &+= elapsed }
        let excess = connections &* 1000 &- plan.targetThousandths
        if excess > 0 { integrals.excessThousandths &+= excess &* elapsed }
        if Int(http) >= plan.httpLimit || Int(webSocket) >= plan.webSocketLimit { integrals.atLimit &+= elapsed }
    }

    /// What a scrape of the task gives now; -1 for nothing.
    @inline(__always)
    func publishedValue(_ plan: RunPlan) -> Int {
        hadConnection || plan.freshTasksPublishZero ? connections : -1
    }
}
