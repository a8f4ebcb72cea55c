import FleetSimulation

/// Shared by the sections: reading a value of the scenario and turning it into the model's units.
extension ScenarioMapping {
    func seconds(_ key: String) -> Double? {
        value(key, ValueText.duration).map { Double($0) / 1000 }
    }

    func distribution(_ key: String) -> Distribution? {
        value(key, DistributionText.read)
    }

    func wholeNumber(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        value(key) { text throws(ValueTextError) in try ValueText.wholeNumber(text, in: range) }
    }

    func number(_ key: String, _ range: ClosedRange<Double>) -> Double? {
        value(key) { text throws(ValueTextError) in try ValueText.number(text, in: range) }
    }

    func flag(_ key: String) -> Bool? {
        value(key, ValueText.flag)
    }

    /// A share as a fraction of one.
    func share(_ key: String) -> Double? {
        value(key, ValueText.share).map { Double($0) / 1_000_000 }
    }

    func string(_ key: String) -> String? {
        child(key)?.text(expecting: "a text")
    }

    /// One of the names of an enumeration; `-` and `_` are the same.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        return value(key) { text throws(ValueTextError) in
            let wanted = String(text.map { $0 == "-" ? "_" : $0 })
            guard let found = Choice(rawValue: wanted) else {
                throw ValueTextError(expected: names.joined(separator: " or "))
            }
            return found
        }
    }
}
