import Testing

@testable import TargetTracking

struct ExplanationTests {
    private func clock(_ time: Milliseconds) -> String {
        let second = time / 1000 + 9 * 3600
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }

    @Test("a decision is told with its arithmetic, the other policy's wish and the cooldown")
    func line() throws {
        let configuration = ScalingConfiguration(
            minimumCapacity: 2,
            maximumCapacity: 10,
            metrics: [
                MetricDefinition("connections", source: .custom, delay: 0),
                MetricDefinition("cpu", source: .custom, delay: 0),
            ],
            targetTracking: [
                TargetTrackingPolicy("conn", metric: 0, target: Ratio(80), scaleOutCooldown: .seconds(120)),
                TargetTrackingPolicy("cpu", metric: 1, target: Ratio(70)),
            ]
        )
        var harness = try Harness(configuration, capacity: 5, recording: .changes)
        harness.startDelay = .seconds(60)
        for minute in 0..<8 {
            harness.plane.record(SampleSet(sum: 481, count: 5, minimum: 90, maximum: 100), of: 0, at: minute * 60_000)
            harness.plane.record(65, of: 1, at: minute * 60_000)
            harness.run(to: (minute + 1) * 60_000)
        }
        let lines = harness.plane.decisions.map {
            clock($0.time) + " " + harness.plane.explanation(of: $0, clock: clock)
        }
        #expect(
            lines == [
                "09:03:00 conn 96.2 > 80 x3 -> ceil(5*96.2/80)=7 (cpu wants 5): 5 -> 7, scale-out cooldown until 09:06:00",
                "09:04:00 conn 96.2 > 80 x3 -> ceil(5*96.2/80)=7 (cpu wants 5): stays 7, scale-out cooldown until 09:06:00 (2 times)",
                "09:06:00 conn 96.2 > 80 x3 -> ceil(7*96.2/80)=9 (cpu wants 7): 7 -> 9, scale-out cooldown until 09:09:00",
                "09:07:00 conn 96.2 > 80 x3 -> ceil(7*96.2/80)=9 (cpu wants 7): stays 9, scale-out cooldown until 09:09:00 (2 times)",
            ]
        )
        #expect(harness.plane.activities.first?.activityDescription == "Setting desired count to 7.")
        #expect(
            harness.plane.activities.first?.statusMessage
                == "Successfully set desired count to 7. Change successfully fulfilled by ecs."
        )
        #expect(
            harness.plane.cause(of: .alarm(0), policy: 0)
                == "monitor alarm TargetTracking-service/cluster/service-AlarmHigh-conn in state ALARM triggered policy conn"
        )
    }
}
