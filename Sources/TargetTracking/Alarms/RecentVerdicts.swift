/// What an alarm made of the newest 64 periods of its metric, as bits.
struct RecentVerdicts: Sendable {
    /// How many periods an alarm may look back at with these bits: the rest is for periods not closed yet.
    static let reach = 48

    /// The period of bit 0.
    private var newest = Int.min / 2
    private var present: UInt64 = 0
    private var breaching: UInt64 = 0

    /// Takes the verdict on a period; periods before all that are kept are passed over.
    @inline(__always)
    mutating func set(breaching isBreaching: Bool, inPeriod period: Int) {
        let shift = period &- newest
        if shift > 0 {
            present = shift < 64 ? present << UInt64(truncatingIfNeeded: shift) : 0
            breaching = shift < 64 ? breaching << UInt64(truncatingIfNeeded: shift) : 0
            newest = period
        } else if shift <= -64 {
            return
        }
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: newest &- period)
        present |= bit
        breaching = isBreaching ? breaching | bit : breaching & ~bit
    }

    /// Whether a period kept is beyond the threshold.
    @inline(__always)
    var hasBreaching: Bool { breaching != 0 }

    /// Whether all datapoints of the `count` periods up to `last`, and of those after it, are on one side.
    @inline(__always)
    func agree(breaching isBreaching: Bool, last: Int, count: Int) -> Bool {
        let depth = count &+ max(0, newest &- last)
        let others = isBreaching ? present & ~breaching : breaching
        return others & (depth < 64 ? 1 << UInt64(truncatingIfNeeded: depth) &- 1 : .max) == 0
    }

    /// The periods with a datapoint and those beyond the threshold, with bit 0 for the period `last`.
    @inline(__always)
    func bits(upTo last: Int) -> (present: UInt64, breaching: UInt64) {
        let shift = last &- newest
        if shift == 0 { return (present, breaching) }
        if shift >= 64 || shift <= -64 { return (0, 0) }
        let distance = UInt64(truncatingIfNeeded: shift.magnitude)
        return shift > 0
            ? (present &<< distance, breaching &<< distance) : (present &>> distance, breaching &>> distance)
    }
}
