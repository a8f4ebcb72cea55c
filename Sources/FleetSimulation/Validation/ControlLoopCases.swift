import TargetTracking

extension ValidationCase {
    /// The fleet and the control plane together, on timelines that can be worked out by hand.
    static let controlLoop: [ValidationCase] = [
        ValidationCase(
            "DRAIN-RACE",
            group: "reconnect",
            "a second scale-in during the drain happens unless the cooldown is at least drain + metric delay + 60 s",
            source: "the drained connections move 300 s late and are seen a minute and the metric delay later"
        ) { _ in
            var figures: [ValidationFigure] = []
            for delay in [0, 60, 120] {
                for cooldown in [300, 360, 420, 480] {
                    let outcome = try drainRace(metricDelay: delay, cooldown: cooldown)
                    figures.append(
                        ValidationFigure(
                            "scale-ins, delay \(delay) s, cooldown \(cooldown) s",
                            expected: cooldown >= 360 + delay ? 1 : 2,
                            got: outcome.scaling.scaleInActions
                        )
                    )
                }
            }
            return figures
        },
        ValidationCase(
            "OVERSHOOT",
            group: "reconnect",
            "a stale metric and a cooldown from the decision overshoot; from completion, or with a fresh metric, not",
            source: "880 connections come to 5 tasks and need 11; new tasks run 120 s after the decision"
        ) { _ in
            let cases: [(delay: Int, start: Assumptions.CooldownStart, expected: Int)] = [
                (0, .decision, 11), (60, .decision, 20), (60, .completion, 11), (0, .completion, 11),
            ]
            return try cases.map { delay, start, expected in
                let outcome = try overshoot(metricDelay: delay, cooldownStart: start)
                return ValidationFigure(
                    "peak desired, delay \(delay) s, from \(start.rawValue)",
                    expected: expected,
                    got: outcome.scaling.peakDesiredTasks
                )
            }
        },
        ValidationCase(
            "REACTION",
            group: "reconnect",
            "a step in load is answered after three datapoints and the metric delay",
            source: "alarm of 3 of 3 one-minute datapoints at phase 0; the step comes at 600 s"
        ) { _ in
            try [0, 60, 120].map { delay in
                let outcome = try overshoot(metricDelay: delay, cooldownStart: .completion)
                let first = outcome.controlPlane?.decisions.first(where: \.scaled)?.time ?? -1
                return ValidationFigure("first decision, delay \(delay) s", expected: 780 + delay, got: first / 1000)
            }
        },
    ]

    /// Connections that never leave, one policy, no phases: every instant follows from the rules.
    private static func loop(
        _ perTask: [Int],
        metricDelay: Int,
        scaleOutCooldown: Int,
        scaleInCooldown: Int,
        seconds: Double
    ) -> Scenario {
        var scenario = Scenario.standing(
            perTask,
            retry: .constantFiveSeconds,
            startSeconds: 120,
            incidents: [],
            seconds: seconds
        )
        scenario.scaling = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 20,
            metrics: [MetricDefinition("connections", source: .custom, delay: .seconds(metricDelay))],
            targetTracking: [
                TargetTrackingPolicy(
                    "connections",
                    metric: 0,
                    target: Ratio(80),
                    scaleOutCooldown: .seconds(scaleOutCooldown),
                    scaleInCooldown: .seconds(scaleInCooldown)
                )
            ]
        )
        // Scrapes lie inside their minute, so that a delay of whole minutes never shows a part of one.
        scenario.metrics.scrapePhaseSeconds = 15
        scenario.controlAssumptions.alarmPhase = 0
        return scenario
    }

    private static func drainRace(metricDelay: Int, cooldown: Int) throws -> Outcome {
        var scenario = loop(
            [50, 50, 50, 50],
            metricDelay: metricDelay,
            scaleOutCooldown: 120,
            scaleInCooldown: cooldown,
            seconds: 2400
        )
        scenario.controlAssumptions.cooldownStart = .decision
        return try Simulation(scenario).run(seed: 1)
    }

    private static func overshoot(metricDelay: Int, cooldownStart: Assumptions.CooldownStart) throws -> Outcome {
        var scenario = loop(
            [0, 0, 0, 0, 0],
            metricDelay: metricDelay,
            scaleOutCooldown: 120,
            scaleInCooldown: 300,
            seconds: 1800
        )
        // Just before a minute begins, after ten quiet ones.
        scenario.workload.sources = [
            ClientSource(
                name: "step",
                arrivals: .cohort(clients: 880, startSeconds: 599.5, offsetSeconds: .constant(0)),
                sessionSeconds: .constant(1e6)
            )
        ]
        scenario.controlAssumptions.cooldownStart = cooldownStart
        return try Simulation(scenario).run(seed: 1)
    }
}
