public import CapacityTuning

/// What every candidate of a case is really like, from many replications of the whole grid.
public struct GridTruth: Sendable {
    /// One candidate.
    public struct Row: Sendable {
        /// Its settings.
        public var label: String
        /// The mean of what shall be small.
        public var cost: Moments
        /// The requirement.
        public var requirement: RequirementResult
    }

    /// The candidates in the order of the grid.
    public let rows: [Row]
    /// The cheapest one that keeps the requirement.
    public let optimum: Int?

    /// Runs the whole grid of a case, with seeds that no search uses.
    public init(_ one: TuningCase, replications: Int, workers: Int) async throws(TuningError) {
        let plan = try one.plan(search: 1_000_000, replications: replications)
        var evaluation = Evaluation(plan, runner: ReplicationRunner(workers: workers))
        evaluation.pair([])
        try await evaluation.ensure(Array(plan.candidates.indices), replications: replications)
        self.init(one, evaluation)
    }

    /// What the replications of a whole grid say.
    public init(_ one: TuningCase, _ evaluation: Evaluation) {
        let plan = evaluation.plan
        rows = plan.candidates.indices.map { candidate in
            Row(
                label: plan.candidates[candidate].label,
                cost: evaluation.moments(one.goal.minimized, of: candidate),
                requirement: one.goal.requirements[0].result(of: candidate, in: evaluation, confidence: 0.999)
            )
        }
        let keeping = rows.indices.filter { [rows] in rows[$0].requirement.verdict == .kept }
        optimum = keeping.min { [rows] in rows[$0].cost.mean < rows[$1].cost.mean }
    }

    /// By how much the estimates stand clear of the limit: the least ratio between the limit and the value of the
    /// optimum, or between the value of a cheaper candidate and the limit.
    ///
    /// 2 means that everything that matters is off by a factor of two.
    public var margin: Double {
        guard let optimum else { return 0 }
        let limit = rows[optimum].requirement.requirement.limit
        let cheaper = rows.filter { $0.cost.mean < rows[optimum].cost.mean }.map { $0.requirement.estimate / limit }
        let own = limit / max(rows[optimum].requirement.estimate, limit * 1e-6)
        return min(own, cheaper.min() ?? .infinity)
    }

    /// By how much, as a share, the next cheapest candidate that keeps the requirement costs more.
    public var costMargin: Double {
        guard let optimum else { return 0 }
        let own = rows[optimum].cost.mean
        let others = rows.indices.filter { index in
            let result = rows[index].requirement
            return index != optimum && result.requirement.isMet(by: result.estimate)
        }
        return ((others.map { rows[$0].cost.mean }.min() ?? .infinity) - own) / own
    }
}
