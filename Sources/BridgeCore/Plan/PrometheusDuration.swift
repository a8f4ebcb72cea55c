/// Durations as Prometheus writes them: `30s`, `1m30s`, `500ms`, `0`.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#configuration-file>.
public enum PrometheusDuration {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("y", 365 * 86_400_000), ("w", 7 * 86_400_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000),
        ("s", 1000), ("ms", 1),
    ]

    /// The duration in milliseconds; nil if the text is no duration or does not fit.
    ///
    /// Units come at most once and from large to small.
    public static func milliseconds(_ text: String) -> Int64? {
        if text == "0" { return 0 }
        var rest = text.utf8[...]
        var total: Int64 = 0
        var nextUnit = 0
        if rest.isEmpty { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { $0 >= 0x61 && $0 <= 0x7A }
            rest = rest.dropFirst(letters.count)
            guard let count = Int64(String(decoding: digits, as: UTF8.self)),
                let unit = Self.units.firstIndex(where: { $0.name == String(decoding: letters, as: UTF8.self) }),
                unit >= nextUnit
            else { return nil }
            nextUnit = unit + 1
            let (product, overflow) = count.multipliedReportingOverflow(by: Self.units[unit].milliseconds)
            let (sum, overflow2) = total.addingReportingOverflow(product)
            if overflow || overflow2 { return nil }
            total = sum
        }
        return total
    }
}
