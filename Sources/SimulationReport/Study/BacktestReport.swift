public import CapacityTuning
import TargetTracking

/// How well the model lives an observed history again, and which assumptions fit it best.
public struct BacktestReport: Sendable {
    /// Everything a report says.
    public struct Input: Sendable {
        /// What was observed.
        public var history: ObservedHistory
        /// The fit to all of it.
        public var fit: BacktestFit
        /// The fit to the first half, judged by the second; `nil` with too few changes.
        public var holdout: BacktestHoldout?
        /// Milliseconds since 1970-01-01 UTC from which times count.
        public var epoch: Int
        /// Where the start latency is known from; `nil` if it was fitted.
        public var measuredStart: String?
        /// What the reader should know of the documents.
        public var warnings: [String]

        public init(
            history: ObservedHistory,
            fit: BacktestFit,
            holdout: BacktestHoldout?,
            epoch: Int,
            measuredStart: String? = nil,
            warnings: [String] = []
        ) {
            self.history = history
            self.fit = fit
            self.holdout = holdout
            self.epoch = epoch
            self.measuredStart = measuredStart
            self.warnings = warnings
        }
    }

    let input: Input

    public init(_ input: Input) {
        self.input = input
    }

    var fit: BacktestFit { input.fit }
    var score: ChangeComparison { input.fit.best.score }

    /// How far the model can be trusted: judged by changes it has not seen, where there are enough of them.
    enum Trust: String {
        /// Nearly every change, within a minute.
        case high
        /// Most changes.
        case fair
        /// Too many changes are missed, invented or late.
        case low
        /// Too few changes to judge by.
        case undecided
    }

    var trust: Trust {
        if score.observed < 5 { return .undecided }
        let judged = [score] + [input.holdout?.score].compactMap(\.self)
        let agreement = judged.map(\.agreement).min() ?? 0
        let isPrompt = judged.allSatisfy { $0.meanTimingError ?? .max <= 60_000 }
        if agreement >= 0.9, isPrompt { return .high }
        return agreement >= 0.7 ? .fair : .low
    }

    /// The page.
    public var page: StudyPage {
        StudyPage(
            verdict: verdict,
            warnings: input.warnings,
            sections: [figures, rules, changes].filter { !$0.rows.isEmpty }
        )
    }

    private var verdict: RunPage.Verdict {
        var headline = "\(score.hits) of \(NumberText.count(score.observed, "change")) are reproduced"
        if let error = score.meanTimingError {
            headline += ", \(NumberText.duration(milliseconds: error)) off on average"
        }
        headline +=
            score.falseAlarms == 0 ? "." : "; \(NumberText.integer(score.falseAlarms)) simulated ones did not happen."
        var details: [String] = []
        let range = Proportion(score.hits, of: score.hits + score.misses + score.falseAlarms).wilson()
        if trust == .undecided {
            details.append(
                "Too few changes to judge the model by: with \(NumberText.count(score.observed, "change")) the share it "
                    + "reproduces may be anything from \(percent(range.lower)) to \(percent(range.upper)). Give a longer history."
            )
        } else {
            let sure = "between \(percent(range.lower)) and \(percent(range.upper))"
            let words =
                switch trust {
                case .high:
                    "The model can be trusted on this service: in the long run it reproduces \(sure) of its changes"
                case .fair:
                    "Trust the model with care on this service: in the long run it reproduces \(sure) of its changes"
                default: "Do not trust the model on this service: in the long run it reproduces \(sure) of its changes"
                }
            details.append(words + " (95 %, taking changes as independent).")
        }
        if let holdout = input.holdout {
            var text =
                "Fitted to the first half alone, it reproduces \(holdout.score.hits) of the "
                + "\(NumberText.count(holdout.score.observed, "change")) of the second half"
            if let error = holdout.score.meanTimingError {
                text += ", \(NumberText.duration(milliseconds: error)) off on average"
            }
            if holdout.score.falseAlarms > 0 { text += ", and \(holdout.score.falseAlarms) that did not happen" }
            details.append(text + ".")
        }
        details.append(fitted)
        return RunPage.Verdict(
            holds: trust == .high ? true : trust == .low ? false : nil,
            headline: headline,
            details: details
        )
    }

    /// What fits best, in a sentence.
    private var fitted: String {
        let rules = fit.best.changed.filter { setting in !fit.delays.contains { $0.name == setting.name } }
        if rules.isEmpty, trust == .low {
            return "Nothing tried explains this history better than the assumptions in force."
        }
        if rules.isEmpty { return "No other value of any assumption fits better than the ones in force." }
        let rivals = fit.rivals.map(\.description)
        let gain = "\(percent(fit.asGiven.score.agreement)) to \(percent(score.agreement))"
        let names = rules.map(\.description).joined(separator: ", ")
        // A rule that does not make the history right is a guess, whatever it gains.
        if trust == .low {
            return "Nothing tried explains this history. The nearest is \(names) (\(gain) reproduced), which may only "
                + "make up for something the model does not have."
        }
        return "Fits best: \(names), which raises the share reproduced from \(gain)"
            + (rivals.isEmpty ? "." : "; just as well fits \(rivals.joined(separator: ", or ")).")
    }

    func percent(_ share: Double) -> String { NumberText.percent(share, places: 0) }

    // MARK: - Delays and start latency

    private var figures: StudyPage.Section {
        var rows: [[TextTable.Cell]] = fit.delays.map { delay in
            [
                .init(delay.name), .init(NumberText.duration(milliseconds: delay.best)),
                .init(
                    delay.isUnknown ? "anything: no decision depends on it" : spans(delay.asGood, limit: delay.limit)
                ),
            ]
        }
        rows.append([
            "start latency", .init(NumberText.duration(milliseconds: fit.best.startLatency.median)), .init(latency),
        ])
        if !input.history.scaleOutDurations.isEmpty {
            let durations = StartLatency(measured: input.history.scaleOutDurations)
            rows.append([
                "scale-out activities", .init(durations.map { NumberText.duration(milliseconds: $0.median) } ?? ""),
                .init(
                    "median of \(durations.map { BacktestReport.summary($0) } ?? ""), from start to end" + disagreement
                ),
            ])
        }
        return StudyPage.Section(
            "Delays and start latency",
            note: "Alarms look once a minute, so no delay shows more finely than the span given.",
            columns: [("", .left), ("best", .right), ("fits as well", .left)],
            rows: rows
        )
    }

    /// Said where the fit contradicts what the activities took.
    private var disagreement: String {
        guard input.measuredStart == nil, let took = StartLatency(measured: input.history.scaleOutDurations),
            abs(took.median - fit.best.startLatency.median) > max(30_000, took.median / 2)
        else { return "" }
        return "; a best start latency so far from it makes up for something else"
    }

    private var latency: String {
        if let measured = input.measuredStart { return measured }
        let asGood = fit.latenciesAsGood.map(\.median)
        guard let least = asGood.min(), let most = asGood.max(), asGood.count > 1 else {
            return "none of the \(fit.latenciesTried.count - 1) others tried"
        }
        let text = "\(NumberText.duration(milliseconds: least)) to \(NumberText.duration(milliseconds: most))"
        return fit.latenciesAsGood.count == fit.latenciesTried.count
            ? "all tried, \(text): no decision depends on it" : text + " by the decisions alone"
    }

    /// `4 measured: 58 s, 90 % within 1 min 02 s`.
    public static func summary(_ latency: StartLatency) -> String {
        "\(latency.values.count), 90 % within \(NumberText.duration(milliseconds: latency.percentile(90)))"
    }

    private func spans(_ spans: [ClosedRange<Milliseconds>], limit: Milliseconds) -> String {
        spans.map { span in
            let from = NumberText.duration(milliseconds: span.lowerBound / 1000 * 1000)
            let to = NumberText.duration(milliseconds: span.upperBound)
            if span.upperBound == limit { return "above \(from)" }
            return span.lowerBound == 0 ? "up to \(to)" : "\(from) to \(to)"
        }.joined(separator: ", ")
    }

    // MARK: - Assumptions

    private var rules: StudyPage.Section {
        let same = fit.alternatives.filter { $0.relation == .same }
        let decided = fit.alternatives.filter { $0.relation != .same }
        var note =
            "Each other value alone, delays and start latency fitted anew: changes found at all and within half a minute; "
            + "\(NumberText.integer(fit.replays)) replays."
        if !same.isEmpty {
            note +=
                " The history never came to where these matter, so it says nothing of them: "
                + same.map(\.setting.description).joined(separator: ", ") + "."
        }
        return StudyPage.Section(
            "Assumptions",
            note: note,
            columns: [
                ("found", .right), ("at once", .right), ("off", .right), ("", .left),
                ("in place of the best fit", .left),
            ],
            rows: decided.enumerated().sorted { left, right in
                let (first, second) = (left.element.trial, right.element.trial)
                if first.score.isBetter(than: second.score) { return true }
                return !second.score.isBetter(than: first.score) && left.offset < right.offset
            }.map { _, other in
                [
                    .init(percent(other.trial.score.agreement)),
                    .init(percent(2 * other.trial.score.closeness - other.trial.score.agreement)),
                    .init(other.trial.score.meanTimingError.map { NumberText.duration(milliseconds: $0) } ?? ""),
                    .init(other.relation == .worse ? "worse" : "as well", other.relation == .worse ? .faint : .warning),
                    .init(other.setting.description),
                ]
            }
        )
    }

    // MARK: - Changes

    private var returns: String {
        guard fit.best.returns > 0 else { return "" }
        return " The replay had another count for \(NumberText.duration(milliseconds: BacktestFit.returnsAfter)) "
            + "\(NumberText.count(fit.best.returns, "time")) and was then set to the one that was observed."
    }

    private var changes: StudyPage.Section {
        func text(_ count: ObservedHistory.Count?) -> String {
            count.map { "\(NumberText.utc(milliseconds: $0.time + input.epoch)) to \($0.tasks)" } ?? "nothing"
        }
        return StudyPage.Section(
            "Changes of the desired count",
            note: "Times are UTC." + returns,
            columns: [("happened", .left), ("simulated", .left), ("", .left)],
            rows: score.pairs.map { pair in
                let late = pair.lateness.map { lateness in
                    lateness == 0
                        ? ""
                        : NumberText.duration(milliseconds: Int(lateness.magnitude))
                            + (lateness > 0 ? " later" : " earlier")
                }
                return [
                    .init(text(pair.observed)), .init(text(pair.simulated), pair.agrees ? .plain : .bad),
                    .init(late ?? "", .faint),
                ]
            }
        )
    }
}

extension BacktestFit {
    /// Where a rule was taken over: others that match as well as it does.
    var rivals: [Setting] {
        alternatives.filter { $0.relation == .asGood }.map(\.setting)
    }
}
