extension AssumptionField {
    /// A whole number within a range.
    public static func integer(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<Root, Int> & Sendable,
        _ range: ClosedRange<Int>,
        alternatives: [Int] = [],
        _ provenance: Provenance,
        _ source: String
    ) -> AssumptionField {
        AssumptionField(
            name,
            summary,
            alternatives: alternatives.map(String.init),
            provenance: provenance,
            source: source,
            expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            read: { String($0[keyPath: path]) },
            write: { root, text in
                guard let value = Int(text), range.contains(value) else { return false }
                root[keyPath: path] = value
                return true
            }
        )
    }

    /// A length of time kept in milliseconds and written in seconds, with up to three decimals.
    public static func seconds(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<Root, Milliseconds> & Sendable,
        _ range: ClosedRange<Int>,
        alternatives: [Int] = [],
        _ provenance: Provenance,
        _ source: String
    ) -> AssumptionField {
        AssumptionField(
            name,
            summary,
            alternatives: alternatives.map(String.init),
            provenance: provenance,
            source: source,
            expected: "seconds from \(range.lowerBound) to \(range.upperBound), at most three decimals",
            read: { secondsText($0[keyPath: path]) },
            write: { root, text in
                guard let value = milliseconds(fromSeconds: text), value >= range.lowerBound * 1000,
                    value <= range.upperBound * 1000
                else { return false }
                root[keyPath: path] = value
                return true
            }
        )
    }

    /// An exact decimal within a range of whole numbers.
    public static func ratio(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<Root, Ratio> & Sendable,
        _ range: ClosedRange<Ratio>,
        alternatives: [String] = [],
        _ provenance: Provenance,
        _ source: String
    ) -> AssumptionField {
        AssumptionField(
            name,
            summary,
            alternatives: alternatives,
            provenance: provenance,
            source: source,
            expected: "a decimal number from \(range.lowerBound) to \(range.upperBound)",
            read: { $0[keyPath: path].description },
            write: { root, text in
                guard let value = Ratio(decimal: text), range.contains(value) else { return false }
                root[keyPath: path] = value
                return true
            }
        )
    }

    /// One of the cases of an enumeration, written by their raw values.
    public static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<Root, Choice> & Sendable,
        alternatives: [Choice],
        _ provenance: Provenance,
        _ source: String
    ) -> AssumptionField where Choice.RawValue == String {
        AssumptionField(
            name,
            summary,
            alternatives: alternatives.map(\.rawValue),
            provenance: provenance,
            source: source,
            expected: Choice.allCases.map(\.rawValue).joined(separator: " or "),
            read: { $0[keyPath: path].rawValue },
            write: { root, text in
                guard let value = Choice(rawValue: text) else { return false }
                root[keyPath: path] = value
                return true
            }
        )
    }

    /// Yes or no.
    public static func flag(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<Root, Bool> & Sendable,
        _ provenance: Provenance,
        _ source: String,
        alternatives: [String] = []
    ) -> AssumptionField {
        AssumptionField(
            name,
            summary,
            alternatives: alternatives,
            provenance: provenance,
            source: source,
            expected: "yes or no",
            read: { $0[keyPath: path] ? "yes" : "no" },
            write: { root, text in
                switch text {
                case "yes", "true": root[keyPath: path] = true
                case "no", "false": root[keyPath: path] = false
                default: return false
                }
                return true
            }
        )
    }
}

/// Milliseconds as seconds: `120`, `0.5`.
public func secondsText(_ value: Milliseconds) -> String {
    Ratio(value, over: 1000)?.description ?? String(value / 1000)
}

/// Reads seconds with at most three decimals as milliseconds; `nil` if the text is not such a number.
public func milliseconds(fromSeconds text: some StringProtocol) -> Milliseconds? {
    guard let seconds = Ratio(decimal: text), let scaled = seconds.multiplied(by: Ratio(1000)), scaled.denominator == 1
    else { return nil }
    return scaled.numerator
}
