/// A rule about an exposition as a whole that it breaks, though every line is well formed.
public struct ExpositionFinding: Equatable, Sendable {
    /// The rule.
    public enum Kind: Equatable, Hashable, Sendable, CaseIterable {
        /// A sample has two labels of one name.
        case duplicateLabelName
        /// A label is called `__name__`.
        case reservedLabelName
        /// A second HELP, TYPE or UNIT line for one family.
        case repeatedMetadata
        /// A TYPE line (OpenMetrics: any metadata) after the first sample of its family.
        case metadataAfterSamples
        /// The lines of a family do not stand together.
        case interleavedFamily
        /// A family's samples could be mistaken for those of another (OpenMetrics).
        case clashingName
        /// A series appears twice without timestamps that tell the two apart.
        case duplicateSeries
        /// The samples of one metric do not stand together (OpenMetrics).
        case interleavedMetric
        /// Some samples of a metric have timestamps and some have none (OpenMetrics).
        case mixedTimestamps
        /// The timestamps of a metric go backwards (OpenMetrics).
        case timestampsBackwards
        /// A bucket without a usable `le` label.
        case invalidBucketBound
        /// A histogram without a `+Inf` bucket.
        case missingInfinityBucket
        /// The bounds of buckets or the counts in them do not increase.
        case bucketsOutOfOrder
        /// The count of a histogram is not that of its `+Inf` bucket.
        case countMismatch
        /// A histogram with only one of count and sum (OpenMetrics).
        case incompleteHistogram
        /// The sum of a histogram that contradicts the sign of its buckets (OpenMetrics).
        case contradictorySum
        /// A count or a bucket that is not a whole number (OpenMetrics).
        case fractionalCount
        /// A value that only grows is negative or not a number (OpenMetrics).
        case invalidCounterValue
        /// A summary's `quantile` is missing or outside 0 to 1 (OpenMetrics).
        case invalidQuantile
        /// A summary's quantile has a negative value (OpenMetrics).
        case negativeQuantileValue
        /// The value of an info sample is not 1 (OpenMetrics).
        case invalidInfoValue
        /// The value of a state is neither 0 nor 1, or its label is missing (OpenMetrics).
        case invalidState
        /// An info or state set has a unit (OpenMetrics).
        case unitNotAllowed
        /// An exemplar on something other than a bucket or a counter's total (OpenMetrics).
        case exemplarNotAllowed
        /// An exemplar's labels have more than 128 characters (OpenMetrics).
        case exemplarTooLong
    }

    /// The rule.
    public var kind: Kind
    /// The name of the sample or family that breaks it.
    public var name: String
    /// The byte at which the name stands, counted from 0.
    public var offset: Int
    /// The line, counted from 1.
    public var line: Int

    /// A sentence that says what is wrong.
    public var message: String { "'\(name)': \(kind.message)" }
}

extension ExpositionFinding.Kind {
    /// A sentence that says what is wrong.
    public var message: String {
        switch self {
        case .duplicateLabelName: "two labels have the same name."
        case .reservedLabelName: "the label name __name__ is reserved."
        case .repeatedMetadata: "a second line of this kind for the same metric."
        case .metadataAfterSamples: "metadata must stand before the first sample of its metric."
        case .interleavedFamily: "all lines of a metric must stand together."
        case .clashingName: "the name clashes with another metric's samples."
        case .duplicateSeries: "the same series appears twice."
        case .interleavedMetric: "all samples with the same labels must stand together."
        case .mixedTimestamps: "either all samples with the same labels have a timestamp or none."
        case .timestampsBackwards: "timestamps must not go backwards."
        case .invalidBucketBound: "a bucket needs a label le with a number."
        case .missingInfinityBucket: "a histogram needs a bucket with le=\"+Inf\"."
        case .bucketsOutOfOrder: "bounds and counts of buckets must increase."
        case .countMismatch: "the count must be that of the +Inf bucket."
        case .incompleteHistogram: "count and sum must appear together."
        case .contradictorySum: "a sum of negative observations cannot be a counter, nor one of positive ones negative."
        case .fractionalCount: "a count must be a whole number."
        case .invalidCounterValue: "a value that only grows cannot be negative or NaN."
        case .invalidQuantile: "a quantile needs a label quantile from 0 to 1."
        case .negativeQuantileValue: "the value of a quantile cannot be negative."
        case .invalidInfoValue: "the value of an info sample must be 1."
        case .invalidState: "a state needs a label of its metric's name and the value 0 or 1."
        case .unitNotAllowed: "info metrics and state sets have no unit."
        case .exemplarNotAllowed: "only buckets and totals of counters can have exemplars."
        case .exemplarTooLong: "the labels of an exemplar must not exceed 128 characters."
        }
    }
}
