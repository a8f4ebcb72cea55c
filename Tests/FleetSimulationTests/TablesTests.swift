import TargetTracking
import Testing

@testable import FleetSimulation

@Suite("Tables of the engine against plain arrays")
struct TablesTests {
    @Test("the largest load is that of an array, through connects, disconnects and cuts")
    func largestLoad() {
        var random = SplitMix64(seed: 3)
        var loads = TaskLoads()
        var expected: [Int] = []
        var wrong = 0
        for step in 0..<20_000 {
            if step % 2000 == 0 {
                loads.append()
                expected.append(0)
            }
            let task = Int.random(in: expected.indices, using: &random)
            switch Int.random(in: 0..<100, using: &random) {
            case 0:
                loads.clear(task)
                expected[task] = 0
            case 1..<45 where expected[task] > 0:
                expected[task] -= 1
                if loads.decrement(task) != expected[task] { wrong += 1 }
            default:
                expected[task] += 1
                if loads.increment(task) != expected[task] { wrong += 1 }
            }
            if loads.largest != expected.max() || loads[task] != expected[task] { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test("the next equal element is found from every place in tables of every short length")
    func nextEqualElement() {
        var random = SplitMix64(seed: 4)
        var wrong: [String] = []
        for length in 0...40 {
            var table = Table<Int32>()
            var array: [Int32] = []
            for _ in 0..<length {
                let element = Int32.random(in: -1...3, using: &random)
                table.append(element)
                array.append(element)
            }
            for start in 0...length {
                for element in -1...4 as ClosedRange<Int32> {
                    let expected = array[start...].firstIndex(of: element) ?? length
                    if table.firstIndex(of: element, from: start) != expected {
                        wrong.append("\(element) from \(start) of \(array)")
                    }
                }
            }
        }
        #expect(wrong == [])
    }

    @Test("every scrape is handed over once, with the connections of its instant, whatever the delay")
    func scrapesOfATask() {
        var wrong: [String] = []
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = SplitMix64(seed: seed)
            let interval = Int.random(in: 5...40, using: &random)
            let delay = [0, 30, 200, 2000][Int(seed % 4)]
            var rings = ScrapeRings()
            rings.append()
            var scrapes = TaskScrapes()
            // By turns a task publishes from the beginning, and from its first connection on.
            var isPublished = Bool.random(using: &random)
            var value = isPublished ? 7 : 0
            var expectedAt = Int.random(in: 0..<interval, using: &random)
            scrapes.begin(at: expectedAt, 0, connections: value, publishes: isPublished, &rings)
            var expected: [ScrapeRings.Sample] = []
            var got = SampleSet.empty
            var now = 0
            while now < 3000 {
                now += Int.random(in: 1...60, using: &random)
                while expectedAt <= now {
                    if isPublished { expected.append(.init(at: expectedAt, value: value)) }
                    expectedAt += interval
                }
                if Bool.random(using: &random) {
                    let change = Int.random(in: -value...90, using: &random)
                    scrapes.note(change, of: 0, at: now, interval: interval, &rings)
                    if !isPublished { scrapes.publish(at: now, interval: interval) }
                    isPublished = true
                    value += change
                } else {
                    hand(until: now - delay, &scrapes, &rings, interval, &got)
                    let seen = expected.filter { $0.at <= now - delay }
                    if got.sum != seen.reduce(0, { $0 + $1.value }) || got.count != seen.count {
                        wrong.append("seed \(seed) at \(now): \(got.count) of \(seen.count)")
                    }
                }
                if scrapes.published(until: now, interval: interval) != expected.count {
                    wrong.append("seed \(seed) at \(now): counted wrongly")
                }
            }
            // The task ends; what it has scraped is still handed over.
            scrapes.end(0, at: now, interval: interval, &rings)
            hand(until: now, &scrapes, &rings, interval, &got)
            if got.sum != expected.reduce(0, { $0 + $1.value }) || rings.documents != expected.count {
                wrong.append("seed \(seed): \(got.count) of \(expected.count), \(rings.documents) counted")
            }
        }
        #expect(wrong.prefix(5) == [])
    }

    @Test("scrapes that nobody reads are counted and forgotten")
    func unreadScrapes() {
        var rings = ScrapeRings()
        rings.append()
        rings.keepsAll = false
        var scrapes = TaskScrapes()
        scrapes.begin(at: 0, 0, connections: 3, publishes: true, &rings)
        for now in 1...5000 { scrapes.note(now % 2 == 0 ? 1 : -1, of: 0, at: now * 10, interval: 10, &rings) }
        scrapes.end(0, at: 50_000, interval: 10, &rings)
        #expect(rings.documents == 5001 && rings.spilled.isEmpty)
    }

    private func hand(
        until: Int,
        _ scrapes: inout TaskScrapes,
        _ rings: inout ScrapeRings,
        _ interval: Int,
        _ got: inout SampleSet
    ) {
        scrapes.handOver(until: until, of: 0, interval: interval, &rings, into: &got)
        for sample in rings.removeSpilled(until: until) { got.formUnion(SampleSet(sample.value)) }
    }
}
