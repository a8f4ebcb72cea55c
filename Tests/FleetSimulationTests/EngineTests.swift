import Testing

@testable import FleetSimulation

@Suite("Parts of the engine")
struct EngineTests {
    @Test("the calendar gives its keys in order, whatever is pushed in between")
    func calendarOrder() {
        var random = SplitMix64(seed: 9)
        var queue = EventCalendar(horizon: 1_000_000)
        var expected: [UInt64] = []
        var got: [UInt64] = []
        var now = 0
        func push(_ count: Int) {
            for _ in 0..<count {
                let at = Int.random(in: now...1_000_000, using: &random)
                let key = EventHeap.key(at: at, slot: Int.random(in: 0..<5000, using: &random))
                queue.push(key)
                expected.append(key)
            }
        }
        push(200)
        while true {
            let key = queue.first()
            guard key != EventHeap.none else { break }
            queue.removeFirst()
            got.append(key)
            now = EventHeap.time(of: key)
            if got.count % 3 == 0, expected.count < 3000 { push(4) }
        }
        // What is pushed is never before what was taken, except at the same instant, where slots may be lower.
        let times = got.map { EventHeap.time(of: $0) }
        #expect(times == times.sorted())
        #expect(got.sorted() == expected.sorted())
    }

    @Test("percentiles of durations are within one percent")
    func percentiles() {
        var histogram = DurationHistogram()
        for value in 1...100_000 { histogram.add(value) }
        let summary = histogram.summary()
        let got = [summary.percentile50Seconds, summary.percentile95Seconds, summary.percentile99Seconds]
        for (value, expected) in zip(got, [50.0, 95, 99]) { #expect(abs(value - expected) < expected / 100) }
        #expect(summary.minimumSeconds == 0.001)
        #expect(summary.maximumSeconds == 100)
        #expect(summary.meanSeconds == 50.0005)
    }

    @Test("the largest wave is over any second, not over calendar seconds")
    func waves() {
        var waves = WaveMeter()
        for instant in [0, 600, 900, 1100, 1400, 1599, 1601, 30_000, 60_500] { waves.add(instant) }
        #expect(waves.largestPerSecond == 5)
        #expect(waves.largestPerMinute == 9 - 1)
    }

    @Test(
        "shapes turn into straight pieces with the right integral",
        arguments: [
            (LoadShape.constant(2), 2000.0),
            (.steps([LoadPoint(seconds: 0, value: 1), LoadPoint(seconds: 250, value: 3)]), 250 + 2250),
            (.ramps([LoadPoint(seconds: 0, value: 0), LoadPoint(seconds: 500, value: 10)]), 2500 + 5000),
            (.burst(total: 40, startSeconds: 100, durationSeconds: 50), 40),
            (.wave(total: 100, startSeconds: 100, meanSeconds: 60, shape: 3), 100),
            (
                .echo(
                    .burst(total: 10, startSeconds: 0, durationSeconds: 10),
                    periodSeconds: 100,
                    count: 4,
                    decay: 0.5
                ), 19.375
            ),
            (.sum([.constant(1), .scaled(by: 2, .constant(1))]), 3000),
            (.sine(mean: 1, amplitude: 0.5, periodSeconds: 1000, shiftSeconds: 0), 1000),
            (.delayed(bySeconds: 400, .constant(1)), 600),
            (.ramps([LoadPoint(seconds: 0, value: -1), LoadPoint(seconds: 1000, value: 1)]), 250),
        ]
    )
    func integrals(_ shape: LoadShape, _ expected: Double) {
        let total = RateCurve(shape, horizonSeconds: 1000).total
        #expect(abs(total - expected) < 0.005 * expected)
    }

    @Test("days repeat, and weekdays have their factors")
    func days() {
        let day = LoadShape.daily(.burst(total: 10, startSeconds: 3600, durationSeconds: 60))
        #expect(abs(RateCurve(day, horizonSeconds: 3 * 86_400).total - 30) < 1e-6)
        let week = LoadShape.weekly(dayFactors: [1, 1, 1, 1, 1, 0.5, 0], .constant(1))
        #expect(abs(RateCurve(week, horizonSeconds: 14 * 86_400).total - 11 * 86_400) < 1e-3)
    }

    @Test("a concurrency curve is followed to the client")
    func concurrency() throws {
        let scenario = Scenario.theory(
            "trace",
            arrivals: .concurrency(
                .ramps([
                    LoadPoint(seconds: 0, value: 10), LoadPoint(seconds: 600, value: 40),
                    LoadPoint(seconds: 1200, value: 5),
                ])
            ),
            session: .constant(0),
            seconds: 1800
        )
        let series = try Simulation(scenario).run().series.connections
        #expect(series[1] == 13)
        #expect(series[10] == 40)
        #expect(series[15] == 23 || series[15] == 22)
        #expect(series.last == 5)
    }
}

extension EngineTests {
    @Test("the least loaded target is the one a search would find")
    func leastLoaded() {
        var random = SplitMix64(seed: 4)
        var queue = LeastLoaded()
        var loads: [Int?] = Array(repeating: nil, count: 12)
        var wrong = 0
        for _ in 0..<4000 {
            let task = Int.random(in: loads.indices, using: &random)
            switch (loads[task], Int.random(in: 0..<6, using: &random)) {
            case (nil, _):
                let load = Int.random(in: 0...9, using: &random)
                queue.insert(task, load: load)
                loads[task] = load
            case (_?, 0):
                queue.remove(task)
                loads[task] = nil
            case (let load?, let choice):
                let changed = choice == 1 ? 0 : max(0, load + (choice < 4 ? 1 : -1))
                queue.move(task, to: changed)
                loads[task] = changed
            }
            let first = queue.first()
            let least = loads.compactMap(\.self).min()
            if (first < 0 ? nil : loads[first]) != least { wrong += 1 }
        }
        #expect(wrong == 0)
    }
}
