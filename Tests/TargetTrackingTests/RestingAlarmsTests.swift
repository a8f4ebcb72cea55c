import Testing

@testable import TargetTracking

/// Control planes that pass looks over beside ones that do every look, through all that may happen to a service.
struct RestingAlarmsTests {
    @Test(
        "passing looks over changes no state, no instant of a change and no capacity, be samples recorded or shown",
        arguments: [false, true]
    )
    func nothingChanges(isShown: Bool) throws {
        var differences: [String] = []
        var passed = 0
        for seed in 0..<240 as Range<UInt64> {
            let result = try compare(seed: seed, isShown: isShown)
            differences += result.differences.map { "seed \(seed) \($0)" }
            passed += result.passed
        }
        #expect(differences.prefix(5) == [])
        #expect(passed > 40_000)
    }

    private struct Sample {
        var value: Int
        var timestamp: Int
        var visibleAt: Int
    }

    private func compare(seed: UInt64, isShown: Bool) throws -> (differences: [String], passed: Int) {
        var random = SplitMix(state: seed)
        func upTo(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
        var eager = try plane(&random)
        var resting = eager
        eager.restsAlarms = false
        // The second metric may be kept by a publisher, who shows a sample as soon as it is visible and may be read.
        let delay = 1000 * upTo(90)
        var kept: [Sample] = []
        var bound = Int.max
        var differences: [String] = []
        var passed = 0
        var level = [40, 40]
        var now = 0

        func show(until time: Int) {
            // What is visible: everything up to the delay ago.
            let visible = kept.filter { $0.visibleAt <= time }
            for sample in visible { resting.show(SampleSet(sample.value), of: 1, at: sample.timestamp) }
            kept.removeAll { $0.visibleAt <= time }
            bound = min(bound, max(kept.map(\.value).max() ?? 0, level[1] + 15))
            resting.settle(1, before: time - delay + 1, bound: bound)
        }

        while now < .hours(4) {
            now += 1 + upTo(20_000)
            while eager.nextDue <= now {
                let time = eager.nextDue
                if resting.nextDue < time { differences.append("due at \(resting.nextDue), between two looks") }
                if resting.nextDue > time { passed += 1 }
                if isShown, resting.nextDue <= time, resting.mayRead(1, at: time) { show(until: time) }
                eager.advance(to: time)
                resting.advance(to: time)
                // Tasks take their time to start and to stop.
                let running = upTo(3) > 0 ? eager.desired : eager.running
                eager.setRunning(running, at: time)
                resting.setRunning(running, at: time)
                differences += difference(eager, resting, at: time)
            }
            for metric in 0..<2 {
                // Long times on one side of the thresholds, and long gaps; 0 is no sample.
                if upTo(60) == 0 { level[metric] = [0, 10, 40, 46, 60][upTo(5)] }
                guard level[metric] > 0 || upTo(80) == 0, upTo(3) > 0 else { continue }
                let value = max(1, level[metric] + upTo(12) - (level[metric] == 46 ? 4 : 0))
                if isShown, metric == 1 {
                    eager.record(value, of: 1, at: now, visibleAt: now + delay)
                    kept.append(Sample(value: value, timestamp: now, visibleAt: now + delay))
                    if value > bound {
                        bound = value
                        resting.raiseBound(of: 1, to: value, at: now)
                    }
                } else {
                    // A late one may turn the datapoint of a period that was relied on.
                    let isLate = upTo(12) == 0
                    let timestamp = max(0, now - (isLate ? upTo(400_000) : 0))
                    let visible = now + (upTo(12) == 0 ? upTo(500_000) : upTo(isLate ? 20_000 : 130_000))
                    let sample = isLate ? [1, value, 900][upTo(3)] : value
                    eager.record(sample, of: metric, at: timestamp, visibleAt: visible)
                    resting.record(sample, of: metric, at: timestamp, visibleAt: visible)
                }
            }
            switch upTo(150) {
            case 0:
                let count = upTo(8)
                eager.setDesired(count, at: now)
                resting.setDesired(count, at: now)
            case 1:
                let minimum = upTo(4)
                eager.setCapacityBounds(minimum: minimum, maximum: nil, at: now)
                resting.setCapacityBounds(minimum: minimum, maximum: nil, at: now)
            default: break
            }
        }
        return (differences, passed)
    }

    private func difference(_ eager: ControlPlane, _ resting: ControlPlane, at time: Int) -> [String] {
        var differences: [String] = []
        if eager.desired != resting.desired {
            differences.append("at \(time): \(resting.desired) tasks, not \(eager.desired)")
        }
        for (one, other) in zip(eager.alarms, resting.alarms)
        where one.state != other.state || one.stateSince != other.stateSince {
            differences.append("at \(time): \(one.settings.name) is \(other.state), not \(one.state)")
        }
        return differences
    }

    /// Two policies, some with alarms of their own.
    private func plane(_ random: inout SplitMix) throws -> ControlPlane {
        func upTo(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
        func alarm(_ name: String, _ comparison: ComparisonOperator, _ limit: Int, of periods: Int) -> AlarmSettings {
            AlarmSettings(
                name,
                comparison,
                Ratio(limit),
                statistic: [.average, .average, .minimum, .maximum, .sum][upTo(5)],
                evaluationPeriods: periods,
                datapointsToAlarm: upTo(3) == 0 ? max(1, periods - upTo(3)) : periods,
                missingData: [.missing, .missing, .ignore, .breaching, .notBreaching][upTo(5)]
            )
        }
        var policies: [TargetTrackingPolicy] = []
        for metric in 0..<2 {
            let hasOwn = upTo(2) == 0
            policies.append(
                TargetTrackingPolicy(
                    ["a", "b"][metric],
                    metric: metric,
                    target: Ratio(50),
                    scaleOutCooldown: .seconds(upTo(200)),
                    scaleInCooldown: .seconds(upTo(200)),
                    disablesScaleIn: upTo(6) == 0,
                    highAlarm: hasOwn ? alarm("h\(metric)", .greaterThan, 50, of: 1 + upTo(5)) : nil,
                    lowAlarm: hasOwn ? alarm("l\(metric)", .lessThan, 45, of: 2 + upTo(14)) : nil
                )
            )
        }
        let configuration = ScalingConfiguration(
            minimumCapacity: 1 + upTo(2),
            maximumCapacity: 8,
            metrics: [MetricDefinition("a", source: .custom), MetricDefinition("b", source: .custom)],
            targetTracking: policies,
            scheduledActions: [ScheduledAction("s", .rate(.minutes(67)), minimumCapacity: 1 + upTo(3))]
        )
        var assumptions = Assumptions()
        if upTo(2) == 0 { assumptions.insufficientData = .ignored }
        let phases = (0..<4).map { _ in upTo(6) == 0 ? 0 : upTo(60_000) }
        return try ControlPlane(configuration, assumptions: assumptions, desired: 3, recording: .none) { phases[$0] }
    }
}
