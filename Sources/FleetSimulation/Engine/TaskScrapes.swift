/// The scrapes of one task: when the next one is, and those the control plane cannot see yet.
///
/// A scrape that fell before the last change of the task's connections is held here until its metric becomes visible;
/// all others need no place, since their value is that of the connections now. Most scrapes are of that kind.
struct TaskScrapes {
    /// The next scrape not taken; ``SimulatedTime/never`` when nothing is published.
    private(set) var nextAt = SimulatedTime.never
    /// The oldest scrape not handed to the control plane, taken or not.
    private(set) var handOverAt = SimulatedTime.never
    /// A ring of the values taken and not handed over, oldest first; -1 for a scrape that published nothing.
    private var held = SIMD8<Int32>(repeating: 0)
    private var first: UInt8 = 0
    private var count: UInt8 = 0

    /// Begins to publish with a first scrape.
    mutating func begin(at milliseconds: Int) {
        self = TaskScrapes()
        nextAt = milliseconds
        handOverAt = milliseconds
    }

    /// Ends publishing; what was scraped and not handed over goes to `spilled`.
    mutating func end(interval: Int, spillingTo spilled: inout SpilledScrapes) {
        while count > 0 { spilled.add(removeFirst(), at: advance(by: interval)) }
        self = TaskScrapes()
    }

    /// Takes the scrapes up to `now` of a task that publishes `value`, or -1 for nothing.
    @inline(never)
    mutating func take(_ value: Int, until now: Int, interval: Int, spillingTo spilled: inout SpilledScrapes) {
        while nextAt <= now {
            if count == 8 { spilled.add(removeFirst(), at: advance(by: interval)) }
            held[Int((first &+ count) & 7)] = Int32(clamping: value)
            count &+= 1
            nextAt &+= interval
            if value >= 0 { spilled.documents &+= 1 }
        }
    }

    /// Hands over the oldest scrape, of a task that publishes `value` now or -1 for nothing.
    @inline(__always)
    mutating func handOver(_ value: Int, interval: Int, _ spilled: inout SpilledScrapes) -> (at: Int, value: Int) {
        let at = advance(by: interval)
        if count > 0 { return (at, removeFirst()) }
        nextAt = handOverAt
        if value >= 0 { spilled.documents &+= 1 }
        return (at, value)
    }

    @inline(__always)
    private mutating func advance(by interval: Int) -> Int {
        let at = handOverAt
        handOverAt = at &+ interval
        return at
    }

    @inline(__always)
    private mutating func removeFirst() -> Int {
        let value = Int(held[Int(first)])
        first = (first &+ 1) & 7
        count &-= 1
        return value
    }
}

/// Scrapes for which their task has no place: of tasks that are gone, or with a delay of many scrapes.
struct SpilledScrapes: ~Copyable {
    struct Sample {
        var at: Int
        var value: Int
    }

    var samples = Table<Sample>()
    /// Scrapes published since the measures were reset.
    var documents = 0

    @inline(never)
    mutating func add(_ value: Int, at milliseconds: Int) {
        if value >= 0 { samples.append(Sample(at: milliseconds, value: value)) }
    }

    /// Takes out what was scraped up to an instant.
    mutating func remove(until milliseconds: Int, _ body: (Sample) -> Void) {
        var kept = 0
        for index in samples.indices {
            let sample = samples[index]
            if sample.at <= milliseconds {
                body(sample)
            } else {
                samples[kept] = sample
                kept += 1
            }
        }
        samples.truncate(to: kept)
    }

    mutating func removeAll() {
        samples.removeAll()
        documents = 0
    }
}
