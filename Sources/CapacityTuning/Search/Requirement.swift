/// A promise that a configuration must keep, such as `P(refused) < 1%` or `reconnect_p99_s <= 30`.
public struct Requirement: Sendable, Hashable {
    /// How a value is compared with the limit.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        /// Below the limit.
        case below = "<"
        /// Not above the limit.
        case atMost = "<="
        /// Equal to the limit; for limits of zero.
        case equal = "=="
    }

    /// The measure.
    public var measure: Measure
    /// Whether the probability of the measure being above zero is limited, rather than its mean.
    public var isProbability: Bool
    /// The comparison.
    public var comparison: Comparison
    /// The limit; a share of one for probabilities.
    public var limit: Double

    /// A limit for a measure.
    public init(_ measure: Measure, isProbability: Bool = false, _ comparison: Comparison, _ limit: Double) {
        self.measure = measure
        self.isProbability = isProbability || measure.isIndicator
        self.comparison = comparison
        self.limit = limit
    }

    /// The daily promise of the guide: fewer than one day in a hundred with a refused client.
    public static let rarelyRefused = Requirement(.refused, .below, 0.01)

    /// Reads `P(refused) < 1%`, `P(forced_disconnects) <= 0.05`, `refused_clients == 0` or `monthly_cost_usd < 500`.
    ///
    /// - Throws: `TuningError` saying what was expected.
    public init(parsing text: String) throws(TuningError) {
        let wrong = { (what: String) in
            TuningError(
                "requirement \"\(text)\": \(what); expected for example P(refused) < 1% or refused_clients == 0"
            )
        }
        let compact = String(text.filter { $0 != " " })
        guard let sign = compact.firstIndex(where: { "<=>".contains($0) }) else { throw wrong("no comparison") }
        var rest = compact[sign...]
        let comparison: Comparison
        if rest.hasPrefix("<=") {
            comparison = .atMost
        } else if rest.hasPrefix("==") {
            comparison = .equal
        } else if rest.hasPrefix("<") {
            comparison = .below
        } else {
            throw wrong("only <, <= and == are known, as smaller is better for every measure")
        }
        rest = rest.dropFirst(comparison.rawValue.utf8.count)
        var name = compact[..<sign]
        var probability = false
        if name.hasPrefix("P("), name.hasSuffix(")") {
            probability = true
            name = name.dropFirst(2).dropLast()
        }
        guard let measure = Measure(rawValue: String(name)) else {
            throw wrong(
                "unknown measure \"\(name)\" (known: " + Measure.allCases.map(\.rawValue).joined(separator: ", ") + ")"
            )
        }
        let percent = rest.hasSuffix("%")
        guard let value = Double(percent ? rest.dropLast() : rest), value.isFinite, value >= 0 else {
            throw wrong("\"\(rest)\" is no number from 0 on")
        }
        self.init(measure, isProbability: probability, comparison, percent ? value / 100 : value)
        if isProbability, limit > 1 {
            throw wrong("a probability of \(value) is above 1; write a share or a percentage")
        }
    }

    /// The requirement as it may be written.
    public var text: String {
        isProbability
            ? "P(\(measure.rawValue)) \(comparison.rawValue) \(shortNumber(limit * 100))%"
            : "\(measure.rawValue) \(comparison.rawValue) \(shortNumber(limit))"
    }

    /// Whether a value keeps the promise.
    public func isMet(by value: Double) -> Bool {
        switch comparison {
        case .below: value < limit
        case .atMost: value <= limit
        case .equal: value == limit
        }
    }
}

/// A number without a superfluous fraction.
func shortNumber(_ value: Double) -> String {
    value == Double(Int(value)) ? String(Int(value)) : String(value)
}

/// What the runs say about a requirement.
public struct RequirementResult: Sendable, Hashable {
    /// What can be said.
    public enum Verdict: String, Sendable, Hashable {
        /// The whole interval keeps the promise.
        case kept
        /// The estimate keeps it, its interval does not.
        case likely
        /// The estimate breaks it, its interval does not.
        case unlikely
        /// The whole interval breaks it.
        case broken
    }

    /// The requirement.
    public var requirement: Requirement
    /// The mean, or the share for a probability.
    public var estimate: Double
    /// Its interval: Wilson's for a probability, Student's for a mean.
    public var interval: Interval
    /// The replications.
    public var replications: Int
    /// The probability that the promise is kept, given the runs.
    public var chance: Double

    /// What can be said.
    public var verdict: Verdict {
        if requirement.isMet(by: estimate) {
            return requirement.isMet(by: interval.upper) ? .kept : .likely
        }
        let best = max(0, interval.lower)
        return requirement.isMet(by: best) || requirement.comparison == .below && best < requirement.limit
            ? .unlikely : .broken
    }
}

extension Requirement {
    /// Judges a candidate by its replications.
    public func result(
        of candidate: Int,
        in evaluation: Evaluation,
        confidence: Double = 0.95
    ) -> RequirementResult {
        let (estimate, chance) = estimateAndChance(of: candidate, in: evaluation)
        let interval: Interval
        if isProbability {
            interval = evaluation.proportion(measure, of: candidate).wilson(confidence: confidence)
        } else {
            let moments = evaluation.moments(measure, of: candidate)
            interval =
                moments.standardError == 0 && moments.count > 1
                ? Interval(moments.mean, moments.mean) : moments.interval(confidence: confidence)
        }
        return RequirementResult(
            requirement: self,
            estimate: estimate,
            interval: interval,
            replications: evaluation.replications(of: candidate),
            chance: chance
        )
    }

    /// What the replications say the value is, and the probability that the promise is kept.
    func estimateAndChance(of candidate: Int, in evaluation: Evaluation) -> (estimate: Double, chance: Double) {
        if isProbability {
            let share = evaluation.proportion(measure, of: candidate)
            let chance = limit <= 0 ? (share.successes == 0 ? 1 : 0) : share.chance(atMost: limit)
            return (share.estimate, chance)
        }
        let moments = evaluation.moments(measure, of: candidate)
        let error = moments.standardError
        if error == 0 || comparison == .equal { return (moments.mean, isMet(by: moments.mean) ? 1 : 0) }
        let chance = Distributions.student((limit - moments.mean) / error, degrees: max(1, moments.count - 1))
        return (moments.mean, chance)
    }
}
