/// The visible samples of one metric in periods of one length, the newest ones only.
struct MetricSeries: Sendable {
    let metric: Int
    let period: Milliseconds
    let unitsPerOne: Int
    private var slots: [Slot]
    private let mask: Int

    private struct Slot: Sendable {
        var period = Int.min
        var samples = SampleSet.empty
    }

    /// A series that keeps at least `depth` periods.
    init(of metric: Int, period: Milliseconds, unitsPerOne: Int, depth: Int) {
        self.metric = metric
        self.period = period
        self.unitsPerOne = unitsPerOne
        var size = 8
        while size < depth { size *= 2 }
        mask = size - 1
        slots = Array(repeating: Slot(), count: size)
    }

    /// The number of periods kept.
    var depth: Int { slots.count }

    /// The index of the newest period that has ended at `time`.
    func lastClosedPeriod(at time: Milliseconds) -> Int {
        floorDivision(time, period) - 1
    }

    /// Adds samples to the period of their timestamp and returns its index; samples older than the series reaches
    /// back are dropped.
    mutating func add(_ samples: SampleSet, at timestamp: Milliseconds) -> Int {
        let index = floorDivision(timestamp, period)
        let slot = index & mask
        if slots[slot].period == index {
            slots[slot].samples.formUnion(samples)
        } else if slots[slot].period < index {
            slots[slot] = Slot(period: index, samples: samples)
        }
        return index
    }

    /// The samples of a period, `nil` if there are none.
    func samples(inPeriod index: Int) -> SampleSet? {
        let slot = slots[index & mask]
        return slot.period == index && slot.samples.count > 0 ? slot.samples : nil
    }

    /// A statistic of a period as an exact fraction, `nil` if it has no samples.
    func value(_ statistic: Statistic, inPeriod index: Int) -> (numerator: Int, denominator: Int)? {
        samples(inPeriod: index)?.value(statistic, unitsPerOne: unitsPerOne)
    }
}

/// `dividend / divisor` rounded towards minus infinity; the divisor must be positive.
func floorDivision(_ dividend: Int, _ divisor: Int) -> Int {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}
