public import CapacityTuning
public import LosslessJSON

/// How well the model lives an observed history again, and which assumptions fit it best.
public struct BacktestReport: Sendable {
    private let fit: BacktestFit
    private let epoch: Int

    /// A report of a fit whose times count from `epoch`, milliseconds since 1970-01-01 UTC.
    public init(fit: BacktestFit, epoch: Int) {
        self.fit = fit
        self.epoch = epoch
    }

    /// The page.
    public var page: StudyPage {
        guard let best = fit.best else {
            return StudyPage(verdict: .init(holds: nil, headline: "There was nothing to replay."), sections: [])
        }
        let score = best.score
        let happened = score.hits + score.misses
        var headline = "\(score.hits) of \(NumberText.count(happened, "change")) are reproduced"
        if let error = score.meanTimingError {
            headline += ", \(NumberText.duration(milliseconds: error)) off on average"
        }
        headline += score.falseAlarms == 0 ? "." : "; \(score.falseAlarms) simulated ones did not happen."
        let changed = best.changed.map(\.description).joined(separator: ", ")
        let details = [
            "Best fit: a new task runs after \(NumberText.duration(milliseconds: best.startLatency)); "
                + (changed.isEmpty ? "all assumptions as they are." : changed + ".")
        ]
        return StudyPage(
            verdict: .init(holds: nil, headline: headline, details: details),
            sections: [changes(score), fits]
        )
    }

    private func changes(_ score: BacktestScore) -> StudyPage.Section {
        func text(_ count: ObservedHistory.Count?) -> String {
            count.map { "\(NumberText.utc(milliseconds: $0.time + epoch)) to \($0.tasks)" } ?? "nothing"
        }
        return StudyPage.Section(
            "Changes of the desired count",
            note: "Times are UTC.",
            columns: [("happened", .left), ("simulated", .left), ("", .left)],
            rows: score.pairs.map { pair in
                let late = pair.lateness.map { lateness in
                    lateness == 0
                        ? ""
                        : NumberText.duration(milliseconds: Int(lateness.magnitude))
                            + (lateness > 0 ? " later" : " earlier")
                }
                return [
                    .init(text(pair.observed)), .init(text(pair.simulated), pair.lateness == nil ? .bad : .plain),
                    .init(late ?? "", .faint),
                ]
            }
        )
    }

    private var fits: StudyPage.Section {
        let equals = fit.equals.count
        return StudyPage.Section(
            "What fits",
            note:
                "\(fit.trials.count) replays; \(equals) of them fit as well as the best one, so the history cannot tell "
                + "them apart.",
            columns: [("start", .left), ("assumptions", .left), ("found", .right), ("off", .right)],
            rows: fit.trials.prefix(8).map { trial in
                let changed = trial.changed.map(\.description).joined(separator: ", ")
                return [
                    .init(NumberText.duration(milliseconds: trial.startLatency)),
                    .init(changed.isEmpty ? "as they are" : changed),
                    .init(NumberText.percent(trial.score.agreement, places: 0)),
                    .init(trial.score.meanTimingError.map { NumberText.duration(milliseconds: $0) } ?? ""),
                ]
            }
        )
    }

    /// The fit as JSON, schema version 1.
    public var json: JSONValue {
        .members([
            ("schemaVersion", .integer(1)),
            ("kind", .string("scalesim-backtest")),
            ("trials", .array(fit.trials.map(trial))),
            ("equallyGood", .integer(fit.equals.count)),
        ])
    }

    private func trial(_ trial: BacktestFit.Trial) -> JSONValue {
        .members([
            ("startLatencyMilliseconds", .integer(trial.startLatency)),
            ("changed", .members(trial.changed.map { ($0.name, .string($0.value)) })),
            ("hits", .integer(trial.score.hits)),
            ("misses", .integer(trial.score.misses)),
            ("falseAlarms", .integer(trial.score.falseAlarms)),
            ("agreement", .double(trial.score.agreement)),
            ("meanTimingErrorMilliseconds", trial.score.meanTimingError.map { .integer($0) } ?? .null),
        ])
    }
}
