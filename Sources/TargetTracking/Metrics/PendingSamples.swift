/// Samples that are published but not yet visible, ordered by the look that first sees them.
///
/// Nobody reads a metric but alarms and their policies, at the instants at which alarms are evaluated. Samples of one
/// period that are first seen by the same look are therefore merged as they come.
struct PendingSamples: Sendable {
    struct Entry: Sendable {
        /// The look that first sees the samples.
        var seenAt: Milliseconds
        var metric: Int
        /// The start of their period, the finest one of the metric.
        var timestamp: Milliseconds
        var samples: SampleSet
    }

    private var ring = Array(repeating: Entry(seenAt: 0, metric: 0, timestamp: 0, samples: .empty), count: 16)
    private var head = 0
    private(set) var count = 0
    /// When the next entry is seen; `Int.max` if there is none.
    private(set) var nextSeen = Milliseconds.max

    /// Adds samples of the period that starts at `timestamp`, merged with those of the same metric, period and look.
    mutating func insert(_ samples: SampleSet, of metric: Int, at timestamp: Milliseconds, seenAt: Milliseconds) {
        if count == ring.count { grow() }
        let mask = ring.count - 1
        // Its place is behind all that are seen no later.
        var position = count
        while position > 0 {
            let before = (head + position - 1) & mask
            let seen = ring[before].seenAt
            if seen < seenAt { break }
            if seen == seenAt, ring[before].metric == metric, ring[before].timestamp == timestamp {
                ring[before].samples.formUnion(samples)
                return
            }
            if seen == seenAt { break }
            position -= 1
        }
        var index = count
        while index > position {
            ring[(head + index) & mask] = ring[(head + index - 1) & mask]
            index -= 1
        }
        ring[(head + position) & mask] = Entry(seenAt: seenAt, metric: metric, timestamp: timestamp, samples: samples)
        count += 1
        nextSeen = ring[head].seenAt
    }

    /// Removes and returns the first entry; there must be one.
    mutating func removeFirst() -> Entry {
        let entry = ring[head]
        head = (head + 1) & (ring.count - 1)
        count -= 1
        nextSeen = count == 0 ? .max : ring[head].seenAt
        return entry
    }

    /// The entry at a place, 0 for the one seen first.
    @inline(__always)
    subscript(place: Int) -> Entry { ring[(head + place) & (ring.count - 1)] }

    /// The earliest period that samples of a metric are on their way for, by its start; `Int.max` if there are none.
    @inline(__always)
    func first(of metric: Int) -> Milliseconds {
        var first = Milliseconds.max
        for place in 0..<count where self[place].metric == metric { first = min(first, self[place].timestamp) }
        return first
    }

    private mutating func grow() {
        var larger: [Entry] = []
        larger.reserveCapacity(ring.count * 2)
        for offset in 0..<count { larger.append(ring[(head + offset) & (ring.count - 1)]) }
        let filler = ring[head]
        while larger.count < ring.count * 2 { larger.append(filler) }
        ring = larger
        head = 0
    }
}
