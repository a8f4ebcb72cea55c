public import TargetTracking

/// A fit to the first half of a history, judged by the second half, which it has not seen.
public struct BacktestHoldout: Sendable, Hashable {
    /// Where the halves meet.
    public var split: Milliseconds
    /// The fit to the first half.
    public var fit: BacktestFit
    /// The changes from the split on, beside those of a replay of the whole history with that fit.
    public var score: ChangeComparison

    /// The least number of changes that can be halved.
    public static let leastChanges = 8

    /// Fits and judges; `nil` with fewer changes than ``leastChanges``.
    ///
    /// - Throws: `TuningError` as ``BacktestFit`` does.
    public init?(
        _ history: ObservedHistory,
        assumptions: Assumptions = Assumptions(),
        startLatencies: [StartLatency],
        alarmPhase: Milliseconds = 0
    ) throws(TuningError) {
        guard history.changes.count >= Self.leastChanges else { return nil }
        let middle = history.changes.count / 2
        let split = (history.changes[middle - 1].time + history.changes[middle].time + 1) / 2
        self.split = split
        fit = try BacktestFit(
            history.before(split),
            assumptions: assumptions,
            startLatencies: startLatencies,
            alarmPhase: alarmPhase
        )
        let replay = ClosedLoopReplay(
            history,
            assumptions: fit.best.assumptions,
            startLatency: fit.best.startLatency,
            alarmPhase: alarmPhase,
            returnsAfter: BacktestFit.returnsAfter
        )
        do {
            score = ChangeComparison(observed: history.changes, simulated: try replay.run().changes).from(split)
        } catch {
            throw TuningError(error.description)
        }
    }
}
