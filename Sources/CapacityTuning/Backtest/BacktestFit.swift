public import TargetTracking

/// The delays, the start latency and the assumptions under which a replay matches an observed history best.
public struct BacktestFit: Sendable, Hashable {
    /// One replay: its settings and how well it matched.
    public struct Trial: Sendable, Hashable {
        /// The assumptions changed from those given, as `NAME=VALUE`.
        public var changed: [Setting]
        /// The assumptions.
        public var assumptions: Assumptions
        /// The start latency.
        public var startLatency: StartLatency
        /// The simulated changes of the desired count.
        public var changes: [ObservedHistory.Count]
        /// The match.
        public var score: ChangeComparison
        /// How often the replay had gone its own way for ``BacktestFit/returnsAfter`` and was set to the observed count.
        public var returns: Int
        /// Task-milliseconds by which the running counts differ; `nil` if none was observed.
        public var runningDifference: Milliseconds?

        /// Whether this one matches better: its changes, else its running counts.
        func isBetter(than other: Trial) -> Bool {
            if !score.isAsGood(as: other.score) { return score.isBetter(than: other.score) }
            return (runningDifference ?? 0) < (other.runningDifference ?? 0)
        }
    }

    /// An assumption with another value than in the best trial, the delays and the start latency fitted anew.
    public struct Alternative: Sendable, Hashable {
        /// What the history says of it.
        public enum Relation: String, Sendable, Hashable, CaseIterable {
            /// Every decision is the same: the history never came to where it matters.
            case same
            /// Other decisions, or other delays, that match as well.
            case asGood = "as_good"
            /// It matches worse.
            case worse
        }

        /// The assumption and its value.
        public var setting: Setting
        /// What the history says of it.
        public var relation: Relation
        /// Its best trial.
        public var trial: Trial
    }

    /// A fitted delay with all delays that match as well.
    public struct Delay: Sendable, Hashable {
        /// The assumption, such as `custom_metric_visible_delay_s`.
        public var name: String
        /// The value in the best trial.
        public var best: Milliseconds
        /// The delays that match as well, everything else being as in the best trial; disjoint and rising.
        public var asGood: [ClosedRange<Milliseconds>]
        /// The longest delay tried.
        public var limit: Milliseconds

        /// Whether the history sets no bound at all.
        public var isUnknown: Bool { asGood == [0...limit] }
    }

    /// After how long with another desired count than the one observed a replay is set to that one.
    public static let returnsAfter: Milliseconds = 900_000

    /// The best trial.
    public var best: Trial
    /// The best trial with the assumptions as they were given, but for delays.
    public var asGiven: Trial
    /// The fitted delays.
    public var delays: [Delay]
    /// The start latencies tried that match as well by their changes, everything else being as in the best trial.
    public var latenciesAsGood: [StartLatency]
    /// The start latencies tried.
    public var latenciesTried: [StartLatency]
    /// Every other value of every other assumption.
    public var alternatives: [Alternative]
    /// The replays made.
    public var replays: Int

    /// Fits delays and start latency, then tries every alternative of every other assumption, those that match better
    /// together with further ones.
    ///
    /// - Parameters:
    ///   - history: What was observed.
    ///   - assumptions: The assumptions to begin with.
    ///   - startLatencies: The start latencies to try; of equal ones the first is kept.
    ///   - alarmPhase: The phase of alarms that name none.
    /// - Throws: `TuningError` if the configuration is wrong or there is nothing to try.
    public init(
        _ history: ObservedHistory,
        assumptions: Assumptions = Assumptions(),
        startLatencies: [StartLatency],
        alarmPhase: Milliseconds = 0
    ) throws(TuningError) {
        var search = BacktestSearch(history, given: assumptions, startLatencies, alarmPhase: alarmPhase)
        asGiven = try search.fitted(assumptions)
        best = try search.improved(asGiven)
        alternatives = try search.alternatives(to: best)
        delays = try search.delays(around: best)
        latenciesAsGood = try search.latencies(around: best)
        latenciesTried = startLatencies
        replays = search.replays
    }
}
