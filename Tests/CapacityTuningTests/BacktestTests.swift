import HistorySupport
import TargetTracking
import Testing

@testable import CapacityTuning

struct BacktestTests {
    private static let latencies = [90, 30, 180].map { StartLatency(constant: .seconds($0)) }

    @Test(
        "known delays and start latencies are recovered",
        arguments: [(0, 180, 1), (60, 90, 1), (120, 30, 2)],
        [false, true]
    )
    func recovers(known: (custom: Int, start: Int, seed: Int), watchesCPU: Bool) throws {
        var service = SyntheticHistory(startLatency: .seconds(known.start), seed: known.seed, hours: watchesCPU ? 2 : 4)
        service.watchesCPU = watchesCPU
        service.truth.customMetricDelay = .seconds(known.custom)
        let history = try service.history()
        let fit = try BacktestFit(history, startLatencies: Self.latencies)
        #expect(history.changes.count >= 6 && fit.best.score.isComplete && fit.best.score.meanTimingError == 0)
        #expect(fit.best.startLatency == service.startLatency)
        let delay = try #require(fit.delays.first { $0.name == "custom_metric_visible_delay_s" })
        // A span ends where the next alarm is evaluated, so no delay is known better than to the minute.
        #expect(delay.asGood.contains { $0.contains(.seconds(known.custom)) } && !delay.isUnknown)
        #expect(fit.best.changed.allSatisfy { $0.name.contains("delay") })
    }

    @Test(
        "a rule that differs from the default is named",
        arguments: [
            "cooldown_start=decision", "scale_in_mode=one_task", "low_periods=5", "high_periods=5",
            "cooldown_base=running", "metric_pick=mean_of_evaluated",
        ]
    )
    func findsRule(rule: String) throws {
        var service = SyntheticHistory(startLatency: .seconds(90), hours: 5)
        try service.truth.apply(rule)
        let fit = try BacktestFit(try service.history(), startLatencies: Self.latencies)
        let rules = fit.best.changed.map(\.description).filter { !$0.contains("delay") }
        #expect(fit.best.score.isComplete && fit.best.score.meanTimingError == 0)
        // Another rule may explain the same history; then both are named.
        let rivals = fit.alternatives.filter { $0.relation == .asGood }.map(\.setting.description)
        #expect(rules == [rule] || rivals.contains(rule), "\(rules), \(rivals)")
        #expect(fit.asGiven.score.agreement < 1)
    }

    @Test("a rule that no decision of the history depends on is said to be so")
    func unidentifiable() throws {
        let fit = try BacktestFit(try SyntheticHistory(hours: 6).history(), startLatencies: Self.latencies)
        let same = Set(fit.alternatives.filter { $0.relation == .same }.map(\.setting.name))
        #expect(same.isSuperset(of: ["insufficient_data", "step_datapoints", "deployment_blocks_scale_in"]))
        #expect(fit.alternatives.contains { $0.relation == .worse } && fit.best.changed.isEmpty)
    }

    @Test("with noise the fit is worse, and the half that was not fitted judges it")
    func noise() throws {
        var agreements: [Double] = []
        for noise in [0, 40] {
            var service = SyntheticHistory(startLatency: .seconds(90), hours: 4)
            service.noisePercent = noise
            let holdout = try #require(try BacktestHoldout(try service.history(), startLatencies: Self.latencies))
            #expect(holdout.score.pairs.allSatisfy { $0.time >= holdout.split })
            agreements.append(holdout.score.agreement)
        }
        #expect(agreements[0] == 1 && agreements[1] < 0.8)
    }

    @Test("fewer changes than can be halved are not judged by a half")
    func fewChanges() throws {
        var history = try SyntheticHistory(hours: 2).history()
        history.changes = Array(history.changes.prefix(BacktestHoldout.leastChanges - 1))
        #expect(try BacktestHoldout(history, startLatencies: Self.latencies) == nil)
    }

    @Test("alarms at unlike seconds bound a delay more closely")
    func spans() throws {
        var service = SyntheticHistory(hours: 1)
        service.watchesCPU = true
        let history = try service.history()
        let kinds = DelaySpans.all(of: history, Assumptions(), alarmPhase: 0)
        #expect(kinds.map(\.name) == ["custom_metric_visible_delay_s", "ecs_cpu_metric_delay_s"])
        #expect(kinds[0].spans.prefix(3) == [0...8_000, 8_001...26_000, 26_001...38_000])
        #expect(kinds[0].values.prefix(3) == [0, 15_000, 30_000])
        #expect(kinds[1].spans.prefix(3) == [0...23_000, 23_001...41_000, 41_001...83_000])
        for (span, value) in zip(kinds[1].spans, kinds[1].values) { #expect(span.contains(value)) }
    }

    @Test("a measured list gives several tasks its spread and one task its median")
    func measuredStart() throws {
        let measured = try #require(StartLatency(measured: [90_000, 30_000, 60_000, 50_000, 70_000]))
        #expect(measured.median == 60_000 && measured.percentile(90) == 82_000)
        #expect(measured.latencies(ofTasks: 1) == [60_000])
        #expect(measured.latencies(ofTasks: 2) == [50_000, 70_000])
        #expect(StartLatency(constant: 5).latencies(ofTasks: 2) == [5, 5])
        #expect(StartLatency(measured: []) == nil)
    }

    @Test("a task on its way is not delayed by a later decision, and is the first to go")
    func startsOverlap() throws {
        let history = ObservedHistory(
            configuration: try SyntheticHistory(hours: 1).history().configuration,
            initialDesired: 2,
            datapoints: [[.init(time: 600_000, samples: SampleSet(100))]],
            manualChanges: [.init(time: 0, tasks: 4), .init(time: 60_000, tasks: 5), .init(time: 70_000, tasks: 3)]
        )
        let course = try ClosedLoopReplay(history, startLatency: StartLatency(constant: .seconds(90))).run()
        #expect(course.running == [.init(time: 90_000, tasks: 3)])
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
        #expect(score.meanTimingError == 30_000 && score.agreement == 0.4 && score.closeness == 0.3)
        #expect(ChangeComparison(observed: [], simulated: []).agreement == 1)
    }

    @Test("a replay that goes its own way is set to the observed count after a while, which is no change of its own")
    func returns() throws {
        var history = try SyntheticHistory(hours: 1).history()
        history.datapoints = [(0..<60).map { .init(time: $0 * 60_000, samples: SampleSet(75_000)) }]
        history.changes = [.init(time: 60_000, tasks: 5)]
        history.running = []
        var replay = ClosedLoopReplay(history, startLatency: StartLatency(constant: .seconds(90)))
        #expect(try replay.run().returns.isEmpty && replay.run().running.isEmpty)
        replay.returnsAfter = 900_000
        let course = try replay.run()
        #expect(course.returns.first == 960_000 && course.running.first == .init(time: 1_050_000, tasks: 5))
        #expect(!course.changes.contains { $0.tasks == 5 })
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
