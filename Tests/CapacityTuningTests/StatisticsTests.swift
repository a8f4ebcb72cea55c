import Testing

@testable import CapacityTuning

struct StatisticsTests {
    @Test(
        "STAT-WILSON: Wilson's interval",
        arguments: [
            (0, 100, 0.0, 0.03699349820698568), (1, 100, 0.0017674320641406505, 0.054486196178705315),
            (5, 100, 0.02154367915436796, 0.11175046923191913), (0, 1000, 0.0, 0.0038267584855551234),
            (100, 100, 0.9630065017930143, 1.0),
        ]
    )
    func wilson(successes: Int, trials: Int, lower: Double, upper: Double) {
        let interval = Proportion(successes, of: trials).wilson()
        #expect(abs(interval.lower - lower) <= 1e-9 && abs(interval.upper - upper) <= 1e-9)
    }

    @Test(
        "STAT-RULE3: clean runs needed for a claim",
        arguments: [(0.05, 59), (0.01, 299), (0.001, 2995), (1e-6, 2_995_731)]
    )
    func cleanRuns(probability: Double, expected: Int) {
        #expect(CleanRuns.needed(for: probability) == expected)
        #expect(CleanRuns.upperBound(after: expected) <= probability)
        #expect(CleanRuns.upperBound(after: expected - 1) > probability)
    }

    @Test(
        "so many clean runs bring Wilson's whole interval below a limit, one fewer does not",
        arguments: [0.5, 0.05, 0.01, 1e-4]
    )
    func trialsToShow(limit: Double) {
        let runs = Proportion.trialsToShow(below: limit)
        #expect(Proportion(0, of: runs).wilson().upper < limit && Proportion(0, of: runs - 1).wilson().upper >= limit)
        let goal = TuningGoal(requirements: [
            Requirement(.refused, .below, limit), Requirement(.refusedClients, .equal, 0),
        ])
        #expect(goal.replicationsToShow == max(256, runs))
    }

    @Test("STAT-PARETO: the points that no other beats, cheapest first")
    func pareto() {
        let points: [[Double]] = [[10, 5], [12, 3], [11, 6], [15, 3], [9, 9], [20, 0], [20, 1], [9, 9]]
        #expect(ParetoFront.indices(of: points).map { points[$0] } == [[9, 9], [10, 5], [12, 3], [20, 0]])
        #expect(ParetoFront.indices(of: []) == [])
    }

    @Test(
        "quantiles of Student's t equal the published ones",
        arguments: [
            (1, 0.975, 12.706204736432095), (2, 0.975, 4.302652729911275), (3, 0.995, 5.840909309),
            (5, 0.975, 2.570581835636314), (10, 0.975, 2.2281388519649385), (30, 0.95, 1.697260887),
            (100, 0.975, 1.9839715185235518), (999, 0.975, 1.96234146), (1000, 0.975, 1.9623390808264074),
            (100_000, 0.975, 1.959987709), (10, 0.025, -2.2281388519649385), (7, 0.5, 0),
        ]
    )
    func student(degrees: Int, probability: Double, expected: Double) {
        #expect(abs(Distributions.studentQuantile(probability, degrees: degrees) - expected) < 2e-8)
    }

    @Test(
        "quantiles and tails of the normal distribution equal the published ones",
        arguments: [
            (0.975, 1.959963984540054), (0.995, 2.5758293035489004), (0.9, 1.2815515655446004),
            (0.999999, 4.753424308822899),
        ]
    )
    func normal(probability: Double, expected: Double) {
        let quantile = Distributions.normalQuantile(probability)
        #expect(abs(quantile - expected) < 1e-9 && abs(Distributions.normal(expected) - probability) < 1e-14)
        #expect(abs(Distributions.normal(-7) - 1.279812543885835e-12) < 1e-22)
    }

    @Test("binomial tails equal the sum of their terms")
    func binomial() {
        var worst = 0.0
        for trials in [1, 5, 20] {
            for probability in [0.01, 0.3, 0.5, 0.95] {
                var term = (0..<trials).reduce(1.0) { product, _ in product * (1 - probability) }
                var sum = 0.0
                for successes in 0...trials {
                    sum += term
                    let tail = Distributions.binomial(atMost: successes, of: trials, probability: probability)
                    worst = max(worst, abs(tail - sum))
                    term *= Double(trials - successes) / Double(successes + 1) * probability / (1 - probability)
                }
            }
        }
        #expect(worst < 1e-13)
        #expect(abs(Distributions.binomial(atMost: 2, of: 100_000, probability: 0.0001) - 0.002768487800528) < 1e-12)
        #expect(abs(Proportion(0, of: 298).chance(atMost: 0.01) - 0.9504637) < 1e-6)
    }

    @Test("moments do not depend on the order of the values, and equal a direct computation")
    func moments() {
        var values: [Double] = []
        var state: UInt64 = 3
        for _ in 0..<1000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            values.append(Double(state >> 40) / 1000 - 8000)
        }
        var forward = Moments()
        var backward = Moments()
        for value in values { forward.add(Moments.millionths(value)) }
        for value in values.reversed() { backward.add(Moments.millionths(value)) }
        let mean = values.reduce(0, +) / 1000
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 999
        #expect(forward == backward)
        #expect(abs(forward.mean - mean) < 1e-6 && abs(forward.variance / variance - 1) < 1e-9)
        let interval = forward.interval()
        #expect(interval.lower < mean && mean < interval.upper)
        #expect(Moments.millionths(-1.0000005) == -1_000_001 && Moments.millionths(1e300) > 0)
    }

    @Test("a t interval covers the mean about as often as it says")
    func coverage() {
        var state: UInt64 = 11
        var covered = 0
        for _ in 0..<2000 {
            var moments = Moments()
            for _ in 0..<8 {
                var sum = 0.0
                for _ in 0..<12 {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    sum += Double(state >> 11) * 0x1p-53
                }
                moments.add(Moments.millionths(sum - 6))
            }
            let interval = moments.interval()
            if interval.crossesZero { covered += 1 }
        }
        #expect((1860...1940).contains(covered), "\(covered)")
    }

    @Test(
        "EB-FORMULA: Erlang's loss formula",
        arguments: [(1.0, 2, 0.2), (10, 10, 0.21458234310734733), (180, 200, 0.010324995204982297)]
    )
    func erlang(offered: Double, servers: Int, expected: Double) {
        #expect(abs(ErlangFormula.blocking(offered: offered, servers: servers) / expected - 1) < 1e-10)
        #expect(ErlangFormula.tasks(offered: 180, limit: 200, blockingAtMost: 0.02) == 1)
        #expect(ErlangFormula.tasks(offered: 180, limit: 200, blockingAtMost: 0.001) == 2)
    }
}
