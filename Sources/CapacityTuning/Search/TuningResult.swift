extension TuningResult {
    /// Judges the candidates by the replications they have after the rounds of a search.
    init(_ goal: TuningGoal, _ evaluation: Evaluation, _ rounds: [TuningRound]) {
        let measures = goal.frontMeasures
        var rows = evaluation.plan.candidates.indices.map { candidate in
            TuningRow(
                candidate: candidate,
                replications: evaluation.replications(of: candidate),
                measures: measures.map { evaluation.moments($0, of: candidate) },
                requirements: goal.requirements.map {
                    $0.result(of: candidate, in: evaluation, confidence: goal.confidence)
                },
                isOnFront: false,
                ties: []
            )
        }
        // Only candidates with the same replications are compared: the front is that of those with all of them.
        let finalists = rows.indices.filter { rows[$0].replications >= evaluation.plan.replications }
        let order = ParetoFront.indices(of: finalists.map { rows[$0].measures.map(\.mean) })
        let front = order.map { finalists[$0] }
        for candidate in front { rows[candidate].isOnFront = true }
        for candidate in finalists {
            rows[candidate].ties = front.filter { other in
                other != candidate && Self.isTie(candidate, other, measures, evaluation, goal.confidence)
            }
        }
        func cheaper(_ left: Int, _ right: Int) -> Bool {
            (rows[left].measures[0].mean, left) < (rows[right].measures[0].mean, right)
        }
        let chosen = finalists.filter { rows[$0].meetsRequirements }.min(by: cheaper)
        let likeliest = finalists.max { left, right in
            rows[left].chance == rows[right].chance ? cheaper(right, left) : rows[left].chance < rows[right].chance
        }
        self.init(
            rounds: rounds,
            rows: rows,
            front: front,
            chosen: chosen,
            best: chosen ?? likeliest ?? 0,
            replicationsRun: rows.reduce(0) { $0 + $1.replications }
        )
    }

    /// Whether no measure of the front tells two candidates apart.
    private static func isTie(
        _ first: Int,
        _ second: Int,
        _ measures: [Measure],
        _ evaluation: Evaluation,
        _ confidence: Double
    ) -> Bool {
        measures.allSatisfy { measure in
            let moments = evaluation.differences(measure, from: min(first, second), to: max(first, second))
            return moments.count > 1 && moments.interval(confidence: confidence).crossesZero
        }
    }
}
