/// What a scrape may hold at the most; a scrape over a limit is discarded whole, as Prometheus does.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config>.
public struct ScrapeLimits: Sendable, Equatable {
    /// The greatest size of a body after decompression, in bytes.
    public var bodyBytes: Int
    /// The greatest number of samples after relabelling; nil for no limit.
    public var samples: Int?
    /// The greatest number of labels of a sample; nil for no limit.
    public var labels: Int?
    /// The greatest length of a label name, in bytes; nil for no limit.
    public var labelNameBytes: Int?
    /// The greatest length of a label value, in bytes; nil for no limit.
    public var labelValueBytes: Int?
    /// The greatest number of targets of the job; nil for no limit.
    public var targets: Int?

    /// Creates limits; the body is bounded even where Prometheus would not, so that a target cannot fill the memory.
    public init(
        bodyBytes: Int = 64 << 20,
        samples: Int? = nil,
        labels: Int? = nil,
        labelNameBytes: Int? = nil,
        labelValueBytes: Int? = nil,
        targets: Int? = nil
    ) {
        self.bodyBytes = bodyBytes
        self.samples = samples
        self.labels = labels
        self.labelNameBytes = labelNameBytes
        self.labelValueBytes = labelValueBytes
        self.targets = targets
    }
}
