import TargetTracking

/// The scrapes of one task: which of them the control plane has seen, and what the others give.
///
/// A scrape gives the connections that the task has at its instant. Only their changes are kept, each with the first
/// scrape that sees it, so that a change needs no look at the scrapes before it.
struct TaskScrapes {
    /// The oldest scrape not handed to the control plane; ``SimulatedTime/never`` when nothing is published.
    private(set) var handOverAt = SimulatedTime.never
    /// The instant of scrape 0.
    private var start = SimulatedTime.never
    /// The number of the oldest scrape not handed over.
    private var handed = 0
    /// What the scrape before it gave.
    private var value = 0
    /// The first scrape that publishes something.
    private var publishedFrom = Int.max

    /// Whether scrapes are taken.
    var isPublishing: Bool { start < SimulatedTime.never }

    /// Begins to publish with a first scrape, less than an interval from now.
    ///
    /// A task that has had no connection may publish nothing until it has one.
    mutating func begin(
        at milliseconds: Int,
        _ task: Int,
        connections: Int,
        publishes: Bool,
        _ rings: inout ScrapeRings
    ) {
        self = TaskScrapes()
        start = milliseconds
        handOverAt = milliseconds
        value = connections
        publishedFrom = publishes ? 0 : .max
        rings.clear(task)
    }

    /// The number of the first scrape after an instant that is not earlier than the begin.
    @inline(__always)
    private func numberAfter(_ now: Int, _ interval: Int) -> Int { (now &- start &+ interval) / interval }

    /// The connections change.
    @inline(__always)
    mutating func note(_ change: Int, of task: Int, at now: Int, interval: Int, _ rings: inout ScrapeRings) {
        guard isPublishing else { return }
        let number = numberAfter(now, interval)
        if number &- handed >= ScrapeRings.size { makeRoom(for: number, task, interval, &rings) }
        rings.add(change, task, number)
    }

    /// The task has its first connection, and publishes from now on.
    @inline(never)
    mutating func publish(at now: Int, interval: Int) {
        if isPublishing { publishedFrom = min(publishedFrom, numberAfter(now, interval)) }
    }

    /// Hands over the scrapes up to an instant.
    @inline(__always)
    mutating func handOver(
        until: Int,
        of task: Int,
        interval: Int,
        _ rings: inout ScrapeRings,
        into samples: inout SampleSet
    ) {
        while handOverAt <= until {
            let isPublished = handed >= publishedFrom
            let connections = removeFirst(task, interval, &rings)
            if isPublished { samples.formUnion(SampleSet(connections)) }
        }
    }

    /// Ends publishing; what was scraped and not handed over goes among the spilled ones.
    mutating func end(_ task: Int, at now: Int, interval: Int, _ rings: inout ScrapeRings) {
        rings.documents &+= published(until: now, interval: interval)
        while handOverAt <= now { spillFirst(task, interval, &rings) }
        self = TaskScrapes()
    }

    /// How many scrapes have published something up to now.
    func published(until now: Int, interval: Int) -> Int {
        guard isPublishing, publishedFrom < .max else { return 0 }
        return max(0, numberAfter(now, interval) - publishedFrom)
    }

    @inline(never)
    private mutating func makeRoom(for number: Int, _ task: Int, _ interval: Int, _ rings: inout ScrapeRings) {
        while number &- handed >= ScrapeRings.size { spillFirst(task, interval, &rings) }
    }

    private mutating func spillFirst(_ task: Int, _ interval: Int, _ rings: inout ScrapeRings) {
        let (at, isPublished) = (handOverAt, handed >= publishedFrom)
        let connections = removeFirst(task, interval, &rings)
        if isPublished, rings.keepsAll { rings.spilled.append(ScrapeRings.Sample(at: at, value: connections)) }
    }

    @inline(__always)
    private mutating func removeFirst(_ task: Int, _ interval: Int, _ rings: inout ScrapeRings) -> Int {
        value &+= rings.take(task, handed)
        handed &+= 1
        handOverAt &+= interval
        return value
    }
}

/// A place for the changes between a few scrapes of every task, and the scrapes that find none there: those of tasks
/// that are gone, or of a delay of many scrapes.
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
    /// Whether scrapes without a place are kept, because somebody will read them.
    var keepsAll = true
    /// Scrapes published since the measures were reset, by tasks that publish no more.
    var documents = 0

    @inline(__always)
    mutating func add(_ change: Int, _ task: Int, _ place: Int) {
        values[task &* Self.size &+ (place & (Self.size &- 1))] &+= Int32(truncatingIfNeeded: change)
    }

    /// Takes a change out.
    @inline(__always)
    mutating func take(_ task: Int, _ place: Int) -> Int {
        Int(values.exchange(task &* Self.size &+ (place & (Self.size &- 1)), 0))
    }

    /// Makes room for a further task.
    mutating func append() {
        for _ in 0..<Self.size { values.append(0) }
    }

    /// Forgets the changes of a task.
    mutating func clear(_ task: Int) {
        for place in 0..<Self.size { values[task &* Self.size &+ place] = 0 }
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
