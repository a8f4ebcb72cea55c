internal import EmbeddedMetricFormat

/// The series that are published, with what must be remembered of each from scrape to scrape.
struct SeriesStore: Sendable {
    /// How a series' samples become values.
    enum Kind: UInt8, Sendable {
        /// As they are.
        case gauge
        /// As the difference to the scrape before.
        case difference
    }

    /// What is remembered of a series.
    struct State: Sendable {
        var kind: Kind
        /// The value to publish, and the scrape it is from.
        var value = 0.0
        var timestamp = SampleCollector.scrapeTime
        var publishedIn = 0
        /// The scrape in which it was last seen.
        fileprivate var seenIn = 0
        /// The sample before this scrape's; nil if the series is new, was not there last time, or was not a number.
        fileprivate var base: Double?
        fileprivate var baseTimestamp = SampleCollector.scrapeTime
        /// The last sample.
        fileprivate var last: Double?
        fileprivate var lastTimestamp = SampleCollector.scrapeTime
        fileprivate var isKnown = false
    }

    /// Counts successful scrapes, from 1.
    private(set) var scrape = 0
    private(set) var states: [State] = []
    private var indices: [[UInt8]: Int] = [:]
    /// States of series from before the last reset, until they are asked for.
    private var carried: [[UInt8]: State] = [:]
    private let keepsFirstValue: Bool

    init(keepsFirstValue: Bool) {
        self.keepsFirstValue = keepsFirstValue
    }

    /// Begins the processing of a successful scrape.
    mutating func begin() { self.scrape += 1 }

    /// The series of a key, if there is one already.
    func index(of key: [UInt8]) -> Int? { self.indices[key] }

    /// Adds a series; what was remembered of it before a reset is taken up again.
    mutating func add(_ key: [UInt8], _ kind: Kind) -> Int {
        var state = State(kind: kind)
        if let old = self.carried.removeValue(forKey: key), old.kind == kind { state = old }
        let index = self.states.count
        self.states.append(state)
        self.indices[key] = index
        return index
    }

    /// Forgets which series there are, but not what the last scrape said of them.
    mutating func reset() {
        for (key, index) in self.indices where self.states[index].seenIn == self.scrape {
            self.carried[key] = self.states[index]
        }
        self.states = []
        self.indices = [:]
    }

    /// Ends a scrape.
    mutating func end() {
        if !self.carried.isEmpty { self.carried = [:] }
    }

    /// Takes a sample; of several in one scrape the last counts.
    ///
    /// - Returns: False if the value cannot be published because CloudWatch has no such values.
    mutating func observe(_ index: Int, value: Double, timestamp: Int64) -> Bool {
        let scrape = self.scrape
        let keepsFirst = self.keepsFirstValue
        return self.states.withElement(index) { state in
            state.publishedIn = 0
            let published: Double?
            switch state.kind {
            case .gauge:
                state.seenIn = scrape
                published = value.isFinite ? value : nil
            case .difference: published = state.difference(value, timestamp, scrape, keepsFirst)
            }
            guard let published else { return true }
            guard published.magnitude <= Limits.valueMagnitude else { return false }
            state.value = published
            state.timestamp = timestamp
            state.publishedIn = scrape
            return true
        }
    }

    /// Whether this scrape has a value of the series to publish.
    func hasValue(_ index: Int) -> Bool { self.states[index].publishedIn == self.scrape }

    /// Takes a value back, because it is published in another way.
    mutating func withdraw(_ index: Int) { self.states[index].publishedIn = 0 }
}

extension SeriesStore.State {
    /// The increase since the scrape before.
    ///
    /// A decrease is a restart from zero. What is not a number forgets the base, and so does a successful scrape
    /// without the series; a failed scrape does not.
    fileprivate mutating func difference(
        _ value: Double,
        _ timestamp: Int64,
        _ scrape: Int,
        _ keepsFirst: Bool
    ) -> Double? {
        if self.seenIn != scrape {
            self.base = self.seenIn == scrape - 1 ? self.last : nil
            self.baseTimestamp = self.lastTimestamp
            self.seenIn = scrape
        }
        let isKnown = self.isKnown
        self.isKnown = true
        guard value.isFinite else {
            self.last = nil
            return nil
        }
        if timestamp != SampleCollector.scrapeTime, self.base != nil, timestamp <= self.baseTimestamp {
            // The same sample again: the next new one counts from the base.
            self.last = self.base
            self.lastTimestamp = self.baseTimestamp
            return nil
        }
        self.last = value
        self.lastTimestamp = timestamp
        guard let base = self.base else { return keepsFirst && !isKnown ? value : nil }
        return value >= base ? value - base : value
    }
}

extension Array {
    /// Changes an element in place.
    @inline(__always)
    mutating func withElement<Result>(_ index: Int, _ body: (inout Element) -> Result) -> Result {
        body(&self[index])
    }
}
