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

/// One round of a search.
public struct TuningRound: Sendable, Hashable {
    /// Replications that each candidate of the round has at its end, or already had more of.
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
    /// The cheapest candidate with all replications that keeps the requirements; `nil` if none does.
    public var chosen: Int?
    /// The candidate with all replications most likely to keep the requirements; the chosen one if there is one.
    public var best: Int
    /// Days the search looked at, whoever simulated them.
    public var replicationsRun: Int
}
