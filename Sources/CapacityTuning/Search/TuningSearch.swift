/// Successive halving with common random numbers, and a check of what it dropped (simulation.md 3.1).
public enum Tuning {
    /// Searches the candidates of an evaluation's plan for the best one.
    ///
    /// Each round gives replications to the candidates most likely to be the cheapest one that keeps the requirements;
    /// from round to round the replications grow by a factor, up to the plan's, and the candidates become fewer by the
    /// same factor. A candidate left out comes back if those preferred to it turn out to fail. At the end, whatever may
    /// still be as cheap as the choice and keep the requirements gets more replications, until nothing is left that
    /// could.
    ///
    /// - Parameters:
    ///   - goal: What must hold, and what shall then be small.
    ///   - evaluation: The candidates, and where their replications come from.
    ///   - onRound: Called before each round.
    /// - Returns: The choice, the front and what is known of every candidate.
    /// - Throws: `TuningError` if a simulation fails.
    public static func search(
        _ goal: TuningGoal,
        _ evaluation: inout Evaluation,
        onRound: ((TuningRound) -> Void)? = nil
    ) async throws(TuningError) -> TuningResult {
        guard goal.firstReplications > 0, goal.eta > 1 else {
            throw TuningError("first replications and eta: expected at least 1 and 2")
        }
        let most = evaluation.plan.replications
        var left = Array(evaluation.plan.candidates.indices)
        var wanted = left.count
        var replications = min(goal.firstReplications, most)
        var rounds: [TuningRound] = []
        while true {
            rounds.append(TuningRound(replications: replications, candidates: left))
            onRound?(rounds[rounds.count - 1])
            forgetRuns(of: left, replications: replications, &evaluation)
            try await evaluation.ensure(left, replications: replications)
            if replications >= most { break }
            wanted = max(2, (wanted + goal.eta - 1) / goal.eta)
            replications = min(replications * goal.eta, most)
            left = Promise.ofAll(goal, evaluation).promising(wanted)
        }
        while let round = check(goal, evaluation) {
            rounds.append(round)
            onRound?(round)
            try await evaluation.ensure(round.candidates, replications: round.replications)
        }
        return TuningResult(goal, evaluation, rounds)
    }

    /// From so many replications on, few candidates are left and their single runs are forgotten.
    private static let rowsKept = 1024

    private static func forgetRuns(of left: [Int], replications: Int, _ evaluation: inout Evaluation) {
        guard replications > rowsKept, left.count <= 32 else { return }
        evaluation.pair(
            left.enumerated().flatMap { place, first in left.dropFirst(place + 1).map { (first, $0) } }
        )
    }

    /// The candidates that may be a better choice and lack replications, with those they shall have next.
    private static func check(_ goal: TuningGoal, _ evaluation: Evaluation) -> TuningRound? {
        let most = evaluation.plan.replications
        let promises = Promise.ofAll(goal, evaluation)
        let choice = promises.filter { evaluation.replications(of: $0.candidate) >= most && $0.isMet }
            .min { ($0.cost, $0.candidate) < ($1.cost, $1.candidate) }
        let rivals = promises.filter { promise in
            guard evaluation.replications(of: promise.candidate) < most, promise.chance > leastChance else {
                return false
            }
            guard let choice else { return true }
            // Over the runs that both have, the days are the same.
            let first = min(choice.candidate, promise.candidate)
            let second = max(choice.candidate, promise.candidate)
            let difference = evaluation.differences(goal.minimized, from: first, to: second)
            guard difference.count > 1 else { return promise.cost < choice.cost }
            let interval = difference.interval(confidence: goal.confidence)
            return first == choice.candidate ? interval.lower < 0 : interval.upper > 0
        }
        guard let fewest = rivals.map({ evaluation.replications(of: $0.candidate) }).min() else { return nil }
        let next = min(max(1, fewest) * goal.eta, most)
        return TuningRound(
            replications: next,
            candidates: rivals.map(\.candidate).filter { evaluation.replications(of: $0) < next }.sorted()
        )
    }

    /// The chance of keeping the requirements below which a candidate is given up.
    private static let leastChance = 0.01
}

/// What the runs so far promise of a candidate.
struct Promise: Sendable {
    var candidate: Int
    /// The mean of what shall be small.
    var cost: Double
    /// The probability that every requirement is kept.
    var chance: Double
    /// Whether the estimates keep every requirement.
    var isMet: Bool

    /// The promises of every candidate of a plan.
    static func ofAll(_ goal: TuningGoal, _ evaluation: Evaluation) -> [Promise] {
        evaluation.plan.candidates.indices.map { candidate in
            var promise = Promise(
                candidate: candidate,
                cost: evaluation.moments(goal.minimized, of: candidate).mean,
                chance: 1,
                isMet: true
            )
            for requirement in goal.requirements {
                let (estimate, chance) = requirement.estimateAndChance(of: candidate, in: evaluation)
                promise.chance *= chance
                promise.isMet = promise.isMet && requirement.isMet(by: estimate)
            }
            return promise
        }
    }
}

extension [Promise] {
    /// The most promising candidates, in the order of the plan: at least two, about `wanted`.
    ///
    /// Candidates meet the same clients, so one that costs more and is no likelier to keep the requirements can only
    /// win by a hair. First come those not beaten so in cost and chance at once, then those beaten by these alone, and
    /// so on. However many they are, none is left out that adds to the chance of what is cheaper.
    func promising(_ wanted: Int) -> [Int] {
        var rest = sorted { ($0.cost, $0.candidate) < ($1.cost, $1.candidate) }
        var kept: Set<Int> = []
        var isFirst = true
        while !rest.isEmpty, kept.count < Swift.max(2, wanted) {
            var best = -1.0
            var layer: [(candidate: Int, gain: Double)] = []
            var beaten: [Promise] = []
            for promise in rest {
                if promise.chance > best {
                    layer.append((promise.candidate, promise.chance - Swift.max(best, 0)))
                    best = promise.chance
                } else {
                    beaten.append(promise)
                }
            }
            let places = Swift.max(2, wanted) - kept.count
            // The last of the first layer is the likeliest of all: the answer if all that is cheaper fails.
            let safest = isFirst ? layer.last?.candidate : nil
            let ranked = layer.enumerated().sorted { left, right in
                left.element.gain == right.element.gain
                    ? left.offset < right.offset : left.element.gain > right.element.gain
            }
            for (rank, entry) in ranked.enumerated() {
                let (candidate, gain) = entry.element
                if rank < places || isFirst && gain > 0.02 || candidate == safest { kept.insert(candidate) }
            }
            isFirst = false
            rest = beaten
        }
        return kept.sorted()
    }
}
