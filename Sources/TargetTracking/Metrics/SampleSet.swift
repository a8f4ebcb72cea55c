/// The samples of one period, reduced to what every statistic needs; in the units of the metric.
public struct SampleSet: Sendable, Hashable {
    /// The sum of the samples.
    public var sum: Int
    /// The number of samples.
    public var count: Int
    /// The smallest sample.
    public var minimum: Int
    /// The largest sample.
    public var maximum: Int

    /// A set without samples.
    public static let empty = SampleSet(sum: 0, count: 0, minimum: .max, maximum: .min)

    /// A set with the given figures.
    public init(sum: Int, count: Int, minimum: Int, maximum: Int) {
        self.sum = sum
        self.count = count
        self.minimum = minimum
        self.maximum = maximum
    }

    /// One sample.
    public init(_ sample: Int) {
        self.init(sum: sample, count: 1, minimum: sample, maximum: sample)
    }

    /// Samples that give back a datapoint as CloudWatch prints it, a double.
    ///
    /// An average becomes the simplest sum over a count that rounds to it, so that 26.666666666666668 is 80 over 3
    /// again and a capacity computed from it is exact; other statistics become one sample in the nearest unit.
    ///
    /// Returns `nil` for values that are not finite or beyond 64 bits.
    public init?(datapoint value: Double, _ statistic: Statistic = .average, unitsPerOne: Int) {
        let scaled = value * Double(unitsPerOne)
        guard scaled.magnitude < 0x1p62 else { return nil }
        let nearest = Int(scaled + (scaled < 0 ? -0.5 : 0.5))
        self.init(nearest)
        guard statistic == .average, let exact = Ratio(simplest: value), exact.denominator < 1 << 31 else { return }
        let (product, overflow) = exact.numerator.multipliedReportingOverflow(by: unitsPerOne)
        guard !overflow else { return }
        sum = product
        count = exact.denominator
    }

    /// The samples of both sets.
    public mutating func formUnion(_ other: SampleSet) {
        sum &+= other.sum
        count &+= other.count
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }

    /// The statistic as an integer over an integer, in units of `1 / unitsPerOne`; meaningless for an empty set.
    func value(_ statistic: Statistic, unitsPerOne: Int) -> (numerator: Int, denominator: Int) {
        switch statistic {
        case .average: (sum, count &* unitsPerOne)
        case .sum: (sum, unitsPerOne)
        case .minimum: (minimum, unitsPerOne)
        case .maximum: (maximum, unitsPerOne)
        case .sampleCount: (count, 1)
        }
    }
}
