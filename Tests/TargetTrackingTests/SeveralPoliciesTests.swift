import Testing

@testable import TargetTracking

struct SeveralPoliciesTests {
    private func configuration(
        cpu: MetricDefinition.Source = .custom,
        disablesScaleIn: Bool = false
    ) -> ScalingConfiguration {
        ScalingConfiguration(
            minimumCapacity: 2,
            maximumCapacity: 10,
            metrics: [
                MetricDefinition("connections", source: .custom, delay: 0),
                MetricDefinition("cpu", source: cpu, unitsPerOne: 10, delay: 0),
            ],
            targetTracking: [
                TargetTrackingPolicy(
                    "connections",
                    metric: 0,
                    target: Ratio(80),
                    scaleOutCooldown: 0,
                    scaleInCooldown: 0
                ),
                TargetTrackingPolicy(
                    "cpu",
                    metric: 1,
                    target: Ratio(70),
                    scaleOutCooldown: 0,
                    scaleInCooldown: 0,
                    disablesScaleIn: disablesScaleIn
                ),
            ]
        )
    }

    private func run(
        _ configuration: ScalingConfiguration,
        capacity: Int,
        minutes: Int,
        assume: [String] = [],
        connections: (Int) -> Int?,
        cpu: (Int) -> Int?
    ) throws -> Harness {
        var harness = try Harness(configuration, capacity: capacity, assume: assume)
        for minute in 0..<minutes {
            if let value = connections(minute) { harness.plane.record(value, of: 0, at: minute * 60_000) }
            if let value = cpu(minute) { harness.plane.record(value, of: 1, at: minute * 60_000) }
            harness.run(to: (minute + 1) * 60_000)
        }
        return harness
    }

    @Test("TT-DUAL-MAX: the larger of 3 and 5 wins")
    func largestWins() throws {
        let harness = try run(configuration(), capacity: 2, minutes: 3, connections: { _ in 200 }, cpu: { _ in 1000 })
        let decision = try #require(harness.plane.decisions.first)
        let wants = harness.plane.demands[decision.demands].map { [$0.policy, $0.capacity] }
        #expect(harness.changes == [.init(second: 180, desired: 5)])
        #expect(wants == [[0, 5], [1, 3]] && decision.policy == 0)
    }

    @Test("any policy scales out, whatever the other one sees")
    func anyOut() throws {
        let harness = try run(configuration(), capacity: 4, minutes: 3, connections: { _ in 1 }, cpu: { _ in 1000 })
        #expect(harness.changes == [.init(second: 180, desired: 6)])
    }

    @Test("scale-in needs both; the larger capacity wins")
    func allIn() throws {
        let harness = try run(
            configuration(),
            capacity: 8,
            minutes: 40,
            connections: { _ in 20 },
            cpu: { $0 < 10 ? 650 : 350 }
        )
        #expect(harness.changes.first == .init(second: 1500, desired: 4))
        let blocked = harness.plane.decisions.first
        #expect(blocked?.time == 900_000 && blocked?.blockedBy == .policyNotReady(policy: 1, state: .ok))
    }

    @Test("a policy whose metric does not exist blocks scale-in and not scale-out")
    func insufficientData() throws {
        let idle = try run(configuration(), capacity: 8, minutes: 40, connections: { _ in nil }, cpu: { _ in 100 })
        #expect(idle.changes.isEmpty)
        #expect(idle.plane.decisions.first?.blockedBy == .policyNotReady(policy: 0, state: .insufficientData))
        let busy = try run(configuration(), capacity: 4, minutes: 4, connections: { _ in nil }, cpu: { _ in 1000 })
        #expect(busy.changes.first == .init(second: 180, desired: 6))
        let ignored = try run(
            configuration(),
            capacity: 8,
            minutes: 40,
            assume: ["insufficient_data=ignored"],
            connections: { _ in nil },
            cpu: { _ in 100 }
        )
        #expect(ignored.changes.first == .init(second: 900, desired: 2))
    }

    @Test("a policy with scale-in disabled has one alarm and no vote on scale-in")
    func disabledScaleIn() throws {
        let harness = try run(
            configuration(disablesScaleIn: true),
            capacity: 8,
            minutes: 20,
            connections: { _ in 20 },
            cpu: { _ in 650 }
        )
        #expect(harness.plane.alarms.count == 3)
        #expect(harness.changes.first == .init(second: 900, desired: 2))
    }

    @Test("a step policy scales in without asking the others")
    func stepHasNoVote() throws {
        var configuration = configuration()
        configuration.targetTracking.removeLast()
        configuration.stepScaling = [
            StepScalingPolicy(
                "in",
                metric: 1,
                alarm: AlarmSettings("step-low", .lessThan, Ratio(30), evaluationPeriods: 2),
                .changeInCapacity,
                steps: [.init(from: nil, to: Ratio(0), adjust: -1)],
                cooldown: 600_000
            )
        ]
        let harness = try run(configuration, capacity: 6, minutes: 5, connections: { _ in 79 }, cpu: { _ in 100 })
        #expect(harness.changes == [.init(second: 120, desired: 5)])
    }

    @Test("a customized alarm replaces the assumed one")
    func givenAlarms() throws {
        var configuration = configuration(disablesScaleIn: true)
        configuration.targetTracking[0].lowAlarm = AlarmSettings(
            "mine",
            .lessThan,
            Ratio(72),
            evaluationPeriods: 3,
            datapointsToAlarm: 2
        )
        let harness = try run(
            configuration,
            capacity: 8,
            minutes: 4,
            connections: { $0 == 1 ? 90 : 20 },
            cpu: { _ in 650 }
        )
        #expect(harness.changes == [.init(second: 180, desired: 2)])
    }

    @Test("within one instant alarms act in the order of their names")
    func order() throws {
        let plane = try ControlPlane(configuration(), desired: 4)
        #expect(
            plane.alarms.map(\.settings.name) == [
                "TargetTracking-service/cluster/service-AlarmHigh-connections",
                "TargetTracking-service/cluster/service-AlarmHigh-cpu",
                "TargetTracking-service/cluster/service-AlarmLow-connections",
                "TargetTracking-service/cluster/service-AlarmLow-cpu",
            ]
        )
    }
}
