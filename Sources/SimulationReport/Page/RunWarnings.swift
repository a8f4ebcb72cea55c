import FleetSimulation
import TargetTracking

/// What a reader must know before believing or applying a result.
struct RunWarnings {
    let scenario: Scenario
    let outcome: Outcome

    var sentences: [String] {
        [identity, drainRace, maximum, unevenness, brokenLaws].compactMap(\.self)
    }

    private var identity: String? {
        guard !scenario.metrics.connectionsIdentityMatches else { return nil }
        return "The connections policy watches a metric nobody publishes: the dimensions differ. Its alarms stay in "
            + "INSUFFICIENT_DATA, so it never scales out, and nothing scales in."
    }

    // While tasks drain, their connections have not moved, so the mean per task has not risen yet (simulation.md 0).
    private var drainRace: String? {
        let assumptions = scenario.controlAssumptions
        guard
            let policy = scenario.scaling.targetTracking.first(where: {
                scenario.scaling.metrics[$0.metric].source == .custom && !$0.disablesScaleIn
            })
        else { return nil }
        let cooldown = policy.scaleInCooldown ?? assumptions.defaultScaleInCooldown
        let drain = Int((scenario.loadBalancer.deregistrationDelaySeconds * 1000).rounded())
        let delay = scenario.scaling.metrics[policy.metric].delay ?? assumptions.customMetricDelay
        let least = drain + delay + 60_000
        guard cooldown < least, outcome.scaling.scaleInActions > 0 else { return nil }
        return "Scale-in cooldown \(NumberText.duration(milliseconds: cooldown)) is shorter than drain "
            + "\(NumberText.duration(milliseconds: drain)) + metric delay \(NumberText.duration(milliseconds: delay)) "
            + "+ 1 min: a second scale-in may be decided before the first one shows. Try --scale-in-cooldown "
            + "\(NumberText.compactDuration(milliseconds: (least + 59_999) / 60_000 * 60_000))."
    }

    private var maximum: String? {
        let most = scenario.scaling.maximumCapacity
        let room = Double(most) * scenario.effectiveTargetConnections
        guard outcome.scaling.peakDesiredTasks >= most, Double(outcome.clients.peakOnlineClients) > room else {
            return nil
        }
        return "The maximum of \(most) tasks holds \(NumberText.short(room, places: 0)) connections at the target, but "
            + "\(NumberText.integer(outcome.clients.peakOnlineClients)) clients were online: scaling ends there."
    }

    private var unevenness: String? {
        guard outcome.tasks.atLimitTaskMinutes > 0, scenario.loadBalancer.algorithm != .leastOutstandingRequests,
            outcome.tasks.meanSkewRatio > 1.3
        else { return nil }
        return "Tasks were full while others had room: new tasks get only their turn of new connections, and old "
            + "connections stay where they are."
    }

    private var brokenLaws: String? {
        guard outcome.conservationViolations > 0 else { return nil }
        return "The simulation broke \(outcome.conservationViolations) conservation laws; please report this result."
    }
}
