/// Samples of one metric that are published but not yet visible, ordered by the look that first sees them.
///
/// Nobody reads a metric but alarms and their policies, at the instants at which alarms are evaluated. Samples of one
/// period that are first seen by the same look are therefore merged as they come.
struct PendingSamples: Sendable {
    struct Entry: Sendable {
        /// The look that first sees the samples.
        var seenAt: Milliseconds
        /// The start of their period, the finest one of the metric.
        var timestamp: Milliseconds
        var samples: SampleSet
    }

    private var ring: [Entry]
    private var head = 0
    private(set) var count = 0
    /// When the next entry is seen; `Int.max` if there is none.
    private(set) var nextSeen = Milliseconds.max
    private let resolution: Milliseconds

    /// No samples of a metric whose periods are multiples of `resolution`.
    init(resolution: Milliseconds) {
        ring = Array(repeating: Entry(seenAt: 0, timestamp: 0, samples: .empty), count: 16)
        self.resolution = resolution
    }

    /// Adds samples, merged with the newest entry if that is of the same period and seen by the same look.
    mutating func insert(_ samples: SampleSet, at timestamp: Milliseconds, seenAt: Milliseconds) {
        let start = floorDivision(timestamp, resolution) * resolution
        if count > 0 {
            let last = (head + count - 1) & (ring.count - 1)
            if ring[last].seenAt == seenAt, ring[last].timestamp == start {
                ring[last].samples.formUnion(samples)
                return
            }
        }
        append(Entry(seenAt: seenAt, timestamp: start, samples: samples))
    }

    private mutating func append(_ entry: Entry) {
        if count == ring.count { grow() }
        let mask = ring.count - 1
        var position = count
        while position > 0, ring[(head + position - 1) & mask].seenAt > entry.seenAt {
            ring[(head + position) & mask] = ring[(head + position - 1) & mask]
            position -= 1
        }
        ring[(head + position) & mask] = entry
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

/// The instants at which alarms are evaluated, repeating with the least common interval.
struct LookSchedule: Sendable {
    private let cycle: Milliseconds
    /// The looks within one cycle, ascending.
    private let offsets: [Milliseconds]

    /// The looks of alarms with these intervals and first evaluations.
    init(_ alarms: [(interval: Milliseconds, first: Milliseconds)]) {
        // Intervals that do not divide a minute make the cycle longer, up to an hour; beyond it every instant counts.
        let cycle = alarms.reduce(60_000) { least, alarm in
            least / Int(greatestCommonDivisor(UInt128(least), UInt128(alarm.interval))) * alarm.interval
        }
        self.cycle = cycle
        guard cycle <= 3_600_000 else {
            offsets = []
            return
        }
        var all: Set<Milliseconds> = []
        for alarm in alarms {
            for look in stride(from: alarm.first, to: alarm.first + cycle, by: alarm.interval) {
                all.insert(look - floorDivision(look, cycle) * cycle)
            }
        }
        offsets = all.sorted()
    }

    /// The first look at or after an instant; the instant itself if no schedule is known.
    func first(from instant: Milliseconds) -> Milliseconds {
        guard let last = offsets.last else { return instant }
        let start = floorDivision(instant, cycle) * cycle
        let offset = instant - start
        if offset > last { return start + cycle + offsets[0] }
        var index = 0
        while offsets[index] < offset { index += 1 }
        return start + offsets[index]
    }
}
