public import TargetTracking

/// How well simulated changes of the desired count match the observed ones.
public struct BacktestScore: Sendable, Hashable {
    /// An observed and a simulated change that belong together, or one that has no partner.
    public struct Pair: Sendable, Hashable {
        /// The observed change.
        public var observed: ObservedHistory.Count?
        /// The simulated change.
        public var simulated: ObservedHistory.Count?

        /// How much later the simulated change came, in milliseconds.
        public var lateness: Milliseconds? {
            guard let observed, let simulated else { return nil }
            return simulated.time - observed.time
        }
    }

    /// The pairs in the order of time.
    public var pairs: [Pair]

    /// Pairs the changes, each with the nearest one of the same count within a tolerance.
    public init(
        observed: [ObservedHistory.Count],
        simulated: [ObservedHistory.Count],
        tolerance: Milliseconds = 300_000
    ) {
        // Nearest pairs first, so that a late change does not take the partner of another.
        var distances: [(distance: Int, observed: Int, simulated: Int)] = []
        for (first, change) in observed.enumerated() {
            for (second, other) in simulated.enumerated() where change.tasks == other.tasks {
                let distance = abs(change.time - other.time)
                if distance <= tolerance { distances.append((distance, first, second)) }
            }
        }
        distances.sort { ($0.distance, $0.observed, $0.simulated) < ($1.distance, $1.observed, $1.simulated) }
        var partner: [Int?] = Array(repeating: nil, count: observed.count)
        var taken = Array(repeating: false, count: simulated.count)
        for entry in distances where partner[entry.observed] == nil && !taken[entry.simulated] {
            partner[entry.observed] = entry.simulated
            taken[entry.simulated] = true
        }
        var pairs = observed.enumerated().map { index, change in
            Pair(observed: change, simulated: partner[index].map { simulated[$0] })
        }
        for (index, change) in simulated.enumerated() where !taken[index] {
            pairs.append(Pair(observed: nil, simulated: change))
        }
        self.pairs = pairs.enumerated().sorted { left, right in
            let first = left.element.observed?.time ?? left.element.simulated?.time ?? 0
            let second = right.element.observed?.time ?? right.element.simulated?.time ?? 0
            return (first, left.offset) < (second, right.offset)
        }.map(\.element)
    }

    /// Observed changes that were simulated.
    public var hits: Int { pairs.count { $0.lateness != nil } }
    /// Observed changes that were not.
    public var misses: Int { pairs.count { $0.simulated == nil } }
    /// Simulated changes that did not happen.
    public var falseAlarms: Int { pairs.count { $0.observed == nil } }

    /// Hits over hits, misses and false alarms; 1 if nothing happened and nothing was simulated.
    public var agreement: Double {
        pairs.isEmpty ? 1 : Double(hits) / Double(pairs.count)
    }

    /// The mean of the hits' lateness without its sign, in milliseconds; `nil` without a hit.
    public var meanTimingError: Milliseconds? {
        let errors = pairs.compactMap { $0.lateness?.magnitude }
        return errors.isEmpty ? nil : Int(errors.reduce(0, +)) / errors.count
    }

    /// Whether this one matches better: more agreement, else less timing error.
    public func isBetter(than other: BacktestScore) -> Bool {
        if agreement != other.agreement { return agreement > other.agreement }
        return (meanTimingError ?? .max) < (other.meanTimingError ?? .max)
    }
}
