public import FleetSimulation
internal import TargetTracking

/// Closed-form figures shown beside simulated ones, as a check of their size (simulation.md 7).
public struct SanityFigures: Sendable, Hashable {
    /// Tasks below which clients are refused even if they spread evenly: ceil(peak / limit).
    public var tasksForLimit: Int
    /// Tasks at which the average meets the target: ceil(peak / target).
    public var tasksForTarget: Int
    /// Connections that fit into one task, in the scenario's mix of transports.
    public var limit: Int
    /// Tasks that refuse less than one arrival in a hundred if arrivals go to the emptiest task (Erlang B).
    public var tasksByErlang: Int
    /// From a rise of the load to the scale-out decision, on average, in seconds.
    public var secondsToDecision: Double
    /// From a rise of the load to new tasks being in service, on average, in seconds.
    public var secondsToCapacity: Double
    /// The scale-in cooldown below which a second scale-in is decided before the first has drained, in seconds.
    public var cooldownAgainstDrainRace: Double
    /// The most clients that may come at once while the minimum of tasks runs empty, without a refusal.
    public var spikeAtMinimum: Int

    /// The figures of a scenario with a peak of so many connections.
    public init(_ scenario: Scenario, peakConnections: Int) {
        limit = max(1, scenario.connectionsAtLimit)
        let target = max(scenario.effectiveTargetConnections, 1)
        tasksForLimit = (peakConnections + limit - 1) / limit
        let needed = Double(peakConnections) / target
        tasksForTarget = Int(needed) + (needed > Double(Int(needed)) ? 1 : 0)
        tasksByErlang = ErlangFormula.tasks(offered: Double(peakConnections), limit: limit, blockingAtMost: 0.01)
        let assumptions = scenario.controlAssumptions
        let metric = scenario.scaling.metrics.indices.first { scenario.content(ofMetric: $0) == .connections }
        let delay =
            metric.flatMap { scenario.scaling.metrics[$0].delay } ?? assumptions.customMetricDelay
        // Half a minute to the next full period, the datapoints, the delay, and half a minute of the alarm's phase.
        secondsToDecision = 30 + 60 * Double(assumptions.highPeriods) + Double(delay) / 1000 + 30
        let start = scenario.lifecycle.startPhases.reduce(0) { $0 + $1.seconds.mean }
        let healthy =
            scenario.loadBalancer.registrationSeconds + scenario.loadBalancer.healthCheckIntervalSeconds / 2
            + scenario.loadBalancer.healthCheckResponseSeconds
        secondsToCapacity = secondsToDecision + start + healthy
        cooldownAgainstDrainRace = scenario.loadBalancer.deregistrationDelaySeconds + Double(delay) / 1000 + 60
        spikeAtMinimum = limit * scenario.scaling.minimumCapacity
    }
}
