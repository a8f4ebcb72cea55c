public import FleetSimulation

/// Something that must hold of an outcome: `refused_clients == 0`, `monthly_cost_usd < 400`.
public struct OutcomeRequirement: Sendable {
    /// How the measured value is compared.
    public enum Comparison: String, Sendable, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
    }

    public let measure: OutcomeMeasure
    public let comparison: Comparison
    public let bound: Double

    /// What is wrong with a requirement's text, and what was expected.
    public struct ReadingError: Error, Sendable, Equatable, CustomStringConvertible {
        public let description: String
        /// The name that is not a measure, if that is what is wrong.
        public let unknownName: String?
    }

    /// Reads a requirement.
    public init(_ text: String) throws(ReadingError) {
        let compact = text.filter { $0 != " " && $0 != "\t" }
        guard
            let comparison = Comparison.allCases.first(where: { compact.contains($0.rawValue) }),
            let sign = compact.firstRange(of: comparison.rawValue)
        else {
            throw ReadingError(
                description: "\"\(text)\" is not a requirement; expected a measure, a comparison and a number, such as "
                    + "refused_clients == 0",
                unknownName: nil
            )
        }
        let name = String(compact[..<sign.lowerBound])
        guard let measure = OutcomeMeasure.named(name) else {
            throw ReadingError(description: "unknown measure \"\(name)\"", unknownName: name)
        }
        var digits = compact[sign.upperBound...]
        if digits.first == "$" { digits.removeFirst() }
        guard let bound = Double(digits), bound.isFinite else {
            throw ReadingError(
                description: "\"\(compact[sign.upperBound...])\" is not a number to compare \(name) with",
                unknownName: nil
            )
        }
        self.measure = measure
        self.comparison = comparison
        self.bound = bound
    }

    /// The requirement in one way of writing.
    public var text: String { "\(measure.name) \(comparison.rawValue) \(NumberText.short(bound, places: 6))" }

    /// Whether it holds.
    public func holds(for outcome: Outcome) -> Bool {
        let value = measure.value(in: outcome)
        return switch comparison {
        case .equal: value == bound
        case .notEqual: value != bound
        case .atMost: value <= bound
        case .atLeast: value >= bound
        case .below: value < bound
        case .above: value > bound
        }
    }
}
