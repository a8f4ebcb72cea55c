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
    /// Called after each unit with the replications done and those to do, from any thread.
    public var progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?

    /// A runner with so many workers, at least one.
    public init(workers: Int, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil) {
        self.workers = max(1, workers)
        self.progress = progress
    }

    /// Runs the units of a plan and returns their results in the order in which they were given.
    ///
    /// - Throws: `TuningError` if a scenario cannot be simulated, or the task was cancelled.
    public func run(_ units: [WorkUnit], of plan: ReplicationPlan) async throws(TuningError) -> [UnitResult] {
        let pieces = pieces(of: units)
        let total = pieces.reduce(0) { $0 + $1.replications.count }
        let queue = WorkQueue()
        let answers = await withTaskGroup(of: Result<[Piece], TuningError>.self) { group in
            for _ in 0..<min(workers, max(1, pieces.count)) {
                group.addTask { work(through: pieces, of: plan, queue, total: total) }
            }
            var all: [Result<[Piece], TuningError>] = []
            for await answer in group { all.append(answer) }
            return all
        }
        var done: [Piece] = []
        for answer in answers { done += try answer.get() }
        done.sort { ($0.place, $0.replications.lowerBound) < ($1.place, $1.replications.lowerBound) }
        var results = units.map { UnitResult(unit: $0.index, values: []) }
        for piece in done { results[piece.place].values += piece.values }
        return results
    }

    /// A part of a unit, with what it gave once it is done.
    private struct Piece: Sendable {
        /// The unit's place in the list.
        var place: Int
        var candidate: Int
        var replications: Range<Int>
        var values: [Int] = []
    }

    /// The units, cut so small at the end of the list that no worker is left with a long one while the others wait.
    private func pieces(of units: [WorkUnit]) -> [Piece] {
        var left = units.reduce(0) { $0 + $1.replications.count }
        var pieces: [Piece] = []
        for (place, unit) in units.enumerated() {
            var next = unit.replications.lowerBound
            while next < unit.replications.upperBound {
                let size = workers == 1 ? left : max(1, left / (4 * workers))
                let end = min(unit.replications.upperBound, next + size)
                pieces.append(Piece(place: place, candidate: unit.candidate, replications: next..<end))
                left -= end - next
                next = end
            }
        }
        return pieces
    }

    /// One worker: takes the next piece until there is none, keeping the simulation of the candidate it last worked on.
    private func work(
        through pieces: [Piece],
        of plan: ReplicationPlan,
        _ queue: WorkQueue,
        total: Int
    ) -> Result<[Piece], TuningError> {
        var done: [Piece] = []
        var simulation: Simulation?
        var candidate = -1
        while let place = queue.next(below: pieces.count) {
            if Task.isCancelled { return .failure(TuningError("cancelled")) }
            var piece = pieces[place]
            if piece.candidate != candidate || simulation == nil {
                candidate = piece.candidate
                do {
                    simulation = try Simulation(plan.candidates[candidate].scenario, options: .measuresOnly)
                } catch {
                    return .failure(TuningError("\(plan.candidates[candidate].label): \(error)"))
                }
            }
            piece.values.reserveCapacity(piece.replications.count * plan.measures.count)
            for replication in piece.replications {
                guard let outcome = simulation?.run(seed: plan.seed(ofReplication: replication)) else { continue }
                for measure in plan.measures { piece.values.append(Moments.millionths(measure.value(in: outcome))) }
            }
            done.append(piece)
            progress?(queue.finish(piece.replications.count), total)
        }
        return .success(done)
    }
}

/// Hands out places in a list and counts the replications finished.
private final class WorkQueue: Sendable {
    private let taken = Atomic<Int>(0)
    private let finished = Atomic<Int>(0)

    func next(below count: Int) -> Int? {
        let place = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        return place < count ? place : nil
    }

    func finish(_ replications: Int) -> Int {
        finished.wrappingAdd(replications, ordering: .relaxed).newValue
    }
}
