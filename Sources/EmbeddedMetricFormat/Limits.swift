/// The bounds that CloudWatch sets to a document, and the line length that the way to CloudWatch allows.
///
/// Sources: the
/// [specification](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html)
/// where it says a number; where two sources disagree, the smaller one (aws.md C2).
public struct Limits: Sendable, Equatable {
    /// The most metrics that one directive defines.
    public static let metricsPerDirective = 100
    /// The most values in the array of one metric.
    public static let valuesPerMetric = 100
    /// The most dimensions in one set; a set may also be empty.
    public static let dimensionsPerSet = 30
    /// The longest dimension name, in characters.
    public static let dimensionNameLength = 250
    /// The longest dimension value, in characters.
    public static let dimensionValueLength = 1024
    /// The longest metric name, in characters.
    public static let metricNameLength = 255
    /// The longest namespace, in characters.
    public static let namespaceLength = 255
    /// The greatest magnitude of a value, 2^360 (`MetricDatum` of the CloudWatch API reference).
    public static let valueMagnitude = 0x1p360
    /// The age beyond which CloudWatch refuses a value: 14 days, in milliseconds.
    public static let greatestAge: Int64 = 14 * 24 * 3600 * 1000
    /// The lead beyond which CloudWatch refuses a value: 2 hours, in milliseconds.
    public static let greatestLead: Int64 = 2 * 3600 * 1000
    /// The longest log event that CloudWatch Logs takes: 1 MiB less the 26 bytes it adds to each event.
    public static let greatestLineBytes = 1_048_576 - 26

    /// The longest line including its newline, in bytes; 16,383 unless said otherwise.
    ///
    /// Container runtimes cut a line of standard output at 16 KiB, and a cut document yields no metric (aws.md C4).
    /// At most ``greatestLineBytes``, at least 256; what is outside is clamped.
    public var lineBytes: Int {
        didSet { lineBytes = Self.clamp(lineBytes) }
    }

    /// Creates limits with the given line length, in bytes including the newline.
    public init(lineBytes: Int = 16_383) {
        self.lineBytes = Self.clamp(lineBytes)
    }

    /// Whether CloudWatch takes a value of this time when its clock shows `now`; both in milliseconds since the epoch.
    public static func acceptsTimestamp(_ timestamp: Int64, now: Int64) -> Bool {
        let (age, overflow) = now.subtractingReportingOverflow(timestamp)
        return !overflow && age <= greatestAge && age >= -greatestLead
    }

    private static func clamp(_ bytes: Int) -> Int {
        min(max(bytes, 256), greatestLineBytes)
    }
}
