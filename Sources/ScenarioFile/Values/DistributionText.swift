public import FleetSimulation

/// Random lengths of time as text, in scenarios and on the command line.
///
/// `60s`, `60s..180s`, `exponential(2h)`, `lognormal(90s, 180s)` (median and 95th percentile),
/// `triangular(40s, 60s, 180s)` (least, most likely, most), `gamma(20m, 3)` (mean and shape),
/// `measured(71s, 64s, 88s)`; a fixed part in front: `35s + lognormal(55s, 145s)`; and mixtures:
/// `70% lognormal(8m, 40m) | 30% 8h`.
public enum DistributionText {
    /// Reads a law of a length of time.
    ///
    /// - Returns: The law, in seconds.
    public static func read(_ text: String) throws(ValueTextError) -> Distribution {
        let parts = split(text, at: "|")
        guard parts.count > 1 else { return try readSum(text) }
        var mixture: [WeightedDistribution] = []
        for part in parts {
            guard let percent = part.firstIndex(of: "%"), let weight = Double(part[..<percent]), weight > 0 else {
                throw ValueTextError(expected: "a share before each part of a mixture, such as 70% 8m | 30% 8h")
            }
            let law = try readSum(String(part[part.index(after: percent)...]))
            mixture.append(WeightedDistribution(weight: weight, law))
        }
        return .mixture(mixture)
    }

    private static func readSum(_ text: String) throws(ValueTextError) -> Distribution {
        let terms = split(text, at: "+")
        var shift = 0.0
        for term in terms.dropLast() { shift += try seconds(term) }
        let law = try readLaw(terms.last ?? "")
        if shift == 0 { return law }
        if case .constant(let value) = law { return .constant(shift + value) }
        return .shifted(by: shift, law)
    }

    private static func readLaw(_ text: String) throws(ValueTextError) -> Distribution {
        if let dots = text.firstRange(of: "..") {
            let low = try seconds(String(text[..<dots.lowerBound]))
            let high = try seconds(String(text[dots.upperBound...]))
            guard low <= high else { throw ValueTextError(expected: "a range whose first bound is the smaller one") }
            return .uniform(from: low, to: high)
        }
        guard let open = text.firstIndex(of: "(") else { return .constant(try seconds(text)) }
        guard text.last == ")" else { throw unknown }
        let name = text[..<open].filter { $0 != " " }
        let arguments = split(String(text[text.index(after: open)...].dropLast()), at: ",")
        switch (name, arguments.count) {
        case ("exponential", 1):
            return .exponential(mean: try positive(arguments[0]))
        case ("lognormal", 2):
            let median = try positive(arguments[0])
            let percentile = try positive(arguments[1])
            guard percentile > median else {
                throw ValueTextError(expected: "lognormal(MEDIAN, P95) with the 95th percentile above the median")
            }
            return .lognormal(median: median, percentile95: percentile)
        case ("triangular", 3):
            let (low, mode, high) = (try seconds(arguments[0]), try seconds(arguments[1]), try seconds(arguments[2]))
            guard low <= mode, mode <= high else {
                throw ValueTextError(expected: "triangular(LEAST, MOST_LIKELY, MOST) in rising order")
            }
            return .triangular(minimum: low, mode: mode, maximum: high)
        case ("gamma", 2):
            return .gamma(shape: try ValueText.number(arguments[1], in: 0.1...1000), mean: try positive(arguments[0]))
        case ("measured", 1...):
            var values: [Double] = []
            for argument in arguments { values.append(try seconds(argument)) }
            return .empirical(values)
        default:
            throw unknown
        }
    }

    private static let unknown = ValueTextError(
        expected: "a length of time such as 90s, 60s..180s, exponential(2h), lognormal(90s, 180s), "
            + "triangular(40s, 60s, 180s), gamma(20m, 3), measured(71s, 64s), 35s + lognormal(55s, 145s) "
            + "or 70% 8m | 30% 8h"
    )

    private static func seconds(_ text: String) throws(ValueTextError) -> Double {
        let trimmed = text.filter { $0 != " " }
        do {
            return Double(try ValueText.duration(trimmed)) / 1000
        } catch {
            throw trimmed.contains { $0.isLetter } && !trimmed.contains { $0.isNumber } ? unknown : error
        }
    }

    private static func positive(_ text: String) throws(ValueTextError) -> Double {
        let value = try seconds(text)
        guard value > 0 else { throw ValueTextError(expected: "a length of time above zero") }
        return value
    }

    private static func split(_ text: String, at separator: Character) -> [String] {
        text.split(separator: separator, omittingEmptySubsequences: false).map { part in
            var part = part
            while part.first == " " { part.removeFirst() }
            while part.last == " " { part.removeLast() }
            return String(part)
        }
    }
}
