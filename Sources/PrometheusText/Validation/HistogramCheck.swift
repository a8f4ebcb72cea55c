/// The buckets, count and sum of one histogram metric, checked when they are complete.
struct HistogramCheck {
    private var lastBound: Double?
    private var lastCount = 0.0
    private var count: Double?
    private var hasSum = false
    private var hasGaugeSum = false
    private var hasNegativeBuckets = false
    private var hasNegativeGaugeSum = false
    private(set) var isEmpty = true

    /// Adds a sample; gives what is wrong with it.
    mutating func add(_ sample: ValidatedSample, _ suffix: SampleSuffix) -> ExpositionFinding.Kind? {
        switch suffix {
        case .bucket:
            isEmpty = false
            guard let bound = sample.number(Array("le".utf8)), !bound.isNaN else { return .invalidBucketBound }
            defer {
                lastBound = bound
                lastCount = sample.value
            }
            if bound < 0 { hasNegativeBuckets = true }
            guard let lastBound else { return nil }
            return bound <= lastBound || sample.value < lastCount ? .bucketsOutOfOrder : nil
        case .count, .gaugeCount:
            isEmpty = false
            count = sample.value
        case .sum:
            isEmpty = false
            hasSum = true
        case .gaugeSum:
            isEmpty = false
            hasGaugeSum = true
            if sample.value < 0 { hasNegativeGaugeSum = true }
        case .total, .created, .info:
            break
        }
        return nil
    }

    /// What is wrong with the metric as a whole.
    func finish(isOpenMetrics: Bool) -> ExpositionFinding.Kind? {
        if isEmpty { return nil }
        if lastBound != .infinity { return .missingInfinityBucket }
        if let count, count != lastCount { return .countMismatch }
        guard isOpenMetrics else { return nil }
        if (hasSum || hasGaugeSum) != (count != nil) { return .incompleteHistogram }
        if hasNegativeBuckets && hasSum { return .contradictorySum }
        if !hasNegativeBuckets && hasNegativeGaugeSum { return .contradictorySum }
        return nil
    }
}
