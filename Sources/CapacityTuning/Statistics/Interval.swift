/// A confidence interval.
public struct Interval: Sendable, Hashable {
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    /// An interval between two ends.
    public init(_ lower: Double, _ upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// Whether zero lies inside: a difference with such an interval is undecided.
    public var crossesZero: Bool { lower <= 0 && upper >= 0 }
}

/// A probability estimated from independent yes-or-no runs.
public struct Proportion: Sendable, Hashable {
    /// The runs in which it happened.
    public var successes: Int
    /// All runs.
    public var trials: Int

    /// A count of successes in trials.
    public init(_ successes: Int, of trials: Int) {
        self.successes = successes
        self.trials = trials
    }

    /// The point estimate; 0 without trials.
    public var estimate: Double { trials == 0 ? 0 : Double(successes) / Double(trials) }

    /// Wilson's score interval; [0, 1] without trials.
    public func wilson(confidence: Double = 0.95) -> Interval {
        guard trials > 0 else { return Interval(0, 1) }
        let z = Distributions.normalQuantile(0.5 + confidence / 2)
        let n = Double(trials)
        let p = estimate
        let denominator = 1 + z * z / n
        let centre = (p + z * z / (2 * n)) / denominator
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / denominator
        return Interval(
            successes == 0 ? 0 : max(0, centre - half),
            successes == trials ? 1 : min(1, centre + half)
        )
    }

    /// The runs after which, if it happened in none, the whole of Wilson's interval lies below `limit`.
    ///
    /// - Parameters:
    ///   - limit: The limit, strictly between 0 and 1.
    ///   - confidence: The confidence of the interval.
    /// - Returns: 381 for 1 % at 95 %.
    public static func trialsToShow(below limit: Double, confidence: Double = 0.95) -> Int {
        guard limit > 0, limit < 1 else { return limit >= 1 ? 1 : .max }
        let z = Distributions.normalQuantile(0.5 + confidence / 2)
        // The upper end after n clean runs is z^2 / (n + z^2).
        return Int(z * z * (1 - limit) / limit) + 1
    }

    /// The probability, given the runs and no opinion before them, that the true value is at most `limit`.
    public func chance(atMost limit: Double) -> Double {
        // With a uniform prior the posterior is a beta distribution, and that a binomial tail.
        1 - Distributions.binomial(atMost: successes, of: trials + 1, probability: limit)
    }
}

/// What runs without any failure can claim.
public enum CleanRuns {
    /// The runs without a failure needed to claim that a failure is less likely than `probability`.
    ///
    /// - Parameters:
    ///   - probability: The claim, strictly between 0 and 1.
    ///   - confidence: How sure, strictly between 0 and 1.
    /// - Returns: The least `n` with `(1 - probability)^n <= 1 - confidence`.
    public static func needed(for probability: Double, confidence: Double = 0.95) -> Int {
        guard probability > 0, probability < 1, confidence > 0, confidence < 1 else {
            return probability >= 1 ? 1 : .max
        }
        let miss = 1 - confidence
        var step = 1
        while step < 1 << 40, power(1 - probability, step) > miss { step *= 2 }
        var low = step / 2
        var high = step
        while low + 1 < high {
            let middle = (low + high) / 2
            if power(1 - probability, middle) > miss { low = middle } else { high = middle }
        }
        return high
    }

    /// The probability of failure that `runs` clean runs still allow; about 3 divided by their number.
    public static func upperBound(after runs: Int, confidence: Double = 0.95) -> Double {
        guard runs > 0 else { return 1 }
        var low = 0.0
        var high = 1.0
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if power(1 - middle, runs) > 1 - confidence { low = middle } else { high = middle }
        }
        return high
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        var square = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return result
    }
}
