import FleetSimulation
import TargetTracking
import Testing
import TuningCases

@testable import CapacityTuning

struct ReplicationTests {
    private func plan(replications: Int = 6) throws -> ReplicationPlan {
        try ReplicationPlan(
            [
                Candidate(settings: [Setting("min", "1")], scenario: smallScenario(minimum: 1)),
                Candidate(settings: [Setting("min", "4")], scenario: smallScenario(minimum: 4)),
                Candidate(settings: [Setting("copy", "1")], scenario: smallScenario(minimum: 1)),
            ],
            replications: replications,
            blockSize: 2
        )
    }

    @Test("DET-SEED: results are the same for any number of workers, and differ between seeds")
    func workers() async throws {
        let plan = try plan()
        let units = plan.units(ofShard: 0, of: 1)
        var results: [[UnitResult]] = []
        for workers in [1, 2, 8] { results.append(try await ReplicationRunner(workers: workers).run(units, of: plan)) }
        #expect(results[0] == results[1] && results[0] == results[2])
        #expect(results[0].map(\.unit) == Array(0..<9))
        #expect(results[0][0].values != results[0][3].values)
    }

    @Test("DET-CRN: candidates of one replication see the same clients")
    func commonRandomNumbers() throws {
        var hashes: Set<UInt64> = []
        for minimum in [1, 4] {
            let simulation = try Simulation(smallScenario(minimum: minimum), options: .measuresOnly)
            hashes.insert(simulation.run(seed: 5).exogenousHash)
        }
        #expect(hashes.count == 1)
    }

    @Test("NULL-DIFF: a configuration compared with itself differs by exactly zero in every measure")
    func nullDifference() async throws {
        var evaluation = Evaluation(try plan(replications: 8), runner: ReplicationRunner(workers: 2))
        let comparisons = try await Comparison.run(&evaluation, watched: nil)
        let itself = try #require(comparisons.last)
        let other = try #require(comparisons.first)
        #expect(itself.rows.allSatisfy { $0.isIdentical && $0.difference.mean == 0 })
        #expect(other.rows.contains { !$0.isIdentical } && other.replications == 8)
    }

    @Test("shards run apart and merged from their texts give the whole plan's results")
    func shards() async throws {
        let plan = try plan()
        let whole = try await ReplicationRunner(workers: 2).run(plan.units(ofShard: 0, of: 1), of: plan)
        var parts: [(name: String, part: PartFile)] = []
        for shard in [2, 0, 1, 3] {
            let results = try await ReplicationRunner(workers: 1).run(plan.units(ofShard: shard, of: 4), of: plan)
            let text = PartFile(plan: plan, shard: shard, of: 4, results: results).text
            let name = "part-\(shard + 1)"
            parts.append((name, try PartFile(parsing: text, name: name)))
        }
        let merged = try PartFile.merge(parts, of: plan)
        #expect(merged == whole)
        var live = Evaluation(plan, runner: ReplicationRunner(workers: 2))
        var stored = Evaluation(plan, results: merged)
        let goal = TuningGoal(firstReplications: 2)
        let first = try await Tuning.search(goal, &live)
        let second = try await Tuning.search(goal, &stored)
        #expect(first == second)
    }

    @Test("sums and differences are the same whether runs are kept or forgotten, at once or in steps")
    func forgotten() async throws {
        let plan = try plan(replications: 7)
        let runner = ReplicationRunner(workers: 2)
        var kept = Evaluation(plan, runner: runner)
        try await kept.ensure([0, 1, 2], replications: 7)
        var stepwise = Evaluation(plan, runner: runner)
        try await stepwise.ensure([0, 1], replications: 3)
        stepwise.pair([(0, 1)])
        try await stepwise.ensure([0, 1], replications: 4)
        try await stepwise.ensure([0, 1], replications: 99)
        for measure in plan.measures {
            #expect(stepwise.moments(measure, of: 1) == kept.moments(measure, of: 1))
            #expect(
                stepwise.differences(measure, from: 0, to: 1) == kept.differences(measure, from: 0, to: 1),
                "\(measure)"
            )
            #expect(stepwise.proportion(measure, of: 0) == kept.proportion(measure, of: 0))
        }
        #expect(kept.differences(.monthlyCost, from: 0, to: 1).count == 7)
        // Only the pairs that were named can be compared.
        #expect(stepwise.differences(.monthlyCost, from: 0, to: 2).count == 0)
    }

    @Test("lost, doubled, foreign and damaged parts are errors that name them")
    func wrongParts() throws {
        let plan = try plan()
        func part(_ shard: Int, _ plan: ReplicationPlan) -> PartFile {
            let results = plan.units(ofShard: shard, of: 3).map { unit in
                UnitResult(
                    unit: unit.index,
                    values: Array(repeating: 1, count: unit.replications.count * plan.measures.count)
                )
            }
            return PartFile(plan: plan, shard: shard, of: 3, results: results)
        }
        func message(_ body: () throws -> Void) -> String {
            do { try body() } catch { return "\(error)" }
            return "no error"
        }
        let parts = (0..<3).map { (name: "p\($0)", part: part($0, plan)) }
        var short = parts
        short[1].part.results.removeLast()
        let foreign = try ReplicationPlan(plan.candidates, replications: 6, seed: 99, blockSize: 2)
        let text = parts[0].part.text
        let messages = [
            message { _ = try PartFile.merge([parts[0], parts[2]], of: plan) },
            message { _ = try PartFile.merge(parts + [("again", parts[1].part)], of: plan) },
            message { _ = try PartFile.merge([parts[0], parts[1], ("other", part(2, foreign))], of: plan) },
            message { _ = try PartFile.merge(short, of: plan) },
            message { _ = try PartFile(parsing: String(text.dropLast(8)), name: "cut") },
            message { _ = try PartFile(parsing: text.replacing("unit", with: "unit x"), name: "bad") },
            message { _ = try PartFile.merge([], of: plan) },
        ]
        let expected = [
            "shards missing of 3: 2", "again: shard 2 is there twice, also in p1", "other: belongs to another plan",
            "p1: its units", "cut:", "bad:", "no part files",
        ]
        #expect(zip(messages, expected).allSatisfy { $0.contains($1) }, "\(messages)")
    }
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String {
        split(separator: "\n").map { $0.hasPrefix(old + " ") ? new + $0.dropFirst(old.count) : String($0) }
            .joined(separator: "\n") + "\n"
    }
}
