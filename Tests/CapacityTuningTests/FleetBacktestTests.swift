import FleetSimulation
import HistorySupport
import TargetTracking
import Testing

@testable import CapacityTuning

/// Histories of simulated days, of which only what AWS keeps is known.
struct FleetBacktestTests {
    private static let latencies = [90, 30, 180].map { StartLatency(constant: .seconds($0)) }

    @Test(
        "a simulated day gives its delay and start latency back",
        arguments: [(15, 90, 1), (15, 90, 3), (120, 30, 2)]
    )
    func recovers(delay: Int, start: Int, seed: Int) throws {
        var fleet = FleetHistory(metricDelay: .seconds(delay), startLatency: .seconds(start), seed: UInt64(seed))
        // Often enough for any part of a minute's samples to stand for all of them.
        fleet.scenario.metrics.scrapeIntervalSeconds = 5
        let history = try fleet.history()
        var search = BacktestSearch(history, given: Assumptions(), Self.latencies, alarmPhase: 0)
        let best = try search.fitted(Assumptions())
        #expect(history.changes.count >= 14 && best.score.isComplete && best.score.closeness > 0.95)
        #expect(best.startLatency.median == .seconds(start))
        let spans = try search.delays(around: best).first { $0.name == "custom_metric_visible_delay_s" }
        #expect(spans?.asGood.contains { $0.contains(.seconds(delay)) } ?? false)
    }

    @Test("decisions on a part of few samples are not reproduced even by the rules that made them, and it shows")
    func partialDatapoints() throws {
        let fleet = FleetHistory(metricDelay: 60_000, startLatency: 90_000, seed: 3)
        let history = try fleet.history()
        let replay = ClosedLoopReplay(
            history,
            assumptions: fleet.scenario.controlAssumptions,
            startLatency: Self.latencies[0],
            returnsAfter: BacktestFit.returnsAfter
        )
        let score = ChangeComparison(observed: history.changes, simulated: try replay.run().changes)
        #expect(score.observed >= 10 && score.agreement < 0.7)
    }
}
