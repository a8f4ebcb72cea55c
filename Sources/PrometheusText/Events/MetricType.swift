/// The type of a metric family.
public enum MetricType: UInt8, Equatable, Hashable, Sendable, CaseIterable {
    /// No type was given, `untyped` in the text format and `unknown` in OpenMetrics.
    case unknown
    /// A number that only grows, until its process restarts.
    case counter
    /// A number that goes up and down.
    case gauge
    /// Counts of observations in cumulative buckets.
    case histogram
    /// Quantiles computed by the process itself.
    case summary
    /// A histogram whose buckets may shrink (OpenMetrics).
    case gaugeHistogram
    /// Constant facts, carried by labels (OpenMetrics).
    case info
    /// A set of booleans, one series each (OpenMetrics).
    case stateSet

    /// The word of a TYPE line for this type.
    ///
    /// - Parameter format: The format whose word is wanted; they differ in that of ``unknown``.
    /// - Returns: The word.
    public func keyword(in format: ExpositionFormat) -> String {
        switch self {
        case .unknown: format == .openMetrics ? "unknown" : "untyped"
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        case .summary: "summary"
        case .gaugeHistogram: "gaugehistogram"
        case .info: "info"
        case .stateSet: "stateset"
        }
    }

    /// The type that `count` bytes at `cursor` name in `format`, or nil.
    init?(_ cursor: ByteCursor, count: Int, isOpenMetrics: Bool) {
        // The first eight bytes tell all words apart; lengths make sure of the rest.
        let word = count < 8 ? cursor.word & (1 << UInt64(8 * count) &- 1) : cursor.word
        switch (count, word) {
        case (5, 0x65_6775_6167): self = .gauge
        case (7, 0x72_6574_6E75_6F63): self = .counter
        case (7, 0x79_7261_6D6D_7573): self = .summary
        case (9, 0x6172_676F_7473_6968) where cursor[8] == UInt8(ascii: "m"): self = .histogram
        case (7, 0x64_6570_7974_6E75) where !isOpenMetrics: self = .unknown
        case (7, 0x6E_776F_6E6B_6E75) where isOpenMetrics: self = .unknown
        case (4, 0x6F66_6E69) where isOpenMetrics: self = .info
        case (8, 0x7465_7365_7461_7473) where isOpenMetrics: self = .stateSet
        case (14, 0x7369_6865_6775_6167) where isOpenMetrics && (cursor + 6).word == 0x6D61_7267_6F74_7369:
            self = .gaugeHistogram
        default: return nil
        }
    }
}
