/// The rules for the samples of one family.
struct FamilyCheck {
    let name: [UInt8]
    let offset: Int
    var type: MetricType?
    var hasUnit = false
    var hasNonemptyUnit = false
    private(set) var hasSamples = false
    private(set) var allowsExemplar = false
    private(set) var lastOffset: Int

    private var groups = NameTable()
    private var group: Int?
    private var groupTimestamp: Int64?
    /// One check for each metric and timestamp.
    private var histogramKeys = NameTable()
    private var histograms: [(check: HistogramCheck, offset: Int)] = []

    init(name: [UInt8], offset: Int) {
        self.name = name
        self.offset = offset
        lastOffset = offset
    }

    /// Whether samples called `sampleName` belong to this family in OpenMetrics.
    func owns(_ sampleName: [UInt8]) -> Bool {
        let type = type ?? .unknown
        guard sampleName.count > name.count else { return sampleName == name && type.hasPlainSamples }
        guard sampleName.starts(with: name), let suffix = SampleSuffix(endOf: sampleName.span) else { return false }
        return suffix.length == sampleName.count - name.count && suffix.isOpenMetricsSuffix(of: type)
    }

    mutating func add(_ sample: ValidatedSample, isOpenMetrics: Bool) -> [ExpositionFinding.Kind] {
        var kinds: [ExpositionFinding.Kind] = []
        hasSamples = true
        lastOffset = sample.offset
        let suffix = sample.name.count == name.count ? nil : SampleSuffix(endOf: sample.name.span)
        allowsExemplar =
            suffix == .bucket && (type == .histogram || type == .gaugeHistogram)
            || suffix == .total && type == .counter
        let omitted = omittedLabel(suffix)
        let key = type == .info ? [] : sample.key(without: omitted)
        if isOpenMetrics { checkGroup(sample, key, &kinds) }
        if type == .histogram || type == .gaugeHistogram, let suffix {
            if let kind = histogram(for: key, sample, isOpenMetrics: isOpenMetrics, suffix) { kinds.append(kind) }
        }
        if isOpenMetrics { checkValue(sample, suffix, &kinds) }
        return kinds
    }

    func finish(isOpenMetrics: Bool) -> [(ExpositionFinding.Kind, Int)] {
        var kinds: [(ExpositionFinding.Kind, Int)] = []
        for (check, offset) in histograms {
            if let kind = check.finish(isOpenMetrics: isOpenMetrics) { kinds.append((kind, offset)) }
        }
        if isOpenMetrics && hasNonemptyUnit && (type == .info || type == .stateSet) {
            kinds.append((.unitNotAllowed, offset))
        }
        return kinds
    }

    /// The label that tells the samples of one metric apart.
    private func omittedLabel(_ suffix: SampleSuffix?) -> [UInt8]? {
        switch type {
        case .histogram, .gaugeHistogram: suffix == .bucket ? Array("le".utf8) : nil
        case .summary: suffix == nil ? Array("quantile".utf8) : nil
        case .stateSet: name
        default: nil
        }
    }

    private mutating func checkGroup(_ sample: ValidatedSample, _ key: [UInt8], _ kinds: inout [ExpositionFinding.Kind])
    {
        let known = groups.count
        let number = groups.insert(key.span)
        if number == group {
            if (sample.timestamp == nil) != (groupTimestamp == nil) {
                kinds.append(.mixedTimestamps)
            } else if let timestamp = sample.timestamp, let groupTimestamp, timestamp < groupTimestamp, type != .info {
                kinds.append(.timestampsBackwards)
            }
        } else if number < known {
            kinds.append(.interleavedMetric)
        }
        group = number
        groupTimestamp = sample.timestamp
    }

    private mutating func histogram(
        for key: [UInt8],
        _ sample: ValidatedSample,
        isOpenMetrics: Bool,
        _ suffix: SampleSuffix
    ) -> ExpositionFinding.Kind? {
        var whole = key + [0xFF]
        if let timestamp = sample.timestamp { whole += Array(timestamp.description.utf8) }
        let number = histogramKeys.insert(whole.span)
        if number == histograms.count { histograms.append((HistogramCheck(), sample.offset)) }
        return histograms[number].check.add(sample, suffix)
    }

    private func checkValue(
        _ sample: ValidatedSample,
        _ suffix: SampleSuffix?,
        _ kinds: inout [ExpositionFinding.Kind]
    ) {
        let value = sample.value
        // Above 2^53 there are only whole numbers; infinity is none.
        let isWhole = value.isFinite && (value.magnitude > 0x1p53 || Double(Int64(value)) == value)
        switch suffix {
        case .bucket, .count, .gaugeCount:
            if !isWhole || value.isNaN { kinds.append(value.isNaN ? .invalidCounterValue : .fractionalCount) }
            if value < 0 { kinds.append(.invalidCounterValue) }
        case .total, .sum:
            if value.isNaN || value < 0 { kinds.append(.invalidCounterValue) }
        case .gaugeSum:
            if value.isNaN { kinds.append(.invalidCounterValue) }
        case .created, .info, nil:
            break
        }
        switch type {
        case .summary where suffix == nil:
            if let quantile = sample.number(Array("quantile".utf8)), quantile >= 0, quantile <= 1 {
                if value < 0 { kinds.append(.negativeQuantileValue) }
            } else {
                kinds.append(.invalidQuantile)
            }
        case .info:
            if value != 1 { kinds.append(.invalidInfoValue) }
        case .stateSet:
            if sample.label(name) == nil || (value != 0 && value != 1) { kinds.append(.invalidState) }
        default:
            break
        }
    }
}

extension MetricType {
    /// Whether families of this type have samples of their own name in OpenMetrics.
    var hasPlainSamples: Bool {
        switch self {
        case .unknown, .gauge, .summary, .stateSet: true
        case .counter, .histogram, .gaugeHistogram, .info: false
        }
    }
}

extension SampleSuffix {
    /// Whether families of `type` have samples with this suffix in OpenMetrics.
    func isOpenMetricsSuffix(of type: MetricType) -> Bool {
        if type == .gaugeHistogram && (self == .sum || self == .count) { return false }
        return belongs(to: type)
    }
}
