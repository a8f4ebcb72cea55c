import Testing

@testable import TargetTracking

struct MetricPathTests {
    @Test("an average weighs samples, not publishers")
    func sampleWeighted() throws {
        var harness = try Harness(capacity: 2)
        // Task one publishes 60 four times a minute, task two 160 once: (4*60 + 160) / 5 = 80, no alarm.
        harness.feed(minutes: 0..<6) { _, _ in SampleSet(sum: 400, count: 5, minimum: 60, maximum: 160) }
        #expect(harness.changes.isEmpty && harness.plane.alarms[0].state == .ok)
    }

    @Test(
        "the statistic of the policy is the one compared and multiplied",
        arguments: [(Statistic.average, 6), (.sum, 24), (.maximum, 9), (.minimum, 3), (.sampleCount, 2)]
    )
    func statistics(statistic: Statistic, expected: Int) throws {
        let configuration = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 1000,
            metrics: [MetricDefinition("m", source: .custom, delay: 0)],
            targetTracking: [
                TargetTrackingPolicy("p", metric: 0, target: Ratio(3), statistic: statistic, scaleInCooldown: 0)
            ]
        )
        var harness = try Harness(configuration, capacity: 2)
        // Per minute: 4, 9, 14 and 9; sum 36, average 9, largest 13.5 and so on for 2 tasks over a target of 3.
        harness.feed(minutes: 0..<3) { _, _ in SampleSet(sum: 36, count: 4, minimum: 4, maximum: 13) }
        #expect(harness.plane.desired == (statistic == .sampleCount ? 3 : expected))
    }

    @Test("samples that become visible after a look change later looks at the same period")
    func lateSamples() throws {
        var harness = try Harness(capacity: 2)
        for minute in 0..<10 {
            // On time 70; 70 s late the other task's 200, which lifts the average above the target.
            harness.plane.record(70, of: 0, at: minute * 60_000)
            harness.plane.record(200, of: 0, at: minute * 60_000 + 1, visibleAt: (minute + 1) * 60_000 + 70_000)
        }
        harness.run(to: 600_000)
        // At 300 s the periods 0 to 2 show 135, but the newest two do not yet: never three in a row that are newest.
        #expect(harness.changes.isEmpty)
        harness.run(to: 720_000)
        #expect(harness.plane.alarms[0].state == .alarm)
    }

    @Test("samples are visible by their publisher's rule and the assumption")
    func visibility() throws {
        let sources: [MetricDefinition.Source] = [.custom, .ecsService, .ecsServiceHighResolution]
        let configuration = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 2,
            metrics: sources.map { MetricDefinition("m", source: $0) }
        )
        let plane = try ControlPlane(configuration, desired: 1)
        #expect((0..<3).map { plane.visibility(of: $0, at: 61_000) } == [76_000, 240_000, 91_000])
    }

    @Test("exact sums decide at the edge: 16 tasks of 80 hold, one connection more scales out")
    func exactEdge() throws {
        var results: [Int] = []
        for extra in [0, 1] {
            var harness = try Harness(capacity: 16)
            harness.feed(minutes: 0..<4) { _, running in spread(1280 + extra, over: running) }
            results.append(harness.plane.desired)
        }
        #expect(results == [16, 17])
    }

    @Test(
        "which datapoint enters the formula follows the assumption",
        arguments: [("latest", 5), ("mean_of_evaluated", 4), ("worst_case", 6)]
    )
    func metricPick(name: String, expected: Int) throws {
        var harness = try Harness(capacity: 2, assume: ["metric_pick=\(name)"])
        let values = [220, 81, 170]
        harness.feed(minutes: 0..<3) { minute, _ in SampleSet(values[minute]) }
        #expect(harness.plane.desired == expected)
    }

    @Test("alarms wider than 64 periods judge as narrow ones do")
    func wideAlarm() throws {
        let configuration = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 9,
            metrics: [MetricDefinition("m", source: .custom, delay: 0)],
            targetTracking: [
                TargetTrackingPolicy(
                    "p",
                    metric: 0,
                    target: Ratio(80),
                    scaleInCooldown: 0,
                    lowAlarm: AlarmSettings("low", .lessThan, Ratio(72), evaluationPeriods: 90)
                )
            ]
        )
        var harness = try Harness(configuration, capacity: 4)
        harness.feed(minutes: 0..<95) { _, running in spread(160, over: running) }
        #expect(harness.changes == [.init(second: 5400, desired: 2)])
    }

    @Test("averages printed as doubles decide as the integers behind them did")
    func datapointsAreExact() throws {
        var wrong: [String] = []
        for tasks in 1...24 {
            for total in stride(from: tasks, through: 2000, by: 7) {
                for units in [1, 1000, 1_000_000] {
                    let average = Double(total) / Double(tasks)
                    let samples = try #require(SampleSet(datapoint: average, unitsPerOne: units))
                    let value = samples.value(.average, unitsPerOne: units)
                    let capacity = proportionalCapacity(
                        base: tasks,
                        metric: value.numerator,
                        over: value.denominator,
                        target: Ratio(80)
                    )
                    if capacity != (total + 79) / 80 { wrong.append("\(total) over \(tasks): \(capacity)") }
                }
            }
        }
        #expect(wrong.isEmpty)
        #expect(SampleSet(datapoint: 12.5, .maximum, unitsPerOne: 10) == SampleSet(125))
        #expect(SampleSet(datapoint: .nan, unitsPerOne: 10) == nil)
        #expect(SampleSet(datapoint: 1e300, unitsPerOne: 1) == nil)
    }
}
