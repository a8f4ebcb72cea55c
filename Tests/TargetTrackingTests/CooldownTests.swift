import Testing

@testable import TargetTracking

struct CooldownTests {
    /// A step policy that adds 2 tasks from 10 above the threshold of 50 on and 3 from 20 on.
    private func stepConfiguration(cooldown: Milliseconds) -> ScalingConfiguration {
        ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 100,
            metrics: [MetricDefinition("cpu", source: .custom, delay: 0)],
            stepScaling: [
                StepScalingPolicy(
                    "add",
                    metric: 0,
                    alarm: AlarmSettings("high", .greaterThan, Ratio(50), evaluationPeriods: 1),
                    .changeInCapacity,
                    steps: [
                        .init(from: Ratio(0), to: Ratio(20), adjust: 2), .init(from: Ratio(20), to: nil, adjust: 3),
                    ],
                    cooldown: cooldown
                )
            ]
        )
    }

    @Test("CD-OUT-2-3: +2, then +3 within the cooldown adds one more and restarts the cooldown")
    func largerStepInCooldown() throws {
        var harness = try Harness(stepConfiguration(cooldown: .minutes(5)), capacity: 10)
        harness.feed(minutes: 0..<16) { minute, _ in SampleSet(minute < 2 ? 60 : minute < 9 ? 75 : 40) }
        // Minutes 0 and 1 ask for +2; from minute 2 on +3. The cooldown restarts at 180 s and ends at 480 s.
        #expect(
            harness.changes == [
                .init(second: 60, desired: 12), .init(second: 180, desired: 13), .init(second: 480, desired: 16),
            ]
        )
    }

    @Test("target tracking within a cooldown counts from the capacity before the activity")
    func baseOfActivity() throws {
        var harness = try Harness(capacity: 5, scaleOutCooldown: .minutes(10))
        // 481 connections: 5 tasks want 7. Then 700 on 7 tasks: 100 each, of 5 tasks 7, so nothing until the end.
        harness.feed(minutes: 0..<14) { minute, running in spread(minute < 3 ? 481 : 700, over: running) }
        #expect(harness.changes == [.init(second: 180, desired: 7), .init(second: 780, desired: 9)])
    }

    @Test(
        "what is multiplied within a cooldown follows the assumption",
        arguments: [("activity", [7]), ("running", [7, 9]), ("desired", [7, 9])]
    )
    func baseAlternatives(name: String, expected: [Int]) throws {
        var harness = try Harness(capacity: 5, scaleOutCooldown: .minutes(10), assume: ["cooldown_base=\(name)"])
        harness.feed(minutes: 0..<12) { minute, running in spread(minute < 3 ? 481 : 700, over: running) }
        #expect(harness.changes.map(\.desired) == expected)
    }

    @Test(
        "the cooldown starts when running reaches desired, or at the decision if so assumed",
        arguments: [("completion", 420 + 240), ("decision", 420 + 120)]
    )
    func cooldownStart(name: String, expected: Int) throws {
        var harness = try Harness(capacity: 2, scaleOutCooldown: .seconds(120), assume: ["cooldown_start=\(name)"])
        harness.startDelay = .seconds(100)
        // 160 each on 2 tasks ask for 4. Then 150 each: counted from the base of 2 that is no more, from 4 it is 8.
        harness.feed(minutes: 0..<40) { minute, running in
            spread(minute < 4 ? 100 : minute < 7 ? 320 : 150 * running, over: running)
        }
        #expect(harness.changes.first == .init(second: 420, desired: 4))
        #expect(harness.changes.dropFirst().first?.second == expected)
    }

    @Test("a scale-in waits for its cooldown, a scale-out cancels it")
    func scaleInCooldown() throws {
        var harness = try Harness(capacity: 10, scaleInCooldown: .minutes(10))
        harness.feed(minutes: 0..<80) { minute, running in
            switch minute {
            case 0..<16: spread(640, over: running)
            case 16..<40: spread(400, over: running)
            default: spread(640, over: running)
            }
        }
        // Low from 15 min: 8. At 16 min the load halves: 5, but only ten minutes after the first scale-in.
        #expect(
            harness.changes == [
                .init(second: 900, desired: 8), .init(second: 1860, desired: 5), .init(second: 2580, desired: 8),
            ]
        )
    }

    @Test("the scale-out cooldown of 300 s holds when a policy names none")
    func defaultCooldown() throws {
        let configuration = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 100,
            metrics: [MetricDefinition("connections", source: .custom, delay: 0)],
            targetTracking: [TargetTrackingPolicy("connections", metric: 0, target: Ratio(80))]
        )
        var harness = try Harness(configuration, capacity: 2)
        harness.feed(minutes: 0..<9) { minute, running in SampleSet(200) }
        #expect(harness.changes == [.init(second: 180, desired: 5), .init(second: 480, desired: 13)])
        #expect(harness.plane.decisions.first?.cooldownUntil == 480_000)
    }

    @Test("a larger scale-out overrides the one in progress; the activities say so")
    func overridden() throws {
        var harness = try Harness(capacity: 2, scaleOutCooldown: .minutes(5))
        harness.startDelay = nil
        harness.feed(minutes: 0..<6) { minute, _ in spread(minute < 4 ? 320 : 640, over: 2) }
        harness.plane.setRunning(8, at: 400_000)
        let got = harness.plane.activities.map { [$0.start, $0.end ?? -1, $0.desired] }
        #expect(got == [[180_000, 300_000, 4], [300_000, 400_000, 8]])
        #expect(harness.plane.activities.map(\.status) == [.overridden, .successful])
        #expect(harness.plane.decisions.last { $0.scaled }?.cooldownUntil == 700_000)
    }

    @Test("an activity is given up after the assumed time and starts no cooldown")
    func unfulfilled() throws {
        var harness = try Harness(capacity: 2, scaleOutCooldown: .minutes(30), assume: ["activity_timeout_s=240"])
        harness.startDelay = nil
        harness.feed(minutes: 0..<12) { _, _ in spread(320, over: 2) }
        #expect(harness.plane.activities.map(\.status) == [.unfulfilled])
        #expect(harness.plane.activities.first?.end == 420_000)
    }
}
