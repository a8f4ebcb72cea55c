/// The visible samples of one metric in periods of one length, the newest ones only.
struct MetricSeries: Sendable {
    let period: Milliseconds
    let unitsPerOne: Int
    private var slots: [SampleSet]
    private var slotPeriod: [Int]
    private let mask: Int
    /// The oldest period that changed since each reader last looked, by reader.
    private var changedSince: [Int]

    /// A series that keeps at least `depth` periods.
    init(period: Milliseconds, unitsPerOne: Int, depth: Int) {
        self.period = period
        self.unitsPerOne = unitsPerOne
        var size = 8
        while size < depth + 4 { size *= 2 }
        mask = size - 1
        slots = Array(repeating: .empty, count: size)
        slotPeriod = Array(repeating: .min, count: size)
        changedSince = []
    }

    private(set) var readerCount = 0
    var slotCount: Int { slots.count }

    /// Adds a reader and returns its number.
    mutating func addReader() -> Int {
        changedSince.append(.max)
        readerCount += 1
        return readerCount - 1
    }

    /// The index of the newest period that has ended at `time`.
    func lastClosedPeriod(at time: Milliseconds) -> Int {
        floorDivision(time, period) - 1
    }

    /// Adds samples with a timestamp; samples older than the series reaches back are dropped.
    mutating func add(_ samples: SampleSet, at timestamp: Milliseconds) {
        let index = floorDivision(timestamp, period)
        let slot = index & mask
        if slotPeriod[slot] == index {
            slots[slot].formUnion(samples)
        } else if slotPeriod[slot] < index {
            slotPeriod[slot] = index
            slots[slot] = samples
        } else {
            return
        }
        for reader in changedSince.indices where index < changedSince[reader] {
            changedSince[reader] = index
        }
    }

    /// The samples of a period, `nil` if there are none.
    func samples(inPeriod index: Int) -> SampleSet? {
        let slot = index & mask
        guard slotPeriod[slot] == index, slots[slot].count > 0 else { return nil }
        return slots[slot]
    }

    /// The oldest period that changed since the reader's last call; `Int.max` if none did.
    mutating func takeChanges(reader: Int) -> Int {
        let oldest = changedSince[reader]
        changedSince[reader] = .max
        return oldest
    }
}

/// `dividend / divisor` rounded towards minus infinity; the divisor must be positive.
func floorDivision(_ dividend: Int, _ divisor: Int) -> Int {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

extension MetricSeries {
    /// Makes room for at least `depth` periods; only before the first samples.
    mutating func deepen(to depth: Int) {
        guard depth + 4 > slotCount else { return }
        var larger = MetricSeries(period: period, unitsPerOne: unitsPerOne, depth: depth)
        for _ in 0..<readerCount { _ = larger.addReader() }
        self = larger
    }
}
