import Testing

@testable import TargetTracking

struct MetricPathReferenceTests {
    private struct Raw {
        var value: Int
        var metric: Int
        var timestamp: Int
        var visibleAt: Int
    }

    @Test("alarm states equal a reference that looks at every raw sample at every look, those passed over, too")
    func statesEqualReference() throws {
        var wrong: [String] = []
        var looks = 0
        var passed = 0
        for seed in 0..<16 {
            let result = try differences(seed: UInt64(seed))
            wrong += result.problems
            looks += result.looks
            passed += result.passed
        }
        #expect(wrong.prefix(5) == [])
        // Both kinds must be there for the comparison to mean anything.
        #expect(passed > 500 && looks - passed > 500)
    }

    private func differences(seed: UInt64) throws -> (problems: [String], looks: Int, passed: Int) {
        var random = SplitMix(state: seed)
        func upTo(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
        let configuration = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 1,
            metrics: [
                MetricDefinition("a", source: .custom), MetricDefinition("b", source: .ecsServiceHighResolution),
            ],
            targetTracking: [
                TargetTrackingPolicy("a", metric: 0, target: Ratio(50)),
                TargetTrackingPolicy(
                    "b",
                    metric: 1,
                    target: Ratio(50),
                    highAlarm: AlarmSettings(
                        "z",
                        .greaterThanOrEqual,
                        Ratio(50),
                        statistic: .maximum,
                        period: 10_000,
                        evaluationPeriods: 5,
                        datapointsToAlarm: 2,
                        missingData: .ignore
                    )
                ),
            ]
        )
        let phases = (0..<4).map { _ in upTo(60_000) }
        var plane = try ControlPlane(configuration, desired: 1, recording: .none) { phases[$0] }
        var raw: [Raw] = []
        var states = plane.alarms.map(\.state)
        var grid = plane.alarms.map(\.nextEvaluation)
        let intervals = plane.alarms.map { $0.settings.period < 60_000 ? 10_000 : 60_000 }
        var problems: [String] = []
        var looks = 0
        var passed = 0
        // In a third of the runs long times on one side of the thresholds change with others of all kinds, and in
        // another third there are long gaps.
        let kind = seed % 3
        var level = 0
        var now = 0
        while now < 2_400_000 {
            now += upTo(9000) + 1
            if upTo(kind == 0 ? 1 : 60) == 0 { level = upTo(4) }
            while let time = grid.min(), time <= now {
                let next = plane.nextDue
                let isPerformed = next == time
                if next < time { problems.append("seed \(seed) at \(next): due between two looks") }
                plane.advance(to: time)
                for (index, alarm) in plane.alarms.enumerated() where grid[index] == time {
                    grid[index] += intervals[index]
                    looks += 1
                    passed += isPerformed ? 0 : 1
                    let metric = alarm.metric
                    states[index] = reference(raw.filter { $0.metric == metric }, alarm, states[index], at: time)
                    if alarm.state != states[index] {
                        problems.append("seed \(seed) at \(time): \(alarm.settings.name)")
                    }
                }
            }
            if upTo(10) < 7, kind != 2 || level > 0 {
                let metric = upTo(2)
                // Mostly fresh, sometimes older; the delay now and then beyond the evaluation range.
                let timestamp = max(0, now - upTo(upTo(8) == 0 ? 200_000 : 5000))
                let sample = Raw(
                    value: kind == 0 || level > 2 ? 30 + upTo(40) : [20, 60, 30][level] + upTo(15),
                    metric: metric,
                    timestamp: timestamp,
                    visibleAt: now + upTo(upTo(8) == 0 ? 400_000 : 70_000)
                )
                raw.append(sample)
                plane.record(sample.value, of: metric, at: timestamp, visibleAt: sample.visibleAt)
            }
        }
        return (problems, looks, passed)
    }

    private func reference(_ raw: [Raw], _ alarm: Alarm, _ current: AlarmState, at time: Int) -> AlarmState {
        let settings = alarm.settings
        let last = time / settings.period - 1
        let range = settings.evaluationPeriods + 2
        let rule = AlarmRule(
            datapointsToAlarm: settings.datapointsToAlarm,
            of: settings.evaluationPeriods,
            evaluationRange: range,
            missingData: settings.missingData
        )
        return rule.state(from: current) { age in
            let values = raw.filter { $0.visibleAt <= time && $0.timestamp / settings.period == last - age }.map(
                \.value
            )
            guard let largest = values.max() else { return .missing }
            let sum = values.reduce(0, +)
            let limit = settings.threshold
            let value = settings.statistic == .maximum ? Ratio(largest) : (Ratio(sum, over: values.count) ?? Ratio(0))
            let breaching =
                switch settings.comparison {
                case .greaterThan: value > limit
                case .greaterThanOrEqual: value >= limit
                case .lessThan: value < limit
                case .lessThanOrEqual: value <= limit
                }
            return breaching ? .breaching : .withinThreshold
        }
    }
}
