import TargetTracking

/// The replays of one history, each made once.
struct BacktestSearch {
    private let history: ObservedHistory
    private let given: Assumptions
    private let startLatencies: [StartLatency]
    private let alarmPhase: Milliseconds
    private let spans: [DelaySpans]
    private let observed: CountTimeline?
    private var made: [Key: BacktestFit.Trial] = [:]

    private struct Key: Hashable {
        var assumptions: Assumptions
        var startLatency: StartLatency
    }

    init(
        _ history: ObservedHistory,
        given: Assumptions,
        _ startLatencies: [StartLatency],
        alarmPhase: Milliseconds
    ) {
        self.history = history
        self.given = given
        self.startLatencies = startLatencies
        self.alarmPhase = alarmPhase
        spans = DelaySpans.all(of: history, given, alarmPhase: alarmPhase)
        observed = history.running.isEmpty ? nil : CountTimeline(history.running, initial: history.initialDesired)
    }

    var replays: Int { made.count }

    private mutating func trial(
        _ assumptions: Assumptions,
        _ startLatency: StartLatency
    ) throws(TuningError) -> BacktestFit.Trial {
        let key = Key(assumptions: assumptions, startLatency: startLatency)
        if let known = made[key] { return known }
        let replay = ClosedLoopReplay(
            history,
            assumptions: assumptions,
            startLatency: startLatency,
            alarmPhase: alarmPhase,
            returnsAfter: BacktestFit.returnsAfter
        )
        let course: ClosedLoopReplay.Course
        do { course = try replay.run() } catch { throw TuningError(error.description) }
        let running = CountTimeline(course.running, initial: history.initialDesired)
        let trial = BacktestFit.Trial(
            changed: zip(given.all, assumptions.all).filter { $0.value != $1.value }.map { Setting($1.name, $1.value) },
            assumptions: assumptions,
            startLatency: startLatency,
            changes: course.changes,
            score: ChangeComparison(observed: history.changes, simulated: course.changes),
            returns: course.returns.count,
            runningDifference: observed.map { running.difference(to: $0, until: history.end) }
        )
        made[key] = trial
        return trial
    }

    /// The best of all delays and start latencies together; of equal ones the first tried.
    mutating func fitted(_ assumptions: Assumptions) throws(TuningError) -> BacktestFit.Trial {
        guard let first = startLatencies.first else { throw TuningError("backtest: no start latency to try") }
        var best = try trial(assumptions, first)
        for latency in startLatencies {
            let other = try fittedDelays(try trial(assumptions, latency))
            if other.isBetter(than: best) { best = other }
        }
        return best
    }

    /// The best of up to two assumptions changed at once.
    ///
    /// The one that gains most alone may only make up for the one that is wrong, so the next few are followed too.
    mutating func improved(_ given: BacktestFit.Trial) throws(TuningError) -> BacktestFit.Trial {
        var best = given
        var followed = [given]
        for round in 0..<2 where !(best.score.isComplete && best.score.meanTimingError ?? 0 == 0) {
            var found: [BacktestFit.Trial] = []
            for trial in followed {
                // A delay or start latency that made up for a wrong rule may be far from the one that fits the right one.
                for other in try alternatives(to: trial, thorough: round == 0).map(\.trial)
                where other.score.isBetter(than: trial.score) && !found.contains(other) {
                    found.append(other)
                }
            }
            // A sort that keeps the order of equals.
            followed = found.enumerated().sorted { left, right in
                if left.element.isBetter(than: right.element) { return true }
                return !right.element.isBetter(than: left.element) && left.offset < right.offset
            }.prefix(3).map(\.element)
            guard let first = followed.first else { break }
            if first.score.isBetter(than: best.score) { best = first }
        }
        return best
    }

    /// All delays together, then the start latency, again and again until nothing is gained.
    private mutating func polished(_ from: BacktestFit.Trial) throws(TuningError) -> BacktestFit.Trial {
        var best = from
        while true {
            let before = best
            best = try fittedDelays(best)
            for latency in startLatencies {
                let other = try trial(best.assumptions, latency)
                if other.isBetter(than: best) { best = other }
            }
            if best == before { return best }
        }
    }

    /// The best of every combination of the delays that any decision depends on.
    private mutating func fittedDelays(_ from: BacktestFit.Trial) throws(TuningError) -> BacktestFit.Trial {
        var candidates = [from.assumptions]
        for kind in spans {
            var matters = false
            for value in kind.values where !matters {
                let other = try trial(from.assumptions.with(kind.name, value), from.startLatency)
                matters = other.changes != from.changes
            }
            if matters { candidates = candidates.flatMap { one in kind.values.map { one.with(kind.name, $0) } } }
        }
        var best = from
        for candidate in candidates {
            let other = try trial(candidate, from.startLatency)
            if other.isBetter(than: best) { best = other }
        }
        return best
    }

    /// Every other value of every assumption but delays and phases, and how well it matches.
    ///
    /// - Parameters:
    ///   - best: What they are compared with.
    ///   - thorough: Whether each is tried with every delay and start latency, instead of from those of `best` on.
    /// - Returns: All of them in the order of the assumptions.
    /// - Throws: `TuningError` if a replay cannot be made.
    mutating func alternatives(
        to best: BacktestFit.Trial,
        thorough: Bool = false
    ) throws(TuningError) -> [BacktestFit.Alternative] {
        var all: [BacktestFit.Alternative] = []
        let apart: Set = ["custom_metric_visible_delay_s", "ecs_cpu_metric_delay_s", "hires_delay_s", "alarm_phase"]
        for assumption in best.assumptions.all where !apart.contains(assumption.name) {
            var values: [String] = []
            for value in [assumption.defaultValue] + assumption.alternatives
            where value != assumption.value && !values.contains(value) {
                values.append(value)
            }
            for value in values {
                var changed = best.assumptions
                do { try changed.set(assumption.name, to: value) } catch { throw TuningError(error.description) }
                var other = try trial(changed, best.startLatency)
                var relation = BacktestFit.Alternative.Relation.same
                if other.changes != best.changes {
                    other = thorough ? try fitted(changed) : try polished(other)
                    relation = best.score.isBetter(than: other.score) ? .worse : .asGood
                }
                all.append(.init(setting: Setting(assumption.name, value), relation: relation, trial: other))
            }
        }
        return all
    }

    /// Each delay with the spans of it that match as well as the best trial.
    mutating func delays(around best: BacktestFit.Trial) throws(TuningError) -> [BacktestFit.Delay] {
        var all: [BacktestFit.Delay] = []
        for kind in spans {
            var asGood: [ClosedRange<Milliseconds>] = []
            for (span, value) in zip(kind.spans, kind.values) {
                let other = try trial(best.assumptions.with(kind.name, value), best.startLatency)
                guard other.score.isAsGood(as: best.score) else { continue }
                if let last = asGood.last, last.upperBound + 1 == span.lowerBound {
                    asGood[asGood.count - 1] = last.lowerBound...span.upperBound
                } else {
                    asGood.append(span)
                }
            }
            all.append(
                BacktestFit.Delay(
                    name: kind.name,
                    best: best.assumptions.milliseconds(kind.name),
                    asGood: asGood,
                    limit: kind.spans.last?.upperBound ?? 0
                )
            )
        }
        return all
    }

    /// The start latencies that match as well as the best trial by their changes.
    mutating func latencies(around best: BacktestFit.Trial) throws(TuningError) -> [StartLatency] {
        var asGood: [StartLatency] = []
        for latency in startLatencies {
            if try trial(best.assumptions, latency).score.isAsGood(as: best.score) { asGood.append(latency) }
        }
        return asGood
    }
}

extension Assumptions {
    fileprivate static func path(_ name: String) -> WritableKeyPath<Assumptions, Milliseconds> {
        switch name {
        case "custom_metric_visible_delay_s": \.customMetricDelay
        case "hires_delay_s": \.highResolutionDelay
        default: \.ecsMetricDelay
        }
    }

    fileprivate func with(_ name: String, _ delay: Milliseconds) -> Assumptions {
        var changed = self
        changed[keyPath: Assumptions.path(name)] = delay
        return changed
    }

    fileprivate func milliseconds(_ name: String) -> Milliseconds { self[keyPath: Assumptions.path(name)] }
}
