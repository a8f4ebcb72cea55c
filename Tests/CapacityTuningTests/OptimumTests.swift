import FleetSimulation
import Testing
import TuningCases

@testable import CapacityTuning

/// Searches over made-up observations of which the truth is known, so that hundreds of searches cost nothing.
struct OptimumTests {
    /// Candidates by cost, each with its true probability of a refusal; the cheapest that keeps 5 % is the optimum.
    private let truth: [(cost: Double, refusal: Double)] = [
        (100, 0.9), (110, 0.7), (120, 0.55), (130, 0.4), (140, 0.3), (150, 0.22), (160, 0.15), (170, 0.006),
        (180, 0.01), (190, 0.002), (200, 0.0), (210, 0.0), (230, 0.0), (250, 0.0), (300, 0.0), (155, 0.35),
    ]

    private func evaluation(seed: UInt64) throws -> Evaluation {
        let measures: [Measure] = [.monthlyCost, .refused, .forcedDisconnects]
        let plan = try ReplicationPlan(
            truth.indices.map { Candidate(settings: [Setting("n", "\($0)")], scenario: smallScenario()) },
            replications: 256,
            measures: measures
        )
        // Common random numbers: one day's load moves the cost and the chance of refusal of every candidate alike.
        let results = (0..<plan.unitCount).map { index in
            let unit = plan.unit(at: index)
            var values: [Int] = []
            for replication in unit.replications {
                var day = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(replication))
                let load = Double(day.next() >> 11) * 0x1p-53
                let shared = Double(day.next() >> 11) * 0x1p-53
                var own = SplitMix64(seed: day.next() ^ UInt64(unit.candidate) &* 0x9e37_79b9)
                let noise = Double(own.next() >> 11) * 0x1p-53
                let draw = Double(own.next() >> 11) * 0x1p-53
                let refused = (replication % 2 == 0 ? shared : draw) < truth[unit.candidate].refusal
                values.append(Moments.millionths(truth[unit.candidate].cost + 40 * load + 4 * noise))
                values.append(refused ? 1_000_000 : 0)
                values.append(Moments.millionths(100 - 0.1 * truth[unit.candidate].cost))
            }
            return UnitResult(unit: index, values: values)
        }
        return Evaluation(plan, results: results)
    }

    @Test("in at least 95 of 100 seeds the search finds the true optimum, with a fraction of the replications")
    func findsTrueOptimum() async throws {
        var found = 0
        var spent = 0
        for seed in 0..<100 {
            var evaluation = try evaluation(seed: UInt64(seed))
            let goal = TuningGoal(requirements: [Requirement(.refused, .below, 0.05)])
            let result = try await Tuning.search(goal, &evaluation)
            if result.chosen == 7 { found += 1 }
            spent += result.rounds.enumerated().reduce(0) { total, entry in
                let before = entry.offset == 0 ? 0 : result.rounds[entry.offset - 1].replications
                return total + (entry.element.replications - before) * entry.element.candidates.count
            }
        }
        #expect(found >= 95 && spent < 100 * 16 * 256 / 3, "\(found) found, \(spent) replications")
    }

    @Test("candidates that no measure tells apart are ties; the front is told with them")
    func ties() async throws {
        var evaluation = try evaluation(seed: 1)
        let goal = TuningGoal(requirements: [Requirement(.refused, .below, 0.05)])
        let result = try await Tuning.search(goal, &evaluation)
        #expect(result.rows.allSatisfy { $0.ties.allSatisfy(result.front.contains) })
        #expect(result.front == result.front.sorted { truth[$0].cost < truth[$1].cost })
        #expect(result.rows[result.best].meetsRequirements)
    }

    @Test("the worst days are told by their mean, to within a hundredth")
    func tail() throws {
        var sketch = TailSketch()
        var generator = SplitMix64(seed: 3)
        var values: [Int] = []
        for _ in 0..<5000 {
            // Heavy-tailed: most small, a few a thousand times larger, some zero.
            let value = Int(generator.next() >> (44 + generator.next() % 20)) - 3
            values.append(max(0, value))
            sketch.add(max(0, value))
        }
        values.sort(by: >)
        for share in [0.0001, 0.01, 0.05, 0.5, 1] {
            let kept = max(1, Int((5000 * share).rounded(.up)))
            let exact = Double(values.prefix(kept).reduce(0, +)) / Double(kept)
            #expect(abs(sketch.meanOfLargest(share) - exact) <= 0.01 * exact, "\(share)")
        }
        #expect(sketch.meanOfLargest(1) == Double(values.reduce(0, +)) / 5000)
    }
}
