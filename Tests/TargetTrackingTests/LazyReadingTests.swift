import Testing

@testable import TargetTracking

struct LazyReadingTests {
    private struct Sample {
        var value: Int
        var metric: Int
        var timestamp: Int
        var visibleAt: Int
    }

    @Test("samples kept back until they may be read lead to the same decisions, through gaps and late data")
    func sameDecisions() throws {
        var wrong: [String] = []
        var changes = 0
        var skipped = 0
        for seed in 0..<60 {
            var random = SplitMix(state: UInt64(seed))
            func upTo(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
            let configuration = ScalingConfiguration(
                minimumCapacity: 1,
                maximumCapacity: 1000,
                metrics: [MetricDefinition("a", source: .custom), MetricDefinition("b", source: .custom)],
                targetTracking: [
                    TargetTrackingPolicy("a", metric: 0, target: Ratio(50), scaleOutCooldown: 0),
                    TargetTrackingPolicy("b", metric: 1, target: Ratio(50), scaleOutCooldown: 0),
                ]
            )
            let phases = (0..<4).map { _ in upTo(60_000) }
            func plane() throws -> ControlPlane {
                try ControlPlane(configuration, desired: 4, recording: .none) { phases[$0] }
            }
            var eager = try plane()
            var lazy = try plane()
            // By turns one metric is seldom there and late, so that one datapoint may raise its alarm, and the other
            // changes from sample to sample.
            let isLonely = seed % 2 == 1
            let delays = isLonely ? [180_000, 15_000] : [15_000, 15_000 + 60_000 * upTo(5)]
            var kept: [Sample] = []
            var now = 0
            var level = [50, 50]
            while now < 5_400_000 {
                now += 15_000
                for metric in 0..<2 {
                    let value: Int
                    if isLonely {
                        if metric == 0, now % 480_000 > 0 { continue }
                        value = metric == 0 ? 60 : 51 + upTo(300)
                    } else {
                        if upTo(40) == 0 { level[metric] = [20, 48, 52, 90, 0, 0][upTo(6)] }
                        guard level[metric] > 0 || upTo(30) == 0 else { continue }
                        value = level[metric] > 0 ? level[metric] : 80
                    }
                    let sample = Sample(value: value, metric: metric, timestamp: now, visibleAt: now + delays[metric])
                    eager.record(value, of: metric, at: now, visibleAt: sample.visibleAt)
                    if metric == 0 {
                        lazy.record(value, of: metric, at: now, visibleAt: sample.visibleAt)
                    } else {
                        kept.append(sample)
                    }
                }
                while eager.nextDue <= now {
                    let time = eager.nextDue
                    if lazy.mayRead(1, at: time) {
                        for sample in kept where sample.visibleAt <= time {
                            lazy.show(SampleSet(sample.value), of: 1, at: sample.timestamp)
                        }
                        kept.removeAll { $0.visibleAt <= time }
                    } else {
                        skipped += 1
                    }
                    if eager.advance(to: time) { changes += 1 }
                    lazy.advance(to: time)
                    if eager.desired != lazy.desired { wrong.append("seed \(seed) at \(time)") }
                    if eager.desired > 50 {
                        eager.setDesired(4, at: time)
                        lazy.setDesired(4, at: time)
                    }
                    eager.setRunning(eager.desired, at: time)
                    lazy.setRunning(lazy.desired, at: time)
                }
            }
        }
        #expect(wrong.prefix(5) == [])
        #expect(changes > 200 && skipped > 200)
    }
}
