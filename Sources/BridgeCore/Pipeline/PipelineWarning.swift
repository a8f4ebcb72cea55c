/// Something an operator should know about what is published; each is told once.
public enum PipelineWarning: Sendable, Hashable, CustomStringConvertible {
    /// A scaling metric has several values under one identity in one scrape, which CloudWatch averages; `summed` if they
    /// are added up instead.
    case severalSeries(metric: String, identity: String, count: Int, summed: Bool)
    /// A dimension set is left out because a selected series lacks one of its labels.
    case dimensionMissing(metric: String, dimension: String)
    /// A part of a document breaks a rule of CloudWatch and is left out.
    case notPublishable(String)
    /// A selected series has a type that is not published.
    case typeNotPublished(metric: String, type: String)
    /// A sample's own timestamp is older than 14 days or more than 2 hours ahead; it is left out.
    case timestampOutOfRange(metric: String)
    /// A value is beyond what CloudWatch takes; it is left out.
    case valueOutOfRange(metric: String)
    /// Lines were skipped because they break the format's rules.
    case skippedLines(first: String)

    /// One sentence for the log.
    public var description: String {
        switch self {
        case .severalSeries(let metric, let identity, let count, let summed):
            summed
                ? "\(metric) has \(count) series under \(identity); their sum is published"
                : "\(metric) has \(count) series under \(identity): CloudWatch averages them, so that an average is not "
                    + "per task; add them up with --sum-series, or drop the label that tells them apart"
        case .dimensionMissing(let metric, let dimension):
            "\(metric) has no label \(dimension); dimension sets that name it are left out"
        case .notPublishable(let reason): "left out, because CloudWatch would refuse it: \(reason)"
        case .typeNotPublished(let metric, let type):
            "\(metric) is selected, but series of type \(type) are not published" + Self.flag(for: type)
        case .timestampOutOfRange(let metric):
            "a sample of \(metric) is more than 14 days old or 2 hours ahead; CloudWatch refuses those"
        case .valueOutOfRange(let metric): "a value of \(metric) is beyond 2^360; CloudWatch refuses those"
        case .skippedLines(let first): "malformed lines are skipped; the first: \(first)"
        }
    }

    /// The flag that publishes a type, in words.
    private static func flag(for type: String) -> String {
        switch type {
        case "histogram": " without --histograms"
        case "untyped": " without --untyped"
        default: ""
        }
    }
}
