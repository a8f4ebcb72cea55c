/// A law of a non-negative random quantity, sampled from keyed streams without the C mathematics library.
///
/// Values carry the unit of the parameter that holds the distribution (nearly always seconds).
public indirect enum Distribution: Sendable, Hashable {
    /// Always the same value.
    case constant(Double)
    /// Every value between the bounds equally likely.
    case uniform(from: Double, to: Double)
    /// Memoryless with the given mean.
    case exponential(mean: Double)
    /// Rises to the mode and falls again, both in straight lines.
    case triangular(minimum: Double, mode: Double, maximum: Double)
    /// The exponential of a normal variable: `median` is its middle, `sigma` the deviation of its logarithm.
    case lognormal(median: Double, sigma: Double)
    /// A gamma law with the given shape and mean (scale = mean / shape).
    case gamma(shape: Double, mean: Double)
    /// Draws from a measured list, every entry equally likely.
    case empirical([Double])
    /// One of several laws, with a probability proportional to its weight.
    case mixture([WeightedDistribution])
    /// Another law moved up by a fixed amount.
    case shifted(by: Double, Distribution)

    /// A lognormal law from two of its percentiles, as latencies are usually reported.
    ///
    /// - Parameters:
    ///   - median: The value half of the draws stay below.
    ///   - percentile95: The value 95 % of the draws stay below; must not be less than the median.
    /// - Returns: The law through both points.
    public static func lognormal(median: Double, percentile95: Double) -> Distribution {
        // 1.6448536269514722 is the standard normal quantile of 0.95.
        .lognormal(median: median, sigma: ElementaryFunctions.log(percentile95 / median) / 1.644_853_626_951_472_2)
    }

    /// A lognormal law from its mean and the deviation of its logarithm.
    public static func lognormal(mean: Double, sigma: Double) -> Distribution {
        .lognormal(median: mean * ElementaryFunctions.exp(-sigma * sigma / 2), sigma: sigma)
    }

    /// The expected value of a draw.
    public var mean: Double {
        switch self {
        case .constant(let value): value
        case .uniform(let from, let to): (from + to) / 2
        case .exponential(let mean): mean
        case .triangular(let minimum, let mode, let maximum): (minimum + mode + maximum) / 3
        case .lognormal(let median, let sigma): median * ElementaryFunctions.exp(sigma * sigma / 2)
        case .gamma(_, let mean): mean
        case .empirical(let values): values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        case .mixture(let parts):
            parts.reduce(0) { $0 + $1.weight * $1.distribution.mean } / parts.reduce(0) { $0 + $1.weight }
        case .shifted(let by, let other): by + other.mean
        }
    }
}

/// One component of a ``Distribution/mixture(_:)``.
public struct WeightedDistribution: Sendable, Hashable {
    /// How often this component is chosen, relative to the other weights.
    public var weight: Double
    /// The law drawn from when it is chosen.
    public var distribution: Distribution

    /// Creates a component.
    public init(weight: Double, _ distribution: Distribution) {
        self.weight = weight
        self.distribution = distribution
    }
}
