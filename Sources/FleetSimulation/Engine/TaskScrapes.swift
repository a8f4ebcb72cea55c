/// The scrapes of one task: when the next one is, and those the control plane cannot see yet.
///
/// A scrape that fell before the last change of the task's connections is held here until its metric becomes visible;
/// all others need no place, since their value is that of the connections now. Most scrapes are of that kind.
struct TaskScrapes {
    /// The next scrape not taken; ``SimulatedTime/never`` when nothing is published.
    private(set) var nextAt = SimulatedTime.never
    /// The oldest scrape not handed to the control plane, taken or not.
    private(set) var handOverAt = SimulatedTime.never
    /// The values taken and not handed over are a ring in ``ScrapeRings``, the oldest one first.
    private var first = 0
    private var count = 0

    /// Begins to publish with a first scrape.
    mutating func begin(at milliseconds: Int) {
        self = TaskScrapes()
        nextAt = milliseconds
        handOverAt = milliseconds
    }

    /// Ends publishing; what was scraped and not handed over goes among the spilled ones.
    mutating func end(_ task: Int, interval: Int, _ rings: inout ScrapeRings) {
        while count > 0 { rings.spill(removeFirst(task, &rings), at: advance(by: interval)) }
        self = TaskScrapes()
    }

    /// Takes the scrapes up to `now` of a task that publishes `value`, or -1 for nothing.
    @inline(never)
    mutating func take(_ value: Int, of task: Int, until now: Int, interval: Int, _ rings: inout ScrapeRings) {
        while nextAt <= now {
            if count == ScrapeRings.size { rings.spill(removeFirst(task, &rings), at: advance(by: interval)) }
            rings[task, first &+ count] = Int32(clamping: value)
            count &+= 1
            nextAt &+= interval
            if value >= 0 { rings.documents &+= 1 }
        }
    }

    /// Hands over the oldest scrape, of a task that publishes `value` now or -1 for nothing; returns its value.
    @inline(__always)
    mutating func handOver(
        _ value: Int,
        of task: Int,
        interval: Int,
        _ rings: inout ScrapeRings
    ) -> Int {
        handOverAt &+= interval
        if count > 0 { return removeFirst(task, &rings) }
        nextAt = handOverAt
        if value >= 0 { rings.documents &+= 1 }
        return value
    }

    @inline(__always)
    private mutating func advance(by interval: Int) -> Int {
        let at = handOverAt
        handOverAt = at &+ interval
        return at
    }

    @inline(__always)
    private mutating func removeFirst(_ task: Int, _ rings: inout ScrapeRings) -> Int {
        let value = Int(rings[task, first])
        first = (first &+ 1) & (ScrapeRings.size &- 1)
        count &-= 1
        return value
    }
}

/// A place for a few scrapes of every task, and the scrapes that find none there: those of tasks that are gone, or of a
/// delay of many scrapes.
struct ScrapeRings: ~Copyable {
    struct Sample {
        var at: Int
        var value: Int
    }

    /// The places of a task; a power of two.
    static let size = 16

    private var values = Table<Int32>()
    /// The scrapes without a place.
    var spilled = Table<Sample>()
    /// Scrapes published since the measures were reset.
    var documents = 0

    subscript(task: Int, place: Int) -> Int32 {
        @inline(__always) get { values[task &* Self.size &+ (place & (Self.size &- 1))] }
        @inline(__always) set { values[task &* Self.size &+ (place & (Self.size &- 1))] = newValue }
    }

    /// Makes room for a further task.
    mutating func append() {
        for _ in 0..<Self.size { values.append(0) }
    }

    @inline(never)
    mutating func spill(_ value: Int, at milliseconds: Int) {
        if value >= 0 { spilled.append(Sample(at: milliseconds, value: value)) }
    }

    /// Takes out what was spilled and scraped up to an instant.
    mutating func removeSpilled(until milliseconds: Int) -> [Sample] {
        var removed: [Sample] = []
        var kept = 0
        for index in spilled.indices {
            let sample = spilled[index]
            if sample.at <= milliseconds {
                removed.append(sample)
            } else {
                spilled[kept] = sample
                kept += 1
            }
        }
        spilled.truncate(to: kept)
        return removed
    }

    mutating func removeAll() {
        values.removeAll()
        spilled.removeAll()
        documents = 0
    }
}
