/// The observations of a plan, simulated when they are first needed or read from merged parts.
///
/// Searches ask it for replications and look at nothing else, so that a search over merged parts gives the same
/// answer, byte for byte, as one that simulates.
///
/// It keeps exact sums, not the runs. Only differences between candidates need single runs, and those only until
/// ``pair(_:)`` has said which candidates will be compared; from then on the memory does not grow with the
/// replications.
public struct Evaluation: Sendable {
    /// The plan.
    public let plan: ReplicationPlan
    private let source: Source
    private var sums: [CandidateSums]
    /// The candidates compared, once they are known.
    private var pairs: [PairSums] = []
    /// Whether any two candidates may be compared, for which the rows are kept.
    private var keepsRows = true

    private enum Source: Sendable {
        case runner(ReplicationRunner)
        /// The results of every unit, in the order of the units.
        case results([UnitResult])
    }

    private init(_ plan: ReplicationPlan, _ source: Source) {
        self.plan = plan
        self.source = source
        sums = Array(repeating: CandidateSums(plan.measures), count: plan.candidates.count)
    }

    /// An evaluation that simulates what is asked for.
    public init(_ plan: ReplicationPlan, runner: ReplicationRunner) {
        self.init(plan, .runner(runner))
    }

    /// An evaluation of results that are all there already, in the order of the plan's units.
    public init(_ plan: ReplicationPlan, results: [UnitResult]) {
        self.init(plan, .results(results))
    }

    /// The replications of a candidate that were asked for.
    public func replications(of candidate: Int) -> Int { sums[candidate].count }

    /// Makes sure that the candidates have so many replications, at most those of the plan.
    ///
    /// Once ``pair(_:)`` was called, pairs of which only one is among the candidates can no longer be compared.
    ///
    /// - Throws: `TuningError` if a simulation fails, or merged parts do not reach so far.
    public mutating func ensure(_ candidates: [Int], replications: Int) async throws(TuningError) {
        let wanted = min(replications, plan.replications)
        let total = candidates.reduce(0) { $0 + max(0, wanted - sums[$1].count) }
        guard total > 0 else { return }
        dropPairs(without: candidates)
        var done = 0
        // In steps, so that the rows of a step can be forgotten before the next one.
        while let reached = candidates.map({ sums[$0].count }).min(), reached < wanted {
            let step = keepsRows ? wanted : max(plan.blockSize, Evaluation.rowsOfStep / candidates.count)
            let end = min(wanted, (reached / plan.blockSize * plan.blockSize) + step)
            var units: [WorkUnit] = []
            // Units of one candidate follow each other, so that a worker keeps its simulation.
            for candidate in candidates {
                units += plan.units(
                    of: candidate,
                    replications: sums[candidate].count..<max(end, sums[candidate].count)
                )
            }
            let results = try await results(of: units, after: done, of: total)
            for (unit, result) in zip(units, results) { sums[unit.candidate].add(result.values) }
            done += units.reduce(0) { $0 + $1.replications.count }
            foldPairs()
        }
    }

    /// Rows of all candidates together that are held at once while pairs are summed.
    private static let rowsOfStep = 4096

    private func results(
        of units: [WorkUnit],
        after done: Int,
        of total: Int
    ) async throws(TuningError) -> [UnitResult] {
        switch source {
        case .runner(var runner):
            if let progress = runner.progress { runner.progress = { finished, _ in progress(done + finished, total) } }
            return try await runner.run(units, of: plan)
        case .results(let results):
            var found: [UnitResult] = []
            for unit in units {
                guard results.indices.contains(unit.index) else {
                    throw TuningError("the merged parts hold fewer replications than the search needs")
                }
                let first = unit.replications.lowerBound - plan.unit(at: unit.index).replications.lowerBound
                let width = plan.measures.count
                let values = results[unit.index].values[first * width..<(first + unit.replications.count) * width]
                found.append(UnitResult(unit: unit.index, values: Array(values)))
            }
            return found
        }
    }

    /// Says which candidates will be compared; the single runs are forgotten, and no other two can be from now on.
    ///
    /// Only the first call counts.
    ///
    /// - Parameter pairs: The candidates of each pair, which must have the same replications.
    public mutating func pair(_ pairs: [(first: Int, second: Int)]) {
        guard keepsRows else { return }
        keepsRows = false
        self.pairs = pairs.map { PairSums(first: $0, second: $1, width: plan.measures.count) }
        foldPairs()
    }

    private mutating func dropPairs(without candidates: [Int]) {
        let kept = Set(candidates)
        pairs.removeAll { pair in
            kept.contains(pair.first) != kept.contains(pair.second) || sums[pair.first].count != sums[pair.second].count
        }
    }

    private mutating func foldPairs() {
        guard !keepsRows else { return }
        for index in pairs.indices {
            let rows = (sums[pairs[index].first].rows, sums[pairs[index].second].rows)
            pairs[index].add(rows.0, rows.1)
        }
        for candidate in sums.indices { sums[candidate].rows = [] }
    }

    /// The moments of a measure over the replications of a candidate.
    public func moments(_ measure: Measure, of candidate: Int) -> Moments {
        guard let column = plan.measures.firstIndex(of: measure) else { return Moments() }
        return sums[candidate].moments[column]
    }

    /// The moments of the differences, replication by replication, of a measure between two candidates.
    ///
    /// No differences are there if ``pair(_:)`` was called without the two.
    public func differences(_ measure: Measure, from first: Int, to second: Int) -> Moments {
        guard let column = plan.measures.firstIndex(of: measure) else { return Moments() }
        guard keepsRows else {
            return pairs.first { $0.first == first && $0.second == second }?.differences[column] ?? Moments()
        }
        var pair = PairSums(first: first, second: second, width: plan.measures.count)
        pair.add(sums[first].rows, sums[second].rows)
        return pair.differences[column]
    }

    /// The share of the replications of a candidate in which a measure is above zero.
    public func proportion(_ measure: Measure, of candidate: Int) -> Proportion {
        guard let column = plan.measures.firstIndex(of: measure) else { return Proportion(0, of: 0) }
        return Proportion(sums[candidate].positives[column], of: sums[candidate].count)
    }

    /// The mean of a measure over the worst share of the replications of a candidate (its conditional value at risk).
    ///
    /// For rare and heavy losses this says more than the mean of all days. It is known, to within a hundredth, for the
    /// measures of ``Measure/isHeavyTailed``.
    public func tailMean(_ measure: Measure, of candidate: Int, worst share: Double) -> Double? {
        guard let column = plan.measures.firstIndex(of: measure) else { return nil }
        return sums[candidate].tails[column].map { $0.meanOfLargest(share) / Double(Moments.scale) }
    }
}
