/// One measure of a paired comparison.
public struct ComparisonRow: Sendable, Hashable {
    /// The measure.
    public var measure: Measure
    /// The first configuration.
    public var first: Moments
    /// The second configuration.
    public var second: Moments
    /// Second minus first, replication by replication.
    public var difference: Moments
    /// The interval of the difference; for a difference that is the same in every replication that value.
    public var interval: Interval
    /// How often the measure was above zero in the first configuration, for indicators.
    public var firstShare: Proportion?
    /// The same for the second configuration.
    public var secondShare: Proportion?

    /// The mean of the worst twentieth of the runs of both configurations, for heavy-tailed measures.
    public var worst: (first: Double, second: Double)? {
        firstWorst.flatMap { first in secondWorst.map { (first, $0) } }
    }
    var firstWorst: Double?
    var secondWorst: Double?

    /// Whether the difference cannot be told from zero.
    public var isUndecided: Bool { interval.crossesZero && difference.variance > 0 }

    /// Whether the difference is exactly zero in every replication.
    public var isIdentical: Bool { difference.minimum == 0 && difference.maximum == 0 }
}

/// A paired comparison of candidates with the first one of a plan.
public struct Comparison: Sendable, Hashable {
    /// The candidate compared.
    public var candidate: Int
    /// The rows, in the order of the plan's measures.
    public var rows: [ComparisonRow]
    /// The replications.
    public var replications: Int

    /// Compares every other candidate of a plan with the first, doubling the replications until the interval of the
    /// watched measure's difference is narrow enough or the plan's replications are used up.
    ///
    /// - Parameters:
    ///   - evaluation: The plan; its first candidate is the baseline.
    ///   - firstReplications: Replications to begin with.
    ///   - watched: The measure that decides when to stop; `nil` uses all replications.
    ///   - precision: The half-width of its interval that is narrow enough, as a part of the baseline's mean.
    ///   - confidence: The confidence of the intervals.
    /// - Returns: One comparison for each candidate but the first.
    /// - Throws: `TuningError` if a simulation fails.
    public static func run(
        _ evaluation: inout Evaluation,
        firstReplications: Int = 16,
        watched: Measure? = .monthlyCost,
        precision: Double = 0.01,
        confidence: Double = 0.95
    ) async throws(TuningError) -> [Comparison] {
        let plan = evaluation.plan
        let all = Array(plan.candidates.indices)
        evaluation.pair(all.dropFirst().map { (0, $0) })
        var replications = watched == nil ? plan.replications : min(max(firstReplications, 2), plan.replications)
        while true {
            try await evaluation.ensure(all, replications: replications)
            if replications >= plan.replications { break }
            let enough = all.dropFirst().allSatisfy { candidate in
                guard let watched else { return true }
                let difference = evaluation.differences(watched, from: 0, to: candidate)
                let interval = difference.interval(confidence: confidence)
                let base = evaluation.moments(watched, of: 0).mean.magnitude
                return (interval.upper - interval.lower) / 2 <= precision * base
            }
            if enough { break }
            replications = min(replications * 2, plan.replications)
        }
        return all.dropFirst().map { candidate in
            Comparison(
                candidate: candidate,
                rows: plan.measures.map {
                    row($0, candidate, evaluation, confidence: confidence)
                },
                replications: replications
            )
        }
    }

    static func row(
        _ measure: Measure,
        _ candidate: Int,
        _ evaluation: Evaluation,
        confidence: Double
    ) -> ComparisonRow {
        let difference = evaluation.differences(measure, from: 0, to: candidate)
        let indicator = measure.isIndicator
        return ComparisonRow(
            measure: measure,
            first: evaluation.moments(measure, of: 0),
            second: evaluation.moments(measure, of: candidate),
            difference: difference,
            interval: difference.variance == 0 && difference.count > 1
                ? Interval(difference.mean, difference.mean) : difference.interval(confidence: confidence),
            firstShare: indicator ? evaluation.proportion(measure, of: 0) : nil,
            secondShare: indicator ? evaluation.proportion(measure, of: candidate) : nil,
            firstWorst: evaluation.tailMean(measure, of: 0, worst: 0.05),
            secondWorst: evaluation.tailMean(measure, of: candidate, worst: 0.05)
        )
    }
}
