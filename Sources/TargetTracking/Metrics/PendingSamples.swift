/// Samples published but not yet visible, ordered by when they become visible.
struct PendingSamples: Sendable {
    struct Entry: Sendable {
        var visibleAt: Milliseconds
        var timestamp: Milliseconds
        var samples: SampleSet
    }

    private var ring: [Entry]
    private var head = 0
    private(set) var count = 0

    init() {
        let empty = Entry(visibleAt: 0, timestamp: 0, samples: .empty)
        ring = Array(repeating: empty, count: 32)
    }

    /// When the next entry becomes visible; `Int.max` if there is none.
    var nextVisible: Milliseconds {
        count == 0 ? .max : ring[head].visibleAt
    }

    /// Adds an entry after all that become visible no later.
    mutating func insert(_ entry: Entry) {
        if count == ring.count { grow() }
        let mask = ring.count - 1
        var position = count
        while position > 0, ring[(head + position - 1) & mask].visibleAt > entry.visibleAt {
            ring[(head + position) & mask] = ring[(head + position - 1) & mask]
            position -= 1
        }
        ring[(head + position) & mask] = entry
        count += 1
    }

    /// Removes and returns the first entry; there must be one.
    mutating func removeFirst() -> Entry {
        let entry = ring[head]
        head = (head + 1) & (ring.count - 1)
        count -= 1
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
