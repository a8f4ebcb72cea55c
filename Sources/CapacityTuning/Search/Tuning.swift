/// What a search shall find, and how hard it tries.
public struct TuningGoal: Sendable, Hashable {
    /// What must hold.
    public var requirements: [Requirement]
    /// What shall be small.
    public var minimized: Measure
    /// Further measures of the Pareto front, beside the minimized one and those of the requirements.
    public var alsoWatched: [Measure]
    /// Replications of every candidate in the first round.
    public var firstReplications: Int
    /// The factor by which replications grow and candidates shrink from round to round.
    public var eta: Int
    /// The confidence of intervals.
    public var confidence: Double

    /// A goal: what must hold, and what shall then be small.
    public init(
        requirements: [Requirement] = [.rarelyRefused],
        minimized: Measure = .monthlyCost,
        alsoWatched: [Measure] = [.forcedDisconnects],
        firstReplications: Int = 8,
        eta: Int = 2,
        confidence: Double = 0.95
    ) {
        self.requirements = requirements
        self.minimized = minimized
        self.alsoWatched = alsoWatched
        self.firstReplications = firstReplications
        self.eta = eta
        self.confidence = confidence
    }

    /// The replications of the last round with which a candidate without any failure is shown to keep every
    /// requirement on a probability; at least 256.
    public var replicationsToShow: Int {
        requirements.filter(\.isProbability).reduce(256) { most, requirement in
            max(most, min(Proportion.trialsToShow(below: requirement.limit, confidence: confidence), 100_000))
        }
    }

    /// The measures of the Pareto front, in order.
    public var frontMeasures: [Measure] {
        var measures = [minimized]
        for measure in requirements.map(\.measure) + alsoWatched where !measures.contains(measure) {
            measures.append(measure)
        }
        return measures
    }
}

/// One candidate as the search leaves it.
public struct TuningRow: Sendable, Hashable {
    /// The candidate.
    public var candidate: Int
    /// Its replications.
    public var replications: Int
    /// The measures of the front, in the order of ``TuningGoal/frontMeasures``.
    public var measures: [Moments]
    /// What the runs say about each requirement.
    public var requirements: [RequirementResult]
    /// Whether no other candidate beats it in every measure of the front.
    public var isOnFront: Bool
    /// Candidates of the front whose cost and requirements cannot be told from this one's.
    public var ties: [Int]

    /// Whether the estimates keep every requirement.
    public var meetsRequirements: Bool {
        requirements.allSatisfy { $0.requirement.isMet(by: $0.estimate) }
    }

    /// The probability that every requirement is kept, given the runs.
    public var chance: Double {
        requirements.reduce(1) { $0 * $1.chance }
    }
}

/// One round of successive halving.
public struct TuningRound: Sendable, Hashable {
    /// Replications of each candidate of the round.
    public var replications: Int
    /// The candidates.
    public var candidates: [Int]
}

/// What a search found.
public struct TuningResult: Sendable, Hashable {
    /// The rounds.
    public var rounds: [TuningRound]
    /// Every candidate, in the order of the plan.
    public var rows: [TuningRow]
    /// The candidates of the Pareto front, cheapest first.
    public var front: [Int]
    /// The cheapest candidate of the last round that keeps the requirements; `nil` if none does.
    public var chosen: Int?
    /// The candidate of the last round most likely to keep the requirements; the chosen one if there is one.
    public var best: Int
    /// Days the search looked at, whoever simulated them.
    public var replicationsRun: Int
}

/// Successive halving with common random numbers (simulation.md 3.1).
public enum Tuning {
    /// Searches the candidates of an evaluation's plan for the best one.
    ///
    /// Each round simulates the candidates left, then keeps those most likely to be the cheapest one that keeps the
    /// requirements; the replications grow by the same factor, up to the plan's.
    ///
    /// - Parameters:
    ///   - goal: What must hold, and what shall then be small.
    ///   - evaluation: The candidates, and where their replications come from.
    ///   - onRound: Called before each round.
    /// - Throws: `TuningError` if a simulation fails.
    public static func search(
        _ goal: TuningGoal,
        _ evaluation: inout Evaluation,
        onRound: ((TuningRound) -> Void)? = nil
    ) async throws(TuningError) -> TuningResult {
        guard goal.firstReplications > 0, goal.eta > 1 else {
            throw TuningError("first replications and eta: expected at least 1 and 2")
        }
        var left = Array(evaluation.plan.candidates.indices)
        var replications = min(goal.firstReplications, evaluation.plan.replications)
        var rounds: [TuningRound] = []
        while true {
            rounds.append(TuningRound(replications: replications, candidates: left))
            onRound?(rounds[rounds.count - 1])
            if left.count <= mostPaired { evaluation.pair(pairs(of: left)) }
            try await evaluation.ensure(left, replications: replications)
            if replications >= evaluation.plan.replications { break }
            left = survivors(of: left, goal, evaluation)
            replications = min(replications * goal.eta, evaluation.plan.replications)
        }
        return result(goal, evaluation, rounds)
    }

    /// From so few candidates on, every two of them are compared and the single runs are forgotten.
    private static let mostPaired = 16

    private static func pairs(of candidates: [Int]) -> [(first: Int, second: Int)] {
        candidates.enumerated().flatMap { place, first in candidates.dropFirst(place + 1).map { (first, $0) } }
    }

    /// The candidates most likely to be the cheapest that keeps the requirements, in their old order.
    static func survivors(
        of candidates: [Int],
        _ goal: TuningGoal,
        _ evaluation: Evaluation
    ) -> [Int] {
        let wanted = max(2, (candidates.count + goal.eta - 1) / goal.eta)
        guard candidates.count > wanted else { return candidates }
        var scored = candidates.map { candidate in
            (
                candidate: candidate,
                cost: evaluation.moments(goal.minimized, of: candidate).mean,
                chance: goal.requirements.reduce(1.0) { chance, requirement in
                    chance * requirement.result(of: candidate, in: evaluation).chance
                }
            )
        }
        scored.sort { ($0.cost, $0.candidate) < ($1.cost, $1.candidate) }
        // The chance of being chosen: to keep the requirements while everything cheaper breaks them.
        var nothingCheaper = 1.0
        var ranked: [(candidate: Int, score: Double, chance: Double)] = []
        for entry in scored {
            ranked.append((entry.candidate, entry.chance * nothingCheaper, entry.chance))
            nothingCheaper *= 1 - entry.chance
        }
        ranked.sort { left, right in
            if left.score != right.score { return left.score > right.score }
            return left.chance != right.chance ? left.chance > right.chance : left.candidate < right.candidate
        }
        // The likeliest one stays whatever it costs: it is the answer if all that is cheaper turns out to fail.
        let safest = ranked.max { ($0.chance, -$0.candidate) < ($1.chance, -$1.candidate) }
        var kept = Set(ranked.prefix(wanted).map(\.candidate))
        if let safest { kept.insert(safest.candidate) }
        return candidates.filter(kept.contains)
    }

    private static func result(_ goal: TuningGoal, _ evaluation: Evaluation, _ rounds: [TuningRound]) -> TuningResult {
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
        let finalists = rounds.last?.candidates ?? []
        // Only candidates with the same replications are compared: the front is that of the last round.
        let order = ParetoFront.indices(of: finalists.map { rows[$0].measures.map(\.mean) })
        let front = order.map { finalists[$0] }
        for candidate in front { rows[candidate].isOnFront = true }
        for candidate in finalists {
            rows[candidate].ties = front.filter { other in
                other != candidate && isTie(candidate, other, measures, evaluation, goal.confidence)
            }
        }
        func cheaper(_ left: Int, _ right: Int) -> Bool {
            (rows[left].measures[0].mean, left) < (rows[right].measures[0].mean, right)
        }
        let chosen = finalists.filter { rows[$0].meetsRequirements }.min(by: cheaper)
        let likeliest = finalists.max { left, right in
            rows[left].chance == rows[right].chance ? cheaper(right, left) : rows[left].chance < rows[right].chance
        }
        return TuningResult(
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
