import CapacityTuning
import TuningCases

/// Prints the whole grid of a case, and in how many searches with seeds of their own the true optimum is found.
func printOptimum(_ one: TuningCase, replications: Int, searches: Int) async throws {
    let truth = try await GridTruth(one, replications: replications, workers: 2)
    print("\(one.name): \(one.goal.requirements[0].text), \(truth.rows.count) candidates, \(replications) replications")
    for (index, row) in truth.rows.enumerated().sorted(by: { $0.element.cost.mean < $1.element.cost.mean }) {
        let value = row.requirement
        print(
            "  \(index == truth.optimum ? "*" : " ") \(row.label): \(decimal(row.cost.mean, 2)), "
                + "\(decimal(value.estimate, 4)) (\(decimal(value.interval.lower, 4)) to "
                + "\(decimal(value.interval.upper, 4))) \(value.verdict.rawValue)"
        )
    }
    print("  margin to the limit \(decimal(truth.margin, 2)), to the next cost \(decimal(truth.costMargin * 100, 2)) %")
    var found = 0
    var runs = 0
    var others: [String] = []
    let start = wallSeconds()
    for search in 0..<searches {
        let plan = try one.plan(search: search, replications: one.goal.replicationsToShow)
        var evaluation = Evaluation(plan, runner: ReplicationRunner(workers: 2))
        let result = try await Tuning.search(one.goal, &evaluation)
        runs += result.replicationsRun
        if result.chosen == truth.optimum {
            found += 1
        } else {
            others.append(result.chosen.map { plan.candidates[$0].label } ?? "none")
        }
    }
    print(
        "  found in \(found) of \(searches) searches, \(runs / searches) of "
            + "\(truth.rows.count * one.goal.replicationsToShow) replications each, "
            + "\(decimal((wallSeconds() - start) / Double(runs) * 1e3, 3)) ms a replication"
    )
    if !others.isEmpty { print("  else " + others.sorted().joined(separator: "; ")) }
}
