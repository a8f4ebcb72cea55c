import FleetSimulation
import Testing
import TuningCases

@testable import CapacityTuning

/// Searches over real simulations, each candidate of the grid simulated often enough to know which one is best.
///
/// `TuningBenchmark optimum` runs every search with simulations of its own; here they draw from one pool of them, so
/// that a debug build is done in seconds.
struct RealOptimumTests {
    private static let pool = 200

    @Test(
        "in at least 95 of 100 seeds the search over real simulations finds the true optimum of the whole grid",
        arguments: [("crowd", "min=5 target=12"), ("cuts", "min=2 target=10")]
    )
    func findsTrueOptimum(name: String, expected: String) async throws {
        let one = try #require(TuningCase.all.first { $0.name == name })
        let pool = try one.plan(search: 0, replications: Self.pool)
        let units = pool.units(ofShard: 0, of: 1)
        let results = try await ReplicationRunner(workers: 2).run(units, of: pool)
        var rows = Array(repeating: [Int](), count: pool.candidates.count)
        for (unit, result) in zip(units, results) { rows[unit.candidate] += result.values }

        var whole = Evaluation(pool, results: results)
        try await whole.ensure(Array(rows.indices), replications: Self.pool)
        let truth = GridTruth(one, whole)
        let optimum = try #require(truth.optimum)
        #expect(truth.rows[optimum].label == expected)
        // Clear: what is cheaper breaks the promise and the optimum keeps it by a fifth, the next one costs 1 % more.
        #expect(truth.margin > 1.2 && truth.costMargin > 0.01, "\(truth.margin) \(truth.costMargin)")

        let plan = try one.plan(search: 0, replications: one.goal.replicationsToShow)
        let width = plan.measures.count
        var found = 0
        var spent = 0
        for seed in 0..<100 {
            // Every candidate of a search meets the same days of the pool.
            var generator = SplitMix64(seed: UInt64(seed))
            let days = (0..<plan.replications).map { _ in Int(generator.next() % UInt64(Self.pool)) }
            let drawn = plan.units(ofShard: 0, of: 1).map { unit in
                UnitResult(
                    unit: unit.index,
                    values: unit.replications.flatMap {
                        rows[unit.candidate][days[$0] * width..<(days[$0] + 1) * width]
                    }
                )
            }
            var evaluation = Evaluation(plan, results: drawn)
            let result = try await Tuning.search(one.goal, &evaluation)
            if result.chosen == optimum { found += 1 }
            spent += result.replicationsRun
        }
        #expect(found >= 95, "\(found) found")
        #expect(spent < 100 * plan.candidates.count * plan.replications / 2, "\(spent) replications")
    }

    @Test("a candidate dropped for one that was lucky comes back")
    func comesBack() {
        func promise(_ candidate: Int, _ cost: Double, _ chance: Double) -> Promise {
            Promise(candidate: candidate, cost: cost, chance: chance, isMet: chance > 0.5)
        }
        // Three cheap ones that stand and fall together leave a place for the dearer one that is surer.
        let early = [promise(0, 1, 0.7), promise(1, 1.01, 0.7), promise(2, 1.02, 0.69), promise(3, 2, 0.98)]
        #expect(early.promising(2) == [0, 3])
        // Once they turned out to fail, the middle one with few runs is preferred to the dearest.
        let late = [promise(0, 1, 0.001), promise(1, 1.5, 0.6), promise(2, 9, 0.9999), promise(3, 8, 0.001)]
        #expect(late.promising(2) == [1, 2])
        // Whatever adds to the chance of what is cheaper stays, however few are wanted.
        #expect([promise(0, 1, 0.3), promise(1, 2, 0.6), promise(2, 3, 0.95)].promising(2) == [0, 1, 2])
    }
}
