import FleetSimulation
import TargetTracking

/// Small scenarios of every kind for property tests, drawn from a seed.
enum RandomScenario {
    static func make(_ seed: UInt64) -> Scenario {
        var random = SplitMix64(seed: seed)
        func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: values.indices, using: &random)] }
        let session: Distribution = pick([
            .exponential(mean: 1200), .constant(900), .lognormal(median: 600, sigma: 1), .gamma(shape: 2.5, mean: 700),
            .empirical([30, 300, 3000]),
            .mixture([
                WeightedDistribution(weight: 1, .constant(60)),
                WeightedDistribution(weight: 2, .exponential(mean: 2000)),
            ]),
        ])
        let rate = LoadShape.sum([
            .constant(Double.random(in: 0.005...0.05, using: &random)),
            pick([
                .wave(total: 60, startSeconds: 1800, meanSeconds: 300, shape: 3),
                .burst(total: 80, startSeconds: 3000, durationSeconds: 60),
                .scaled(by: 0.02, .steps([LoadPoint(seconds: 0, value: 1), LoadPoint(seconds: 4000, value: 2)])),
                .echo(
                    .burst(total: 30, startSeconds: 600, durationSeconds: 120),
                    periodSeconds: 900,
                    count: 3,
                    decay: 0.9
                ),
            ]),
        ])
        let arrivals: ArrivalPattern = pick([
            .poisson(rate), .regular(rate),
            .concurrency(
                .ramps([
                    LoadPoint(seconds: 0, value: 10), LoadPoint(seconds: 3600, value: 90),
                    LoadPoint(seconds: 7200, value: 20),
                ])
            ),
            .cohort(clients: 70, startSeconds: 1000, offsetSeconds: .uniform(from: 0, to: 300)),
        ])
        var scenario = Scenario()
        scenario.name = "random \(seed)"
        scenario.horizonSeconds = 7200
        scenario.workload = Workload(
            initial: pick([.none, .count(25, sessionSeconds: session), .perTask([12, 5], sessionSeconds: session)]),
            sources: [
                ClientSource(name: "one", arrivals: arrivals, sessionSeconds: session),
                ClientSource(name: "two", arrivals: .poisson(.constant(0.01)), sessionSeconds: session),
            ]
        )
        scenario.limits = ServiceLimits(
            httpConnections: pick([15, 30]),
            webSocketConnections: 12,
            sharedAcrossTransports: pick([true, false]),
            queueDepth: pick([0, 0, 5])
        )
        scenario.clients.tokenLifetimeSeconds = pick([nil, .constant(300), .uniform(from: 200, to: 900)])
        scenario.clients.sessionClock = pick([.arrival, .firstConnection])
        scenario.clients.refreshFailureProbability = pick([0, 0.2])
        scenario.clients.connectSeconds = pick([.constant(0), .lognormal(median: 0.2, percentile95: 1)])
        for index in scenario.clients.profiles.indices {
            scenario.clients.profiles[index].afterCut = pick([.constantFiveSeconds, .fiveSecondsWithJitter, .immediate])
            scenario.clients.profiles[index].afterRefusal = pick([
                .constantFiveSeconds, .never,
                RetryLaw(delaySeconds: .constant(1), growthFactor: 2, maximumSeconds: 60, maximumRetries: 6),
            ])
        }
        scenario.loadBalancer.algorithm = pick(RoutingAlgorithm.allCases)
        scenario.loadBalancer.slowStartSeconds = pick([0, 60])
        scenario.loadBalancer.deregistrationDelaySeconds = pick([0, 60, 300])
        scenario.lifecycle.victim = pick(VictimChoice.allCases)
        scenario.lifecycle.stopOrder = pick(StopOrder.allCases)
        scenario.lifecycle.shutdownSeconds = pick([.constant(1), .constant(200)])
        scenario.lifecycle.protection = pick([.none, .whileConnectionsAtLeast(10), .afterStart(seconds: 600)])
        scenario.lifecycle.startPhases = [
            StartPhase(name: "start", seconds: .triangular(minimum: 10, mode: 20, maximum: 60), isBilled: true)
        ]
        scenario.scaling.minimumCapacity = pick([1, 2])
        scenario.scaling.targetTracking[1] = TargetTrackingPolicy("connections", metric: 1, target: Ratio(8))
        scenario.initialTasks = 2
        scenario.metrics.connectionsIdentityMatches = pick([true, true, false])
        scenario.warmUpSeconds = pick([0, 600])
        let incidents: [IncidentKind] = [
            .taskCrash(count: 1), .taskLoss(launch: 0), .zoneLoss(zone: 0, durationSeconds: 600),
            .storageStall(durationSeconds: 60), .syncConfigurationSwitch, .rollingDeployment,
            .failingHealthChecks(count: 2, durationSeconds: 200), .lostSidecars(count: 1), .desiredCount(3),
        ]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            scenario.incidents.append(
                Incident(atSeconds: Double.random(in: 0...7000, using: &random), pick(incidents))
            )
        }
        return scenario
    }
}
