import FleetSimulation
import TargetTracking

extension Scenario {
    /// A day between 15 % and 100 % of a peak, with 2 h sessions, a crowd at nine, and the guide's two policies.
    ///
    /// The crowd is a share of the peak.
    static func benchmarkDay(peakClients: Double, crowd: Double = 0.6) -> Scenario {
        let session = Distribution.exponential(mean: 7200)
        let rate = peakClients / 7200
        var scenario = powersyncGuide()
        scenario.name = "benchmark day"
        scenario.workload = Workload(
            initial: .count(Int(peakClients * 0.15), sessionSeconds: session),
            sources: [
                ClientSource(
                    name: "day",
                    arrivals: .poisson(.diurnal(low: 0.15 * rate, high: rate, peakSecondOfDay: 12 * 3600)),
                    sessionSeconds: session
                ),
                ClientSource(
                    name: "spike",
                    arrivals: .cohort(
                        clients: Int(peakClients * crowd),
                        startSeconds: 9 * 3600,
                        offsetSeconds: .uniform(from: 0, to: 60)
                    ),
                    sessionSeconds: session
                ),
            ]
        )
        scenario.clients = ClientBehavior()
        scenario.loadBalancer.algorithm = .leastOutstandingRequests
        scenario.lifecycle.startPhases = [
            StartPhase(name: "start", seconds: .uniform(from: 60, to: 180), isBilled: true)
        ]
        scenario.scaling.maximumCapacity = Int(peakClients / 64)
        scenario.initialTasks = max(2, Int(peakClients / 320))
        scenario.scaling.minimumCapacity = scenario.initialTasks
        return scenario
    }

    /// One task as a queue: arrivals at 0.9 of what the servers do, waiting for a free one.
    static func queue(servers: Int, arrivals: Int) -> Scenario {
        let hold = servers < 100 ? 10.0 : 1000.0
        let rate = 0.9 * Double(servers) / hold
        var scenario = Scenario(
            name: "M/M/\(servers)",
            horizonSeconds: Double(arrivals) / rate,
            workload: Workload(
                sources: [
                    ClientSource(
                        name: "customers",
                        arrivals: .poisson(.constant(rate)),
                        sessionSeconds: .exponential(mean: hold)
                    )
                ]
            ),
            clients: ClientBehavior(sessionClock: .firstConnection),
            limits: ServiceLimits(connections: servers, queueDepth: Int.max),
            initialTasks: 1
        )
        scenario.metrics.scrapeIntervalSeconds = 3600
        return scenario
    }

    /// Many clients at once on many tasks.
    static func crowd(clients: Int) -> Scenario {
        var scenario = powersyncGuide()
        scenario.horizonSeconds = 1200
        scenario.workload = Workload(
            sources: [
                ClientSource(
                    name: "crowd",
                    arrivals: .poisson(.constant(Double(clients) / 1000)),
                    sessionSeconds: .constant(86_400)
                )
            ]
        )
        scenario.limits = ServiceLimits(connections: 1_000_000)
        return scenario
    }
}
