internal import FleetSimulation
internal import Synchronization

/// The measures of a work unit: one row for each replication, one column for each measure, in millionths.
public struct UnitResult: Sendable, Hashable {
    /// The unit's place in the plan.
    public var unit: Int
    /// The rows, one after the other.
    public var values: [Int]

    /// A unit's values.
    public init(unit: Int, values: [Int]) {
        self.unit = unit
        self.values = values
    }
}

/// Runs work units on several threads; the results do not depend on how many.
public struct ReplicationRunner: Sendable {
    /// Units worked on at the same time; the runtime gives them no more threads than there are cores.
    public var workers: Int
    /// Called with the number of units done after each one, from any thread.
    public var progress: (@Sendable (Int) -> Void)?

    /// A runner with so many workers, at least one.
    public init(workers: Int, progress: (@Sendable (Int) -> Void)? = nil) {
        self.workers = max(1, workers)
        self.progress = progress
    }

    /// Runs the units of a plan and returns their results in the order of the units.
    ///
    /// - Throws: `TuningError` if a scenario cannot be simulated, or the task was cancelled.
    public func run(_ units: [WorkUnit], of plan: ReplicationPlan) async throws(TuningError) -> [UnitResult] {
        let queue = UnitQueue()
        let count = min(workers, max(1, units.count))
        let results = await withTaskGroup(of: Result<[UnitResult], TuningError>.self) { group in
            for _ in 0..<count {
                group.addTask { work(through: units, of: plan, queue) }
            }
            var all: [Result<[UnitResult], TuningError>] = []
            for await result in group { all.append(result) }
            return all
        }
        var merged: [UnitResult] = []
        for result in results { merged += try result.get() }
        return merged.sorted { $0.unit < $1.unit }
    }

    /// One worker: takes the next unit until there is none, keeping the simulation of the candidate it last worked on.
    private func work(
        through units: [WorkUnit],
        of plan: ReplicationPlan,
        _ queue: UnitQueue
    ) -> Result<[UnitResult], TuningError> {
        var results: [UnitResult] = []
        var simulation: Simulation?
        var candidate = -1
        while let place = queue.next(below: units.count) {
            if Task.isCancelled { return .failure(TuningError("cancelled")) }
            let unit = units[place]
            if unit.candidate != candidate || simulation == nil {
                candidate = unit.candidate
                do {
                    simulation = try Simulation(plan.candidates[candidate].scenario, options: .measuresOnly)
                } catch {
                    return .failure(TuningError("\(plan.candidates[candidate].label): \(error)"))
                }
            }
            var values: [Int] = []
            values.reserveCapacity(unit.replications.count * plan.measures.count)
            for replication in unit.replications {
                guard let outcome = simulation?.run(seed: plan.seed(ofReplication: replication)) else { continue }
                for measure in plan.measures { values.append(Moments.millionths(measure.value(in: outcome))) }
            }
            results.append(UnitResult(unit: unit.index, values: values))
            progress?(queue.finish())
        }
        return .success(results)
    }
}

/// Hands out places in a list of units and counts those finished.
private final class UnitQueue: Sendable {
    private let taken = Atomic<Int>(0)
    private let finished = Atomic<Int>(0)

    func next(below count: Int) -> Int? {
        let place = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        return place < count ? place : nil
    }

    func finish() -> Int {
        finished.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
