import Testing

@testable import TargetTracking

struct RecentVerdictsTests {
    @Test("bits are those of a dictionary of periods, whatever order the periods come in")
    func equalDictionary() {
        var random = SplitMix(state: 11)
        func upTo(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
        var wrong: [String] = []
        for _ in 0..<60 {
            var verdicts = RecentVerdicts()
            var known: [Int: Bool] = [:]
            var newest = upTo(1000) - 500
            for _ in 0..<200 {
                newest += [0, 0, 1, 1, 1, 3, 70][upTo(7)]
                let period = newest - [0, 0, 0, 1, 2, 20, 63, 80][upTo(8)]
                let breaching = upTo(2) == 0
                verdicts.set(breaching: breaching, inPeriod: period)
                known[period] = breaching
                let last = newest + [0, 0, 1, 5, -1, -3, 80, -80][upTo(8)]
                let top = known.keys.max() ?? last
                let bits = verdicts.bits(upTo: last)
                for age in 0..<RecentVerdicts.reach where last - age > top - 64 {
                    let expected = known[last - age]
                    let present = bits.present >> UInt64(age) & 1 == 1
                    let beyond = bits.breaching >> UInt64(age) & 1 == 1
                    if present != (expected != nil) || beyond != (expected ?? false) {
                        wrong.append("period \(last - age) at \(last)")
                    }
                }
            }
        }
        #expect(wrong == [])
    }
}
