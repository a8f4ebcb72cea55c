import CapacityTuning
import FleetSimulation
import TargetTracking
import TuningCases

@testable import SimulationReport

/// Pages of real runs, small enough for a debug build: two hours with a burst of clients that few tasks meet.
enum SamplePage: String, CaseIterable {
    case run
    case compare
    case compareMany
    case tune

    func html() async throws -> String {
        switch self {
        case .run: return try Self.builder().page().html()
        case .compare: return try await Self.comparison([1, 3]).page.html(title: "scalesim compare")
        case .compareMany: return try await Self.comparison([1, 2, 3, 6]).page.html(title: "scalesim compare")
        case .tune: return try await Self.tuning().page.html(title: "scalesim tune")
        }
    }

    private static func builder() throws -> RunPageBuilder {
        var scenario = smallScenario()
        try scenario.setAssumption("start_latency_s", to: "45")
        try scenario.setAssumption("custom_metric_visible_delay_s", to: "30")
        let outcome = try Simulation(scenario).run()
        var input = RunPageBuilder.Input(
            name: scenario.name,
            description: "A burst of clients that few tasks meet.",
            scenario: scenario,
            outcome: outcome,
            decisions: outcome.controlPlane?.decisions ?? [],
            demands: outcome.controlPlane?.demands ?? []
        )
        input.showsAllDecisions = true
        return RunPageBuilder(input)
    }

    private static func candidates(_ minimums: [Int]) -> [Candidate] {
        minimums.map { Candidate(settings: [Setting("min", "\($0)")], scenario: smallScenario(minimum: $0)) }
    }

    private static func comparison(_ minimums: [Int]) async throws -> ComparisonReport {
        let plan = try ReplicationPlan(candidates(minimums), replications: 12)
        var evaluation = Evaluation(plan, runner: ReplicationRunner(workers: 2))
        return ComparisonReport(
            labels: plan.candidates.map(\.label),
            comparisons: try await Comparison.run(&evaluation, watched: nil),
            seed: plan.seed,
            scenarios: plan.candidates.map(\.scenario),
            reproduction: ["scalesim compare"]
        )
    }

    private static func tuning() async throws -> TuningReport {
        let plan = try ReplicationPlan(candidates(Array(1...6)), replications: 16)
        var evaluation = Evaluation(plan, runner: ReplicationRunner(workers: 2))
        var goal = TuningGoal()
        goal.firstReplications = 4
        return TuningReport(
            plan: plan,
            goal: goal,
            result: try await Tuning.search(goal, &evaluation),
            reproduction: ["scalesim tune"]
        )
    }
}
