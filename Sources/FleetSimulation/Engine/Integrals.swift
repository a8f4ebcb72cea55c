/// Sums over time that the engine keeps exactly, in milliseconds times their quantity.
struct Integrals {
    // The whole fleet.
    var connections = 0
    /// Squares grow beyond 64 bits in long runs of large fleets, so they are summed as Double, always in one order.
    var connectionSquares = 0.0
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

extension FleetTask {
    /// Counts the time since the last settlement with the connections as they were, scrapes included.
    @inline(__always)
    mutating func settle(at now: Int, _ plan: RunPlan, _ integrals: inout Integrals, _ scrapes: inout ScrapeBuffer) {
        let elapsed = now &- settledAt
        if elapsed > 0 {
            settledAt = now
            let time = connections &* elapsed
            integrals.taskConnections &+= time
            connectionTime &+= time
            if connections > plan.hot { integrals.hot &+= elapsed }
            let excess = connections &* 1000 &- plan.targetThousandths
            if excess > 0 { integrals.excessThousandths &+= excess &* elapsed }
            if Int(http) >= plan.httpLimit || Int(webSocket) >= plan.webSocketLimit { integrals.atLimit &+= elapsed }
        }
        if nextScrapeAt <= now { scrape(until: now, plan, &scrapes) }
    }

    private mutating func scrape(until now: Int, _ plan: RunPlan, _ scrapes: inout ScrapeBuffer) {
        let publishes = hadConnection || plan.scenario.metrics.freshTasksPublishZero
        while nextScrapeAt <= now {
            if publishes { scrapes.add(connections, at: nextScrapeAt) }
            nextScrapeAt += plan.scrapeInterval
        }
    }
}

/// Scraped values on their way to the control plane.
struct ScrapeBuffer: ~Copyable {
    struct Sample {
        var at: Int
        var value: Int
    }

    var samples = Table<Sample>()

    @inline(__always)
    mutating func add(_ value: Int, at milliseconds: Int) {
        samples.append(Sample(at: milliseconds, value: value))
    }

    mutating func removeAll() { samples.removeAll() }
}
