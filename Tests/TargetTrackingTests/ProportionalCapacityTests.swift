import Testing

@testable import TargetTracking

struct ProportionalCapacityTests {
    struct Row: Sendable {
        var base: Int
        var metric: String
        var target: Int
        var expected: Int
    }

    @Test(
        "TT-STEP, TT-FP-CEIL: one step is ceil(capacity * metric / target), exactly",
        arguments: [
            Row(base: 2, metric: "160", target: 80, expected: 4),
            Row(base: 3, metric: "110", target: 80, expected: 5),
            Row(base: 5, metric: "96.0", target: 80, expected: 6),
            Row(base: 10, metric: "90", target: 80, expected: 12),
            Row(base: 13, metric: "71.92307692307692", target: 80, expected: 12),
            Row(base: 4, metric: "50", target: 80, expected: 3),
            Row(base: 3, metric: "75", target: 50, expected: 5),
            Row(base: 6, metric: "37.5", target: 50, expected: 5),
            Row(base: 7, metric: "514.2857142857143", target: 80, expected: 45),
            Row(base: 3, metric: "346.6666666666667", target: 80, expected: 13),
            Row(base: 3, metric: "693.3333333333334", target: 80, expected: 26),
            Row(base: 6, metric: "653.3333333333334", target: 80, expected: 49),
            Row(base: 7, metric: "128.57142857142858", target: 100, expected: 9),
            Row(base: 3, metric: "26.666666666666668", target: 80, expected: 1),
        ]
    )
    func oneStep(row: Row) throws {
        let double = try #require(Double(row.metric))
        let metric = try #require(Ratio(simplest: double))
        let capacity = proportionalCapacity(
            base: row.base,
            metric: metric.numerator,
            over: metric.denominator,
            target: Ratio(row.target)
        )
        #expect(capacity == row.expected)
    }

    @Test("TT-FIXED: from any number of tasks one step reaches ceil(N/t), and the next changes nothing")
    func fixedPoint() {
        var wrong: [String] = []
        for (total, expected) in zip([1, 80, 81, 160, 161, 560, 960, 961, 1000], [1, 1, 2, 2, 3, 7, 12, 13, 13]) {
            for tasks in 1...40 {
                let first = proportionalCapacity(base: tasks, metric: total, over: tasks, target: Ratio(80))
                let second = proportionalCapacity(base: first, metric: total, over: first, target: Ratio(80))
                if first != expected || second != expected {
                    wrong.append("\(total) over \(tasks): \(first), \(second)")
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("the capacity equals a reference in wider integers over many combinations of tasks, sums and targets")
    func exactAgainstReference() {
        var generator = SplitMix(state: 7)
        var wrong = 0
        for _ in 0..<200_000 {
            let base = Int(generator.next() % 5000) + 1
            let sum = Int(generator.next() % 1_000_000_007)
            let count = Int(generator.next() % 100_000) + 1
            let top = Int(generator.next() % 1_000_000) + 1
            let bottom = Int(generator.next() % 1000) + 1
            guard let target = Ratio(top, over: bottom) else { continue }
            // The smallest c with c * count * target >= base * sum, checked by multiplication only.
            let c = proportionalCapacity(base: base, metric: sum, over: count, target: target)
            let need = UInt128(base) * UInt128(sum) * UInt128(target.denominator)
            let unit = UInt128(count) * UInt128(target.numerator)
            let enough = UInt128(c) * unit >= need
            let least = c == 0 || UInt128(c - 1) * unit < need
            if !enough || !least { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test("products beyond 128 bits are reduced first, and held at Int.max if they still do not fit")
    func hugeNumbers() throws {
        let target = try #require(Ratio(Int.max, over: Int.max - 1))
        let capacity = proportionalCapacity(base: Int.max - 1, metric: Int.max - 1, over: Int.max - 1, target: target)
        #expect(capacity == Int.max - 1)
        #expect(proportionalCapacity(base: Int.max, metric: Int.max, over: 1, target: Ratio(1)) == Int.max)
        #expect(proportionalCapacity(base: 5, metric: 0, over: 0, target: Ratio(80)) == 0)
    }

    @Test(
        "with a tolerance of a tenth the capacity is that of the Horizontal Pod Autoscaler",
        arguments: [
            (50, "90", "75", 60), (3, "50", "30", 5), (5, "28", "50", 3), (10, "1.05", "1", 10), (10, "1.1", "1", 10),
            (10, "1.11", "1", 12), (10, "0.9", "1", 10), (10, "0.89", "1", 9),
        ]
    )
    func tolerance(base: Int, metric: String, target: String, expected: Int) throws {
        let capacity = proportionalCapacity(
            base: base,
            metric: try #require(Ratio(decimal: metric)),
            target: try #require(Ratio(decimal: target)),
            tolerance: try #require(Ratio(decimal: "0.1"))
        )
        #expect(capacity == expected)
    }

    @Test("more load never asks for less, and a higher target never for more")
    func monotone() {
        var broken = 0
        for tasks in 1...20 {
            for total in 0..<2000 {
                let here = proportionalCapacity(base: tasks, metric: total, over: tasks, target: Ratio(80))
                let more = proportionalCapacity(base: tasks, metric: total + 1, over: tasks, target: Ratio(80))
                let higher = proportionalCapacity(base: tasks, metric: total, over: tasks, target: Ratio(81))
                if more < here || higher > here { broken += 1 }
            }
        }
        #expect(broken == 0)
    }
}

struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
