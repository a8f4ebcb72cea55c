import Testing

@testable import TargetTracking

struct ControlPlanePropertyTests {
    private func plane(seed: UInt64, recording: DecisionRecording = .all) throws -> ControlPlane {
        var random = SplitMix(state: seed)
        func upTo(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
        let minimum = 1 + upTo(3)
        let configuration = ScalingConfiguration(
            minimumCapacity: minimum,
            maximumCapacity: minimum + 1 + upTo(20),
            metrics: [
                MetricDefinition("connections", source: .custom), MetricDefinition("cpu", source: .ecsService),
            ],
            targetTracking: [
                TargetTrackingPolicy(
                    "connections",
                    metric: 0,
                    target: Ratio(20 + upTo(80)),
                    scaleOutCooldown: .seconds(upTo(400)),
                    scaleInCooldown: .seconds(upTo(400))
                ),
                TargetTrackingPolicy("cpu", metric: 1, target: Ratio(70), disablesScaleIn: upTo(2) == 0),
            ],
            scheduledActions: [
                ScheduledAction("a", .rate(.minutes(37)), minimumCapacity: minimum),
                ScheduledAction("b", .rate(.minutes(53)), maximumCapacity: minimum + 2 + upTo(9)),
            ]
        )
        var plane = try ControlPlane(configuration, desired: minimum, recording: recording) { alarm in alarm * 13_000 }
        // Load that wanders; now and then nothing is published.
        var level = 100
        for minute in 0..<480 {
            level = max(0, level + upTo(41) - 20 + (minute % 120 < 60 ? 4 : -4))
            guard upTo(20) > 0 else { continue }
            plane.record(spread(level, over: 2), of: 0, at: minute * 60_000 + 7000)
            plane.record(min(100, level / 3), of: 1, at: minute * 60_000)
        }
        return plane
    }

    @Test("one leap decides as many small steps do, and a copy goes on as its original")
    func leapsAndCopies() throws {
        var wrong: [UInt64] = []
        for seed in 0..<12 as Range<UInt64> {
            var leap = try plane(seed: seed)
            var steps = leap
            leap.advance(to: .hours(8))
            var copy = steps
            for time in stride(from: 0, through: .hours(8), by: 77_000) {
                steps.advance(to: time)
                if time == 77_000 * 100 { copy = steps }
            }
            steps.advance(to: .hours(8))
            copy.advance(to: .hours(8))
            let same = [steps, copy].allSatisfy {
                $0.decisions == leap.decisions && $0.activities == leap.activities && $0.desired == leap.desired
                    && $0.alarms == leap.alarms && $0.demands == leap.demands
            }
            if !same || leap.decisions.isEmpty { wrong.append(seed) }
        }
        #expect(wrong.isEmpty)
    }

    @Test("desired stays within the bounds, and what is recorded does not change what is decided")
    func boundsAndRecording() throws {
        var wrong: [String] = []
        for seed in 100..<112 as Range<UInt64> {
            var silent = try plane(seed: seed, recording: .none)
            var loud = try plane(seed: seed, recording: .all)
            while loud.nextDue <= .hours(8) {
                let time = loud.nextDue
                if silent.nextDue < time { wrong.append("\(seed) has more to do without a log") }
                silent.advance(to: time)
                loud.advance(to: time)
                silent.setRunning(silent.desired, at: time)
                loud.setRunning(loud.desired, at: time)
                let states = [silent, loud].map { $0.alarms.map(\.state) }
                if silent.desired != loud.desired || states[0] != states[1] { wrong.append("\(seed) differs") }
                if !(silent.minimumCapacity...silent.maximumCapacity).contains(silent.desired) {
                    wrong.append("\(seed) at \(time): \(silent.desired)")
                }
            }
            let changes = loud.decisions.filter(\.scaled)
            if changes.isEmpty || !silent.decisions.isEmpty { wrong.append("\(seed) records wrongly") }
            if loud.activities.map(\.desired) != changes.map(\.desired) { wrong.append("\(seed) activities") }
        }
        #expect(wrong.isEmpty)
    }
}
