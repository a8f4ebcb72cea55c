public import TargetTracking

/// The start latency and the assumptions under which a replay matches an observed history best.
public struct BacktestFit: Sendable, Hashable {
    /// One replay: its settings and how well it matched.
    public struct Trial: Sendable, Hashable {
        /// The assumptions changed from those given, as `NAME=VALUE`.
        public var changed: [Setting]
        /// The assumptions.
        public var assumptions: Assumptions
        /// The start latency, milliseconds.
        public var startLatency: Milliseconds
        /// The match.
        public var score: BacktestScore
    }

    /// Every trial, the best first.
    public var trials: [Trial]

    /// The best trial.
    public var best: Trial? { trials.first }

    /// The trials that match as well as the best one: what the history cannot tell apart.
    public var equals: [Trial] {
        guard let best else { return [] }
        return trials.filter {
            $0.score.agreement == best.score.agreement && $0.score.meanTimingError == best.score.meanTimingError
        }
    }

    /// Tries every combination of start latencies and metric delays, then, from the best of them, every alternative
    /// of every other assumption alone.
    ///
    /// - Parameters:
    ///   - history: What was observed.
    ///   - assumptions: The assumptions to begin with.
    ///   - startLatencies: The start latencies to try, milliseconds.
    ///   - metricDelays: The metric delays to try, milliseconds; for custom metrics and ECS metrics alike, each apart.
    ///   - alarmPhase: The phase of alarms that name none.
    /// - Throws: `TuningError` if the configuration is wrong or there is nothing to try.
    public init(
        _ history: ObservedHistory,
        assumptions: Assumptions = Assumptions(),
        startLatencies: [Milliseconds],
        metricDelays: [Milliseconds],
        alarmPhase: Milliseconds = 0
    ) throws(TuningError) {
        guard !startLatencies.isEmpty, !metricDelays.isEmpty else { throw TuningError("backtest: nothing to try") }
        let used = Set(history.configuration.targetTracking.map(\.metric))
            .union(history.configuration.stepScaling.map(\.metric))
        let sources = used.map { history.configuration.metrics[$0].source }
        let customDelays = sources.contains(.custom) ? metricDelays : [assumptions.customMetricDelay]
        let ecsDelays = sources.contains(.ecsService) ? metricDelays : [assumptions.ecsMetricDelay]
        var trials: [Trial] = []
        for latency in startLatencies {
            for custom in customDelays {
                for ecs in ecsDelays {
                    var changed = assumptions
                    changed.customMetricDelay = custom
                    changed.ecsMetricDelay = ecs
                    trials.append(
                        try BacktestFit.trial(history, assumptions, changed, latency, alarmPhase: alarmPhase)
                    )
                }
            }
        }
        var best = trials[0]
        for trial in trials.dropFirst() where trial.score.isBetter(than: best.score) { best = trial }
        for assumption in best.assumptions.all where !BacktestFit.isDelay(assumption.name) {
            for value in assumption.alternatives where value != assumption.value {
                var changed = best.assumptions
                do { try changed.set(assumption.name, to: value) } catch { throw TuningError(error.description) }
                trials.append(
                    try BacktestFit.trial(history, assumptions, changed, best.startLatency, alarmPhase: alarmPhase)
                )
            }
        }
        // Equal matches keep the order in which they were tried, so that the defaults come before alternatives.
        self.trials = trials.enumerated().sorted { left, right in
            if left.element.score.isBetter(than: right.element.score) { return true }
            if right.element.score.isBetter(than: left.element.score) { return false }
            let (first, second) = (left.element.changed.count, right.element.changed.count)
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element)
    }

    private static func isDelay(_ name: String) -> Bool {
        name == "custom_metric_visible_delay_s" || name == "ecs_cpu_metric_delay_s" || name == "alarm_phase"
    }

    private static func trial(
        _ history: ObservedHistory,
        _ base: Assumptions,
        _ assumptions: Assumptions,
        _ latency: Milliseconds,
        alarmPhase: Milliseconds
    ) throws(TuningError) -> Trial {
        let replay = ClosedLoopReplay(
            history,
            assumptions: assumptions,
            startLatency: latency,
            alarmPhase: alarmPhase
        )
        let course: ClosedLoopReplay.Course
        do { course = try replay.run() } catch { throw TuningError(error.description) }
        let changed = zip(base.all, assumptions.all).filter { $0.value != $1.value }
            .map { Setting($1.name, $1.value) }
        return Trial(
            changed: changed,
            assumptions: assumptions,
            startLatency: latency,
            score: BacktestScore(observed: history.changes, simulated: course.changes)
        )
    }
}
