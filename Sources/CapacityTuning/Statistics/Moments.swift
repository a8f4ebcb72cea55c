/// Count, mean and variance of values kept as whole millionths, summed exactly.
///
/// Exact sums do not depend on their order: any split over threads, shards and machines gives the same bits.
public struct Moments: Sendable, Hashable {
    /// Values are kept in this many parts of one.
    public static let scale = 1_000_000

    /// The number of values.
    public private(set) var count = 0
    /// The smallest value in millionths.
    public private(set) var minimum = Int.max
    /// The largest value in millionths.
    public private(set) var maximum = Int.min
    private var sum: Int128 = 0
    private var sumOfSquares: Int128 = 0

    /// No values.
    public init() {}

    /// A value as whole millionths, rounded half away from zero and held within ±9e12.
    public static func millionths(_ value: Double) -> Int {
        let scaled = value * Double(scale)
        guard scaled.magnitude < 9e18 else {
            return scaled > 0 ? 9_000_000_000_000_000_000 : -9_000_000_000_000_000_000
        }
        return Int(scaled + (scaled < 0 ? -0.5 : 0.5))
    }

    /// Adds a value given in millionths.
    public mutating func add(_ value: Int) {
        count += 1
        sum += Int128(value)
        let (square, overflow) = Int128(value).multipliedReportingOverflow(by: Int128(value))
        sumOfSquares = overflow ? .max : sumOfSquares.addingReportingOverflow(square).partialValue
        minimum = min(minimum, value)
        maximum = max(maximum, value)
    }

    /// The mean; 0 without values.
    public var mean: Double {
        count == 0 ? 0 : quotient(sum, Int128(count)) / Double(Moments.scale)
    }

    /// The sample variance; 0 with fewer than two values.
    public var variance: Double {
        guard count > 1 else { return 0 }
        let n = Int128(count)
        // n * sum(x^2) - sum(x)^2 cancels exactly in whole numbers; the quotients are rounded once.
        let (first, overflow) = n.multipliedReportingOverflow(by: sumOfSquares)
        let (second, overflowToo) = sum.multipliedReportingOverflow(by: sum)
        let scale = Double(Moments.scale)
        if !overflow, !overflowToo {
            return quotient(first - second, n * (n - 1)) / scale / scale
        }
        let average = Double(sum) / Double(count)
        return max(0, (Double(sumOfSquares) / Double(count) - average * average) / scale / scale)
    }

    /// The standard deviation.
    public var standardDeviation: Double { variance.squareRoot() }

    /// The standard error of the mean.
    public var standardError: Double {
        count == 0 ? 0 : (variance / Double(count)).squareRoot()
    }

    /// Student's interval of the mean; unbounded with fewer than two values.
    public func interval(confidence: Double = 0.95) -> Interval {
        guard count > 1 else { return Interval(-.infinity, .infinity) }
        let t = Distributions.studentQuantile(0.5 + confidence / 2, degrees: count - 1)
        return Interval(mean - t * standardError, mean + t * standardError)
    }

    private func quotient(_ dividend: Int128, _ divisor: Int128) -> Double {
        let (whole, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
        return Double(whole) + Double(rest) / Double(divisor)
    }
}
