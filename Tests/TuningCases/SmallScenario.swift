public import FleetSimulation
import TargetTracking

/// An hour and a half with a burst of clients: small enough to be simulated many times in a debug build.
public func smallScenario(minimum: Int = 1, burst: Double = 120) -> Scenario {
    var scenario = Scenario(
        name: "small",
        horizonSeconds: 5400,
        workload: Workload(
            sources: [
                ClientSource(
                    name: "burst",
                    arrivals: .poisson(.wave(total: burst, startSeconds: 600, meanSeconds: 300, shape: 3)),
                    sessionSeconds: .exponential(mean: 1800)
                )
            ]
        ),
        scaling: ScalingConfiguration(
            minimumCapacity: minimum,
            maximumCapacity: 10,
            metrics: [MetricDefinition("connections", source: .custom)],
            targetTracking: [
                TargetTrackingPolicy("connections", metric: 0, target: Ratio(20), scaleOutCooldown: .seconds(60))
            ]
        ),
        initialTasks: minimum
    )
    scenario.limits.httpConnections = 40
    scenario.limits.webSocketConnections = 40
    scenario.loadBalancer.deregistrationDelaySeconds = 60
    return scenario
}
