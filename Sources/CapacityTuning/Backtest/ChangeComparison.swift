public import TargetTracking

/// Changes of the desired count that happened, beside those that a replay made.
public struct ChangeComparison: Sendable, Hashable {
    /// An observed and a simulated change that belong together, or one that has no partner.
    public struct Pair: Sendable, Hashable {
        /// The observed change.
        public var observed: ObservedHistory.Count?
        /// The simulated change.
        public var simulated: ObservedHistory.Count?

        /// Whether both exist and set the same desired count.
        public var agrees: Bool { observed != nil && observed?.tasks == simulated?.tasks }

        /// How much later the simulated change came, in milliseconds.
        public var lateness: Milliseconds? {
            guard let observed, let simulated else { return nil }
            return simulated.time - observed.time
        }

        var time: Milliseconds { observed?.time ?? simulated?.time ?? 0 }
    }

    /// The pairs in the order of time.
    public var pairs: [Pair]

    /// Pairs the changes, each with the nearest one of the same count within a tolerance, and what is left with the
    /// nearest one of another count.
    public init(
        observed: [ObservedHistory.Count],
        simulated: [ObservedHistory.Count],
        tolerance: Milliseconds = 300_000
    ) {
        var partner: [Int?] = Array(repeating: nil, count: observed.count)
        var taken = Array(repeating: false, count: simulated.count)
        for sameCount in [true, false] {
            // Nearest pairs first, so that a late change does not take the partner of another.
            var distances: [(distance: Int, observed: Int, simulated: Int)] = []
            for (first, change) in observed.enumerated() where partner[first] == nil {
                // Both lists are in the order of time, so only a stretch of the other one can be near.
                let from = simulated.partitioningIndex { $0.time >= change.time - tolerance }
                for second in from..<simulated.count {
                    let other = simulated[second]
                    if other.time > change.time + tolerance { break }
                    guard !taken[second], !sameCount || other.tasks == change.tasks else { continue }
                    distances.append((abs(change.time - other.time), first, second))
                }
            }
            distances.sort { ($0.distance, $0.observed, $0.simulated) < ($1.distance, $1.observed, $1.simulated) }
            for entry in distances where partner[entry.observed] == nil && !taken[entry.simulated] {
                partner[entry.observed] = entry.simulated
                taken[entry.simulated] = true
            }
        }
        var pairs = observed.enumerated().map { index, change in
            Pair(observed: change, simulated: partner[index].map { simulated[$0] })
        }
        for (index, change) in simulated.enumerated() where !taken[index] {
            pairs.append(Pair(observed: nil, simulated: change))
        }
        self.pairs = pairs.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }

    /// Observed changes that were simulated with their count.
    public var hits: Int { pairs.count(where: \.agrees) }
    /// Observed changes that were not.
    public var misses: Int { pairs.count { $0.observed != nil && !$0.agrees } }
    /// Simulated changes that did not happen, or not with their count.
    public var falseAlarms: Int { pairs.count { $0.simulated != nil && !$0.agrees } }
    /// Observed changes.
    public var observed: Int { hits + misses }

    /// Whether every change was simulated with its count, and nothing else was.
    public var isComplete: Bool { hits == pairs.count }

    /// Hits over hits, misses and false alarms; 1 if nothing happened and nothing was simulated.
    public var agreement: Double {
        pairs.isEmpty ? 1 : Double(hits) / Double(hits + misses + falseAlarms)
    }

    /// The mean of the hits' lateness without its sign, in milliseconds; `nil` without a hit.
    public var meanTimingError: Milliseconds? {
        let errors = pairs.filter(\.agrees).compactMap { $0.lateness?.magnitude }
        return errors.isEmpty ? nil : Int(errors.reduce(0, +)) / errors.count
    }

    /// The pairs from an instant on.
    public func from(_ time: Milliseconds) -> ChangeComparison {
        var part = self
        part.pairs.removeAll { $0.time < time }
        return part
    }

    /// Hits less than half a minute off.
    public var promptHits: Int {
        pairs.count { $0.agrees && ($0.lateness?.magnitude ?? .max) < 30_000 }
    }

    /// The mean of the agreement and of the part of it that is prompt.
    ///
    /// A change that came a look of its alarm too late counts half: under the right rules most changes come in the very
    /// minute and a few go astray, under wrong ones all are a little off, and a mean of times would favour those.
    public var closeness: Double {
        pairs.isEmpty ? 1 : Double(hits + promptHits) / Double(2 * (hits + misses + falseAlarms))
    }

    /// Whether this one matches better: closer, else less timing error.
    public func isBetter(than other: ChangeComparison) -> Bool {
        if closeness != other.closeness { return closeness > other.closeness }
        return (meanTimingError ?? .max) < (other.meanTimingError ?? .max)
    }

    /// Whether neither matches better.
    public func isAsGood(as other: ChangeComparison) -> Bool {
        !isBetter(than: other) && !other.isBetter(than: self)
    }
}

extension Array {
    /// The first index from which on all elements satisfy the predicate, which no earlier one does.
    fileprivate func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
