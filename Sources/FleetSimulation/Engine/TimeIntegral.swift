/// The integral of a whole number over time, kept by its changes alone.
///
/// A change by d at the instant t adds d (T - t) to the integral up to T; so it is enough to sum d t, and nothing needs
/// to be done as time passes.
struct TimeIntegral {
    private var moments = 0

    /// The number changes at an instant.
    @inline(__always)
    mutating func add(_ change: Int, at milliseconds: Int) { moments &+= change &* milliseconds }

    /// The integral up to an instant, in milliseconds times the number.
    @inline(__always)
    func value(of current: Int, at milliseconds: Int) -> Int { current &* milliseconds &- moments }

    /// Begins anew.
    @inline(__always)
    mutating func restart(at current: Int, _ milliseconds: Int) { moments = current &* milliseconds }
}

/// The integral of a square over time, which in long runs of large fleets needs more than 64 bits.
struct SquareIntegral {
    private var moments: Int128 = 0

    /// The number that is squared changes at an instant.
    @inline(__always)
    mutating func change(from old: Int, to new: Int, at milliseconds: Int) {
        moments &+= Int128((new &- old) &* (new &+ old)) &* Int128(milliseconds)
    }

    /// The integral up to an instant.
    func value(of current: Int, at milliseconds: Int) -> Double {
        let value = Int128(current &* current) * Int128(milliseconds) - moments
        return Int(exactly: value).map(Double.init) ?? Double(value)
    }

    mutating func restart(at current: Int, _ milliseconds: Int) {
        moments = Int128(current &* current) * Int128(milliseconds)
    }
}
