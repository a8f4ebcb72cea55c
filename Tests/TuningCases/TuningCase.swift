public import CapacityTuning
public import FleetSimulation
import TargetTracking

/// A small search over real simulations, small enough for its whole grid to be run thousands of times.
public struct TuningCase: Sendable {
    /// What it is about.
    public let name: String
    /// What the search shall find.
    public let goal: TuningGoal
    /// The settings tried.
    public let search: String
    /// The scenario they are tried on.
    public let scenario: Scenario

    /// The plan of one search: its seeds overlap with those of no other `number`.
    public func plan(search number: Int, replications: Int) throws(TuningError) -> ReplicationPlan {
        try ReplicationPlan(
            try SearchSpace(parsing: search).grid(around: scenario),
            replications: replications,
            measures: goal.frontMeasures,
            seed: UInt64(number + 1) << 32
        )
    }

    /// Every case.
    public static let all: [TuningCase] = [crowd, rare, twoWaves, cuts]

    /// A crowd within minutes: only tasks that are there already keep it from being refused.
    private static let crowd = TuningCase(
        name: "crowd",
        goal: TuningGoal(requirements: [Requirement(.refused, .below, 0.1)], alsoWatched: []),
        search: "min=1..6,target=6,9,12",
        scenario: scenario("crowd", [("crowd", 48, 300, 120, 1200)], minutes: 40)
    )

    /// The same crowd and a promise that no first round can see broken: one refusal in two hundred runs.
    private static let rare = TuningCase(
        name: "rare refusals",
        goal: TuningGoal(requirements: [Requirement(.refused, .below, 0.005)], alsoWatched: []),
        search: "min=3..8,target=6,12",
        scenario: scenario("crowd", [("crowd", 48, 300, 120, 1200)], minutes: 40)
    )

    /// A small wave and, after a while, a larger one: a low target, a high minimum or even routing is ready for it.
    private static let twoWaves = TuningCase(
        name: "two waves",
        goal: TuningGoal(requirements: [Requirement(.refused, .below, 0.1)], alsoWatched: []),
        search: "min=1..4,target=4,7,10,lb=rr,lor",
        scenario: scenario("two waves", [("first", 16, 120, 120, 2400), ("second", 24, 1200, 240, 1200)], minutes: 45)
    )

    /// Clients that leave early: each scale-in cuts some of those who stay, unless the minimum keeps their tasks.
    private static let cuts = TuningCase(
        name: "cuts",
        goal: TuningGoal(requirements: [Requirement(.forcedDisconnects, .atMost, 6)], alsoWatched: []),
        search: "min=1..4,target=6,8,10",
        scenario: scenario("cuts", [("short", 32, 120, 120, 300), ("long", 16, 120, 120, 3600)], minutes: 60)
    )

    /// Waves of clients, each with its size, start, mean delay and mean stay in seconds, on tasks of 12 connections.
    private static func scenario(
        _ name: String,
        _ waves: [(name: String, clients: Double, start: Double, delay: Double, stay: Double)],
        minutes: Double
    ) -> Scenario {
        var scenario = Scenario(
            name: name,
            horizonSeconds: minutes * 60,
            workload: Workload(
                sources: waves.map { wave in
                    ClientSource(
                        name: wave.name,
                        arrivals: .poisson(
                            .wave(total: wave.clients, startSeconds: wave.start, meanSeconds: wave.delay, shape: 3)
                        ),
                        sessionSeconds: .exponential(mean: wave.stay)
                    )
                }
            ),
            scaling: ScalingConfiguration(
                minimumCapacity: 1,
                maximumCapacity: 8,
                metrics: [MetricDefinition("connections", source: .custom)],
                targetTracking: [
                    TargetTrackingPolicy("connections", metric: 0, target: Ratio(8), scaleOutCooldown: .seconds(60))
                ]
            ),
            initialTasks: 1
        )
        scenario.limits.httpConnections = 12
        scenario.limits.webSocketConnections = 12
        scenario.loadBalancer.deregistrationDelaySeconds = 60
        scenario.metrics.scrapeIntervalSeconds = 30
        return scenario
    }
}
