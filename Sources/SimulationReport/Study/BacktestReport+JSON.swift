import CapacityTuning
public import LosslessJSON
import TargetTracking

extension BacktestReport {
    /// The fit as JSON, schema version 1.
    public var json: JSONValue {
        .members([
            ("schemaVersion", .integer(1)),
            ("kind", .string("scalesim-backtest")),
            ("warnings", .array(input.warnings.map(JSONValue.string))),
            ("trust", .string(trust.rawValue)),
            ("best", value(fit.best)),
            ("asGiven", value(fit.asGiven)),
            ("holdout", input.holdout.map(holdout) ?? .null),
            ("delays", .array(fit.delays.map(delay))),
            ("startLatency", latency),
            ("alternatives", .array(fit.alternatives.map(alternative))),
            ("changes", .array(score.pairs.map(pair))),
            ("replays", .integer(fit.replays)),
        ])
    }

    private func value(_ trial: BacktestFit.Trial) -> JSONValue {
        .members(
            [
                ("startLatencyMilliseconds", .integer(trial.startLatency.median)),
                ("returns", .integer(trial.returns)),
                ("changed", .members(trial.changed.map { ($0.name, .string($0.value)) })),
            ] + members(trial.score)
        )
    }

    private func members(_ score: ChangeComparison) -> [(String, JSONValue)] {
        [
            ("hits", .integer(score.hits)),
            ("misses", .integer(score.misses)),
            ("falseAlarms", .integer(score.falseAlarms)),
            ("agreement", .double(score.agreement)),
            ("closeness", .double(score.closeness)),
            ("meanTimingErrorMilliseconds", score.meanTimingError.map { .integer($0) } ?? .null),
        ]
    }

    private func holdout(_ holdout: BacktestHoldout) -> JSONValue {
        .members([("from", time(holdout.split))] + members(holdout.score))
    }

    private func delay(_ delay: BacktestFit.Delay) -> JSONValue {
        .members([
            ("assumption", .string(delay.name)),
            ("bestMilliseconds", .integer(delay.best)),
            (
                "asGood",
                .array(
                    delay.asGood.map { span in
                        .members([
                            ("fromMilliseconds", .integer(span.lowerBound)),
                            ("toMilliseconds", .integer(span.upperBound)),
                        ])
                    }
                )
            ),
            ("longestTriedMilliseconds", .integer(delay.limit)),
        ])
    }

    private var latency: JSONValue {
        let durations = StartLatency(measured: input.history.scaleOutDurations)
        return .members([
            ("bestMilliseconds", .integer(fit.best.startLatency.median)),
            ("measured", input.measuredStart == nil ? .null : summary(fit.best.startLatency)),
            ("triedMilliseconds", .array(fit.latenciesTried.map { .integer($0.median) })),
            ("asGoodMilliseconds", .array(fit.latenciesAsGood.map { .integer($0.median) })),
            ("scaleOutActivities", durations.map(summary) ?? .null),
        ])
    }

    private func summary(_ latency: StartLatency) -> JSONValue {
        .members([
            ("count", .integer(latency.values.count)),
            ("medianMilliseconds", .integer(latency.median)),
            ("percentile90Milliseconds", .integer(latency.percentile(90))),
        ])
    }

    private func alternative(_ other: BacktestFit.Alternative) -> JSONValue {
        .members(
            [
                ("assumption", .string(other.setting.name)),
                ("value", .string(other.setting.value)),
                ("relation", .string(other.relation.rawValue)),
            ] + members(other.trial.score)
        )
    }

    private func pair(_ pair: ChangeComparison.Pair) -> JSONValue {
        func change(_ change: ObservedHistory.Count?) -> JSONValue {
            change.map { .members([("time", time($0.time)), ("desired", .integer($0.tasks))]) } ?? .null
        }
        return .members([
            ("agrees", .bool(pair.agrees)), ("observed", change(pair.observed)), ("simulated", change(pair.simulated)),
        ])
    }

    private func time(_ milliseconds: Milliseconds) -> JSONValue {
        .string(NumberText.utc(milliseconds: milliseconds + input.epoch))
    }
}
