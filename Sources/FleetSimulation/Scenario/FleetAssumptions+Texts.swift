import TargetTracking

extension FleetAssumptions {
    /// A number within a range.
    static func figure(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<FleetAssumptions, Double> & Sendable,
        _ range: ClosedRange<Double>,
        _ alternatives: [String],
        _ provenance: Provenance,
        _ source: String
    ) -> AssumptionField<FleetAssumptions> {
        AssumptionField(
            name,
            summary,
            alternatives: alternatives,
            provenance: provenance,
            source: source,
            expected: "a number from \(figureText(range.lowerBound)) to \(figureText(range.upperBound))",
            read: { figureText($0[keyPath: path]) },
            write: { root, text in
                guard let value = Double(text), range.contains(value) else { return false }
                root[keyPath: path] = value
                return true
            }
        )
    }

    /// A number without a superfluous fraction, to three decimals.
    static func figureText(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        return (Ratio(thousandths, over: 1000) ?? Ratio(0)).description
    }

    static func delayText(_ law: Distribution) -> String {
        switch law {
        case .constant(let value): figureText(value)
        case .uniform(let from, let to): "\(figureText(from))-\(figureText(to))"
        default: "mean \(figureText(law.mean))"
        }
    }

    static func delayLaw(_ text: String) -> Distribution? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Double($0) }
        switch parts.count {
        case 1:
            guard let value = parts[0], (0...86_400).contains(value) else { return nil }
            return .constant(value)
        case 2:
            guard let from = parts[0], let to = parts[1], from >= 0, from <= to, to <= 86_400 else { return nil }
            return .uniform(from: from, to: to)
        default: return nil
        }
    }
}
