import HistorySupport
import TargetTracking
import Testing

@testable import CapacityTuning

struct BacktestTests {
    private static let latencies = [60, 30, 90, 120, 180].map { StartLatency(constant: .seconds($0)) }

    @Test(
        "known delays and start latencies are recovered",
        arguments: [0, 60, 120].flatMap { custom in [30, 90, 180].map { (custom, $0) } }, 1...2
    )
    func recovers(truth: (custom: Int, start: Int), seed: Int) throws {
        var service = SyntheticHistory(startLatency: .seconds(truth.start), seed: seed)
        service.truth.customMetricDelay = .seconds(truth.custom)
        let history = try service.history()
        let fit = try BacktestFit(history, startLatencies: Self.latencies)
        #expect(history.changes.count >= 12 && fit.best.score.isComplete && fit.best.score.meanTimingError == 0)
        #expect(fit.best.startLatency == service.startLatency)
        let delay = try #require(fit.delays.first { $0.name == "custom_metric_visible_delay_s" })
        // A span ends where the next alarm is evaluated, so no delay is known better than to the minute.
        #expect(delay.asGood.contains { $0.contains(.seconds(truth.custom)) } && !delay.isUnknown)
        #expect(fit.best.changed.allSatisfy { $0.name.contains("delay") })
    }

    @Test(
        "a rule that differs from the default is named",
        arguments: [
            "cooldown_start=decision", "scale_in_mode=one_task", "low_periods=5", "high_periods=5", "low_factor=0.7",
            "base_outside_cooldown=desired", "cooldown_base=running", "metric_pick=worst_case",
            "metric_pick=mean_of_evaluated", "insufficient_data=ignored", "activity_blocks_scale_in=no",
        ]
    )
    func findsRule(rule: String) throws {
        for seed in 1...2 {
            var service = SyntheticHistory(startLatency: .seconds(90), seed: seed, hours: 8)
            let usual = try service.history().changes
            try service.truth.apply(rule)
            let history = try service.history()
            let fit = try BacktestFit(history, startLatencies: Self.latencies)
            let found = fit.best.changed.map(\.description).filter { !$0.contains("delay") }
            print(rule, seed, history.changes.count, history.changes == usual, found, fit.best.score.agreement, fit.best.startLatency.median, fit.alternatives.filter { $0.relation == .asGood }.map(\.setting.description), fit.alternatives.filter { $0.relation == .same }.count, fit.replays)
        }
    }

    @Test("changes are paired by count and nearness; what is left is a miss or a false alarm")
    func scoring() {
        let observed: [ObservedHistory.Count] = [
            .init(time: 100_000, tasks: 4), .init(time: 400_000, tasks: 5), .init(time: 900_000, tasks: 3),
        ]
        let simulated: [ObservedHistory.Count] = [
            .init(time: 160_000, tasks: 4), .init(time: 420_000, tasks: 6), .init(time: 900_000, tasks: 3),
            .init(time: 2_000_000, tasks: 2),
        ]
        let score = ChangeComparison(observed: observed, simulated: simulated)
        #expect(score.hits == 2 && score.misses == 1 && score.falseAlarms == 2)
        #expect(score.meanTimingError == 30_000 && score.agreement == 0.4)
        #expect(ChangeComparison(observed: [], simulated: []).agreement == 1)
    }

    @Test("manual changes are taken over, and a replay that decides alike sees the datapoints that were observed")
    func manualChanges() throws {
        var history = try SyntheticHistory().history()
        let replay = try ClosedLoopReplay(history, startLatency: StartLatency(constant: .seconds(60))).run()
        #expect(replay.datapoints == history.datapoints && replay.changes == history.changes)
        history.manualChanges = [.init(time: 60_000, tasks: 9)]
        let changed = try ClosedLoopReplay(history, startLatency: StartLatency(constant: .seconds(60))).run()
        #expect(changed.running.first == .init(time: 120_000, tasks: 9))
    }
}
