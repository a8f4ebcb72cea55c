import Testing

@testable import TargetTracking

struct AlarmTimelineTests {
    /// Ten low minutes, then a step to 2x the target at time zero of the case.
    private func decisionAfterStep(delay: Milliseconds, phase: Milliseconds = 0) throws -> Int? {
        var harness = try Harness(capacity: 2, assume: ["alarm_phase=\(phase / 1000)"])
        harness.feed(minutes: 0..<30, visibleAfter: delay) { minute, _ in spread(minute < 10 ? 158 : 320, over: 2) }
        return harness.changes.first.map { $0.second - 600 }
    }

    @Test(
        "AL-OUT-180: three breaching minutes, then the publishing delay",
        arguments: [(0, 180), (60, 240), (120, 300)]
    )
    func scaleOut(delay: Int, expected: Int) throws {
        #expect(try decisionAfterStep(delay: .seconds(delay)) == expected)
    }

    @Test(
        "a decision waits for the alarm's own second of the minute",
        arguments: [(0, 17, 197), (10, 5, 245), (125, 59, 359)]
    )
    func phase(delay: Int, phase: Int, expected: Int) throws {
        #expect(try decisionAfterStep(delay: .seconds(delay), phase: .seconds(phase)) == expected)
    }

    @Test("AL-IN-900: fifteen low minutes", arguments: [(0, 900), (60, 960), (120, 1020)])
    func scaleIn(delay: Int, expected: Int) throws {
        var harness = try Harness(capacity: 4)
        harness.feed(minutes: 0..<60, visibleAfter: .seconds(delay)) { minute, _ in
            spread(minute < 20 ? 320 : 160, over: 4)
        }
        #expect(harness.changes.first.map { $0.second - 1200 } == expected)
    }

    @Test(
        "the periods of the alarms follow the assumptions, those of a custom metric its own if it has some",
        arguments: [
            (["low_periods=3"], 180), (["custom_low_periods=5"], 300),
            (["low_periods=3", "custom_low_periods=5"], 300),
        ]
    )
    func assumedPeriods(assume: [String], expected: Int) throws {
        var harness = try Harness(capacity: 4, assume: assume)
        harness.feed(minutes: 0..<20) { _, running in spread(160, over: running) }
        #expect(harness.changes.first?.second == expected)
    }

    @Test("AL-REPEAT: a standing alarm runs its action once a minute")
    func repeats() throws {
        var harness = try Harness(capacity: 10, maximum: 10)
        // High from minute 0 to 7: in ALARM from the end of minute 2 on, for five evaluations.
        harness.feed(minutes: 0..<20) { minute, running in spread(minute < 7 ? 1600 : 800, over: running) }
        let times = harness.plane.decisions.map { $0.time / 60_000 }
        #expect(times == [3, 4, 5, 6, 7])
    }

    @Test("the dead band: 13 tasks hold from 936 to 1040 connections at target 80")
    func deadBand() throws {
        var held: [Int: [Harness.Change]] = [:]
        for total in [935, 936, 1040, 1041] {
            var harness = try Harness(capacity: 13)
            harness.feed(minutes: 0..<40) { _, running in spread(total, over: running) }
            held[total] = harness.changes
        }
        #expect(
            held == [
                935: [.init(second: 900, desired: 12)], 936: [], 1040: [], 1041: [.init(second: 180, desired: 14)],
            ]
        )
    }

    @Test("AWS-FAST: 363 s and 86 s to trigger, averaged over the load's onset and the alarm's phase")
    func calibration() throws {
        let classic = try meanTrigger(.ecsService, onsets: 0..<60, phases: stride(from: 2500, to: 60_000, by: 5000))
        let fast = try meanTrigger(
            .ecsServiceHighResolution,
            onsets: 0..<20,
            phases: stride(from: 500, to: 10_000, by: 1000)
        )
        #expect(abs(classic - 363) <= 5 && abs(fast - 86) <= 5, "\(classic) \(fast)")
    }

    /// The mean seconds from a load onset to the decision; periods that are loaded only in part stay low.
    private func meanTrigger(
        _ source: MetricDefinition.Source,
        onsets: Range<Int>,
        phases: some Sequence<Int>
    ) throws -> Double {
        let metric = MetricDefinition("cpu", source: source)
        var total = 0
        var runs = 0
        for phase in phases {
            for onset in onsets {
                let configuration = ScalingConfiguration(
                    minimumCapacity: 1,
                    maximumCapacity: 100,
                    metrics: [metric],
                    targetTracking: [TargetTrackingPolicy("cpu", metric: 0, target: Ratio(70))]
                )
                var plane = try ControlPlane(configuration, desired: 4) { _ in phase }
                let start = 1200 + onset
                for begin in stride(from: 0, to: 2400, by: metric.period / 1000) {
                    let loaded = begin >= start
                    plane.record(loaded ? 95 : 65, of: 0, at: begin * 1000)
                }
                while plane.desired == 4, plane.nextDue < 2_400_000 { plane.advance(to: plane.nextDue) }
                total += (plane.decisions.last { $0.scaled }?.time ?? 0) - start * 1000
                runs += 1
            }
        }
        return Double(total) / Double(runs) / 1000
    }
}
