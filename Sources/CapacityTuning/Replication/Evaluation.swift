/// The observations of a plan, simulated when they are first needed or read from merged parts.
///
/// Searches ask it for replications and look at nothing else, so that a search over merged parts gives the same
/// answer, byte for byte, as one that simulates.
public struct Evaluation: Sendable {
    /// The plan.
    public let plan: ReplicationPlan
    private let runner: ReplicationRunner?
    /// The rows of each candidate, in the order of the replications.
    private var rows: [[Int]]

    /// An evaluation that simulates what is asked for.
    public init(_ plan: ReplicationPlan, runner: ReplicationRunner) {
        self.plan = plan
        self.runner = runner
        rows = Array(repeating: [], count: plan.candidates.count)
    }

    /// An evaluation of results that are all there already.
    public init(_ plan: ReplicationPlan, results: [UnitResult]) {
        self.plan = plan
        runner = nil
        rows = Array(repeating: [], count: plan.candidates.count)
        for result in results { rows[plan.unit(at: result.unit).candidate] += result.values }
    }

    /// The replications of a candidate that are there.
    public func replications(of candidate: Int) -> Int {
        rows[candidate].count / plan.measures.count
    }

    /// Makes sure that the candidates have at least so many replications, rounded up to whole units.
    ///
    /// - Throws: `TuningError` if a simulation fails, or merged parts do not reach so far.
    public mutating func ensure(_ candidates: [Int], replications: Int) async throws(TuningError) {
        let wanted = min(replications, plan.replications)
        var units: [WorkUnit] = []
        for candidate in candidates {
            // A last block that is not full counts as done.
            var block = (self.replications(of: candidate) + plan.blockSize - 1) / plan.blockSize
            while block * plan.blockSize < wanted {
                units.append(plan.unit(at: block * plan.candidates.count + candidate))
                block += 1
            }
        }
        guard !units.isEmpty else { return }
        guard let runner else { throw TuningError("the merged parts hold fewer replications than the search needs") }
        // Units of one candidate follow each other, so that a worker keeps its simulation.
        for result in try await runner.run(units, of: plan) {
            rows[plan.unit(at: result.unit).candidate] += result.values
        }
    }

    /// The moments of a measure over the first replications of a candidate.
    public func moments(_ measure: Measure, of candidate: Int, replications: Int) -> Moments {
        var moments = Moments()
        guard let column = plan.measures.firstIndex(of: measure) else { return moments }
        for row in 0..<min(replications, self.replications(of: candidate)) {
            moments.add(rows[candidate][row * plan.measures.count + column])
        }
        return moments
    }

    /// The moments of the differences, replication by replication, of a measure between two candidates.
    public func differences(
        _ measure: Measure,
        from first: Int,
        to second: Int,
        replications: Int
    ) -> Moments {
        var moments = Moments()
        guard let column = plan.measures.firstIndex(of: measure) else { return moments }
        let count = min(replications, self.replications(of: first), self.replications(of: second))
        let width = plan.measures.count
        for row in 0..<count { moments.add(rows[second][row * width + column] - rows[first][row * width + column]) }
        return moments
    }

    /// The share of the first replications of a candidate in which a measure is above zero.
    public func proportion(_ measure: Measure, of candidate: Int, replications: Int) -> Proportion {
        guard let column = plan.measures.firstIndex(of: measure) else { return Proportion(0, of: 0) }
        let count = min(replications, self.replications(of: candidate))
        let hits = (0..<count).count { rows[candidate][$0 * plan.measures.count + column] > 0 }
        return Proportion(hits, of: count)
    }

    /// The mean of a measure over the worst share of the replications of a candidate (its conditional value at risk).
    ///
    /// For rare and heavy losses this says more than the mean of all days.
    public func tailMean(_ measure: Measure, of candidate: Int, worst share: Double, replications: Int) -> Double {
        guard let column = plan.measures.firstIndex(of: measure) else { return 0 }
        let count = min(replications, self.replications(of: candidate))
        let values = (0..<count).map { rows[candidate][$0 * plan.measures.count + column] }.sorted(by: >)
        let part = Double(count) * share
        let kept = max(1, Int(part) + (part > Double(Int(part)) ? 1 : 0))
        var moments = Moments()
        for value in values.prefix(kept) { moments.add(value) }
        return moments.mean
    }
}
