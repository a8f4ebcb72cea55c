/// Scaling activities that happened beside the decisions that a replay made.
public struct ActivityComparison: Sendable, Hashable {
    /// A change of the desired count.
    public struct Change: Sendable, Hashable {
        /// Milliseconds since 1970-01-01 UTC.
        public var time: Int
        public var desired: Int

        public init(time: Int, desired: Int) {
            self.time = time
            self.desired = desired
        }
    }

    /// One activity, one decision, or both if they belong together.
    public struct Pair: Sendable, Hashable {
        public var observed: Change?
        public var predicted: Change?

        /// Whether both exist and set the same desired count.
        public var agrees: Bool { observed != nil && observed?.desired == predicted?.desired }

        /// How much later the decision came than the activity, in milliseconds.
        public var lateness: Int? {
            guard let observed, let predicted else { return nil }
            return predicted.time - observed.time
        }

        var time: Int { observed?.time ?? predicted?.time ?? 0 }
    }

    /// All of them in the order of time.
    public let pairs: [Pair]

    /// Pairs each activity with a decision of the same count within `tolerance`, or else of another count.
    public init(observed: [Change], predicted: [Change], tolerance: Int = 120_000) {
        var free = predicted
        var pairs: [Pair] = []
        var unmatched: [Change] = []
        func take(_ change: Change, sameCount: Bool) -> Change? {
            let near = free.indices.filter { index in
                abs(free[index].time - change.time) <= tolerance
                    && (!sameCount || free[index].desired == change.desired)
            }
            let best = near.min { abs(free[$0].time - change.time) < abs(free[$1].time - change.time) }
            return best.map { free.remove(at: $0) }
        }
        for change in observed {
            if let found = take(change, sameCount: true) {
                pairs.append(Pair(observed: change, predicted: found))
            } else {
                unmatched.append(change)
            }
        }
        for change in unmatched { pairs.append(Pair(observed: change, predicted: take(change, sameCount: false))) }
        pairs += free.map { Pair(observed: nil, predicted: $0) }
        self.pairs = pairs.sorted { ($0.time, $0.predicted?.time ?? 0) < ($1.time, $1.predicted?.time ?? 0) }
    }

    public var agreeing: Int { pairs.count { $0.agrees } }
    public var differing: Int { pairs.count { $0.observed != nil && $0.predicted != nil && !$0.agrees } }
    public var missed: Int { pairs.count { $0.predicted == nil } }
    public var extra: Int { pairs.count { $0.observed == nil } }

    /// Whether every activity was predicted with its count, and nothing else was.
    public var isComplete: Bool { agreeing == pairs.count }

    /// The mean of the absolute lateness of agreeing pairs, in milliseconds.
    public var meanTimingError: Int? {
        let errors = pairs.filter(\.agrees).compactMap { $0.lateness?.magnitude }
        return errors.isEmpty ? nil : Int(errors.reduce(0, +)) / errors.count
    }
}
