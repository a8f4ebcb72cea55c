import TargetTracking
import Testing

@testable import CapacityTuning

struct BacktestTests {
    private let configuration = ScalingConfiguration(
        minimumCapacity: 2,
        maximumCapacity: 20,
        metrics: [
            MetricDefinition("connections", source: .custom),
            MetricDefinition("cpu", source: .ecsService, unitsPerOne: 1000),
        ],
        targetTracking: [
            TargetTrackingPolicy("connections", metric: 0, target: Ratio(80), scaleOutCooldown: .seconds(120)),
            TargetTrackingPolicy("cpu", metric: 1, target: Ratio(70), scaleOutCooldown: .seconds(120)),
        ]
    )

    /// Some hours of load with a rise and a jump, as a service under these rules would have recorded them.
    private func synthetic(_ assumptions: Assumptions, startLatency: Milliseconds) throws -> ObservedHistory {
        var points: [[ObservedHistory.Datapoint]] = [[], []]
        for minute in 0..<200 {
            // A slow rise, a fall, a jump and a fall.
            let level = minute < 60 ? 150 + minute * 10 : minute < 100 ? 200 : minute < 140 ? 900 : 180
            let total = level + (minute * 7919) % 23
            points[0].append(
                .init(time: minute * 60_000, samples: SampleSet(sum: total, count: 2, minimum: 0, maximum: total))
            )
            points[1].append(
                .init(time: minute * 60_000, samples: SampleSet(sum: total * 140, count: 2, minimum: 0, maximum: 0))
            )
        }
        // What the load gives on two tasks that never change, then the course that the rules make of it.
        let load = ObservedHistory(
            configuration: configuration,
            initialDesired: 2,
            datapoints: points,
            running: [],
            changes: []
        )
        let course = try ClosedLoopReplay(load, assumptions: assumptions, startLatency: startLatency).run()
        return ObservedHistory(
            configuration: configuration,
            initialDesired: 2,
            datapoints: course.datapoints,
            running: course.running,
            changes: course.changes
        )
    }

    @Test(
        "a history made with known delays and start latency is recovered",
        arguments: [(15, 60, 90), (60, 15, 30), (15, 60, 180)]
    )
    func recovers(custom: Int, ecs: Int, start: Int) throws {
        var truth = Assumptions()
        truth.customMetricDelay = .seconds(custom)
        truth.ecsMetricDelay = .seconds(ecs)
        let history = try synthetic(truth, startLatency: .seconds(start))
        let fit = try BacktestFit(
            history,
            startLatencies: [30, 90, 180].map(Milliseconds.seconds),
            metricDelays: [15, 60].map(Milliseconds.seconds)
        )
        let best = try #require(fit.best)
        #expect(history.changes.count >= 6 && best.score.agreement == 1 && best.score.meanTimingError == 0)
        // The truth is among what the history cannot tell apart.
        #expect(
            fit.equals.contains {
                $0.startLatency == .seconds(start) && $0.assumptions.customMetricDelay == .seconds(custom)
            }
        )
        #expect(fit.trials.last?.score.agreement ?? 1 < 1)
    }

    @Test("an assumption that differs from the default is found, the delays being known")
    func findsAssumption() throws {
        var truth = Assumptions()
        truth.scaleInMode = .oneTask
        truth.ecsMetricDelay = .seconds(15)
        let history = try synthetic(truth, startLatency: .seconds(60))
        let fit = try BacktestFit(
            history,
            startLatencies: [.seconds(60)],
            metricDelays: [.seconds(15), .seconds(120)]
        )
        let best = try #require(fit.best)
        #expect(best.changed.contains(Setting("scale_in_mode", "one_task")) && best.score.agreement == 1)
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
        let score = BacktestScore(observed: observed, simulated: simulated)
        #expect(score.hits == 2 && score.misses == 1 && score.falseAlarms == 2)
        #expect(score.meanTimingError == 30_000 && score.agreement == 0.4)
        #expect(BacktestScore(observed: [], simulated: []).agreement == 1)
    }

    @Test("manual changes are taken over, and a replay that decides alike sees the datapoints that were observed")
    func manualChanges() throws {
        var history = try synthetic(Assumptions(), startLatency: .seconds(60))
        let replay = try ClosedLoopReplay(history, startLatency: .seconds(60)).run()
        #expect(replay.datapoints == history.datapoints && replay.changes == history.changes)
        history.manualChanges = [.init(time: 60_000, tasks: 9)]
        let changed = try ClosedLoopReplay(history, startLatency: .seconds(60)).run()
        #expect(changed.running.first == .init(time: 120_000, tasks: 9))
    }
}
