/// An axis: where a value lies on it, as a share of its length, and the round values to be written beside it.
struct AxisScale: Sendable {
    let lower: Double
    let upper: Double
    /// Whether lengths grow with the square root of the value, so that small ones can be told apart and 0 has a place.
    let isRoot: Bool
    let ticks: [Double]

    /// An even axis over a range, with about `count` round ticks inside it; where `isSnapped`, it ends in ticks.
    init(covering range: ClosedRange<Double>, count: Int, isSnapped: Bool = false) {
        let step = Self.roundStep(atLeast: (range.upperBound - range.lowerBound) / Double(max(count, 1)))
        // What misses a tick by less than rounding reaches it.
        let from = range.lowerBound / step
        let to = range.upperBound / step
        let first = isSnapped ? (from + 1e-9).rounded(.down) : (from - 1e-9).rounded(.up)
        let last = isSnapped ? (to - 1e-9).rounded(.up) : (to + 1e-9).rounded(.down)
        ticks = (0...max(0, Int(last - first))).map { (first + Double($0)) * step }
        lower = isSnapped ? first * step : range.lowerBound
        let end = isSnapped ? last * step : range.upperBound
        upper = end > lower ? end : lower + step
        isRoot = false
    }

    /// A square-root axis from 0 to `upper`.
    init(rootUpTo upper: Double) {
        let most = max(upper, 1e-9)
        var unit = Self.roundStep(atLeast: most)
        for smaller in [unit / 2, unit / 2.5] where unit > most * (1 + 1e-9) {
            unit = Self.roundStep(atLeast: smaller)
        }
        // Each about twice as far from 0 as the one before.
        ticks = [0, 0.01, 0.05, 0.2, 0.5, 1].map { $0 * unit }
        lower = 0
        self.upper = most
        isRoot = true
    }

    /// The share of the axis before a value, from 0 to 1; values beyond an end lie at it.
    func share(_ value: Double) -> Double {
        let part = min(1, max(0, (value - lower) / (upper - lower)))
        return isRoot ? part.squareRoot() : part
    }

    /// The smallest of 1, 2, 5 and their tens, tenths, hundreds and hundredths that is not below a value.
    static func roundStep(atLeast value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        var unit = 1.0
        while unit * 10 <= value { unit *= 10 }
        // One division gives the nearest number to 0.1, 0.01...; repeated ones would not.
        var divisor = 1.0
        while unit / divisor > value { divisor *= 10 }
        for factor in [1.0, 2, 5] where factor * unit / divisor >= value * (1 - 1e-9) { return factor * unit / divisor }
        return 10 * unit / divisor
    }
}
