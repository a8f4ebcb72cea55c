/// Where the periods of one metric lie in a ``SampleStore``: plain numbers only.
struct MetricSeries: Sendable {
    let metric: Int
    let period: Milliseconds
    let unitsPerOne: Int
    /// The first slot of the series; a power of two of them follows.
    fileprivate let firstSlot: Int
    fileprivate let mask: Int
    /// The alarms that read it, in the control plane's list of readers.
    var readers = 0..<0
    /// The next series of the same metric; -1 for none.
    var next = -1

    /// The index of the newest period that has ended at `time`.
    @inline(__always)
    func lastClosedPeriod(at time: Milliseconds) -> Int {
        floorDivision(time, period) - 1
    }
}

/// The visible samples of several metrics in periods, the newest ones of each.
///
/// All series share one array, so that adding to one of them looks for other owners of one array only.
struct SampleStore: Sendable {
    private struct Slot: Sendable {
        var period = Int.min
        var samples = SampleSet.empty
    }

    private var slots: [Slot] = []

    /// A series that keeps at least `depth` periods.
    mutating func makeSeries(of metric: Int, period: Milliseconds, unitsPerOne: Int, depth: Int) -> MetricSeries {
        var size = 8
        while size < depth { size *= 2 }
        let first = slots.count
        slots += repeatElement(Slot(), count: size)
        return MetricSeries(
            metric: metric,
            period: period,
            unitsPerOne: unitsPerOne,
            firstSlot: first,
            mask: size - 1
        )
    }

    /// Adds samples to a period and returns all it has now; `nil` if the series no longer reaches back to it.
    @inline(__always)
    mutating func add(_ samples: SampleSet, to series: MetricSeries, inPeriod index: Int) -> SampleSet? {
        let place = series.firstSlot + (index & series.mask)
        let known = slots[place]
        if known.period > index { return nil }
        var all = samples
        if known.period == index { all.formUnion(known.samples) }
        slots[place] = Slot(period: index, samples: all)
        return all
    }

    /// The samples of a period, `nil` if there are none.
    @inline(__always)
    func samples(of series: MetricSeries, inPeriod index: Int) -> SampleSet? {
        let slot = slots[series.firstSlot + (index & series.mask)]
        return slot.period == index && slot.samples.count > 0 ? slot.samples : nil
    }
}

/// `dividend / divisor` rounded towards minus infinity; the divisor must be positive.
@inline(__always)
func floorDivision(_ dividend: Int, _ divisor: Int) -> Int {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}
