import CapacityTuning
public import FleetSimulation
import LosslessJSON
import TargetTracking

/// What a pencil says about a configuration, shown beside simulated values as a check of their size.
public struct ClosedForms: Sendable {
    let section: StudyPage.Section

    /// The figures of a scenario with the largest number of clients seen online.
    public init(_ scenario: Scenario, peakOnlineClients peak: Int) {
        let limit = scenario.limits.httpConnections
        let target = scenario.effectiveTargetConnections
        let assumptions = scenario.controlAssumptions
        let policy = scenario.scaling.targetTracking.first { scenario.scaling.metrics[$0.metric].source == .custom }
        let delay =
            policy.map { scenario.scaling.metrics[$0.metric].delay ?? assumptions.customMetricDelay }
            ?? assumptions.ecsMetricDelay
        let start = scenario.lifecycle.startPhases.reduce(0) { $0 + $1.seconds.mean }
        let health = scenario.loadBalancer.registrationSeconds + scenario.loadBalancer.healthCheckIntervalSeconds / 2
        // Half a minute until a minute is full, the datapoints, their delay, half a minute until the alarm looks.
        let decision = 30 + Double(assumptions.highPeriods) * 60 + Double(delay) / 1000 + 30
        let reaction = decision + start + health
        let erlang = ErlangFormula.tasks(offered: Double(peak), limit: limit, blockingAtMost: 0.01)
        func ceiling(_ divisor: Double) -> String {
            NumberText.count(Int((Double(peak) / divisor).rounded(.up)), "task")
        }
        section = StudyPage.Section(
            "By pencil",
            note: "No simulation: to check the size of what was found.",
            columns: [("", .left), ("", .left)],
            rows: [
                [.init("\(NumberText.integer(peak)) online at \(limit) per task"), .init(ceiling(Double(limit)))],
                [
                    .init("the same at the target of \(NumberText.short(target))"),
                    .init(ceiling(target)),
                ],
                [
                    .init("places for 1 % refusals (Erlang B)"),
                    .init(NumberText.count(erlang, "task") + " if clients find every free place"),
                ],
                [
                    .init("from a step in load to a new task"),
                    .init(
                        "about \(DistributionSentence.duration(reaction.rounded())): "
                            + "\(DistributionSentence.duration(decision.rounded())) to decide, "
                            + "\(DistributionSentence.duration((start + health).rounded())) to start"
                    ),
                ],
                [
                    .init("a crowd that the minimum takes until then"),
                    .init("\(NumberText.integer(limit * scenario.scaling.minimumCapacity)) clients"),
                ],
            ]
        )
    }

    /// The figures as they are printed.
    var json: JSONValue {
        .array(
            section.rows.map { row in
                .members([("what", .string(row[0].text)), ("value", .string(row.count > 1 ? row[1].text : ""))])
            }
        )
    }
}
