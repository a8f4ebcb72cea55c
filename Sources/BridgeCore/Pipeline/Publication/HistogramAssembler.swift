internal import EmbeddedMetricFormat

/// Puts the buckets, sum and count of histograms together to the distribution of one interval.
struct HistogramAssembler: Sendable {
    private struct Bucket: Sendable {
        var bound: Double
        var series: Int
    }

    private struct Histogram: Sendable {
        var metric: EventGroup.Member
        var group: EventGroup
        var dimensionSets: [[String]]?
        var buckets: [Bucket] = []
        var sum: Int?
        var count: Int?
    }

    private var histograms: [Histogram] = []
    private var indices: [[UInt8]: Int] = [:]

    /// What a series of a histogram is.
    enum Part {
        case bucket(upTo: Double)
        case sum
        case count

        /// The part that a series is by the ending of its exposed name; nil if it is none.
        init?(exposedName name: String, bound: String?) {
            if name.hasSuffix("_sum") {
                self = .sum
            } else if name.hasSuffix("_count") {
                self = .count
            } else if name.hasSuffix("_bucket"), let bound, let number = Double(bound), !number.isNaN {
                self = .bucket(upTo: number)
            } else {
                return nil
            }
        }

        /// The ending of the names of such parts.
        var suffix: String {
            switch self {
            case .bucket: "_bucket"
            case .sum: "_sum"
            case .count: "_count"
            }
        }
    }

    /// Adds a series to its histogram, which is created with its first one.
    mutating func add(
        _ part: Part,
        series: Int,
        to metric: EventGroup.Member,
        in group: EventGroup,
        key: [UInt8],
        dimensionSets: [[String]]?
    ) {
        let index = self.indices[key] ?? self.histograms.count
        if index == self.histograms.count {
            self.indices[key] = index
            self.histograms.append(Histogram(metric: metric, group: group, dimensionSets: dimensionSets))
        }
        self.histograms.withElement(index) { histogram in
            switch part {
            case .sum: histogram.sum = series
            case .count: histogram.count = series
            case .bucket(let bound):
                let place = histogram.buckets.firstIndex { $0.bound >= bound } ?? histogram.buckets.count
                histogram.buckets.insert(Bucket(bound: bound, series: series), at: place)
            }
        }
    }

    /// The events of all histograms that observed something in this interval.
    func documents(_ store: borrowing SeriesStore, namespace: String?, at scrapeTime: Int64) -> [Document] {
        var documents: [Document] = []
        for histogram in self.histograms {
            guard let value = Self.distribution(histogram, store), value.count > 0 else { continue }
            guard let sets = histogram.dimensionSets, let namespace else { continue }
            let metric = Metric(
                histogram.metric.name,
                .distribution(value),
                unit: histogram.metric.unit,
                resolution: histogram.metric.resolution
            )
            var document = Document(timestamp: scrapeTime)
            document.directives = [Directive(namespace: namespace, dimensionSets: sets, metrics: [metric])]
            document.properties = EventGroup.properties(histogram.group.labels)
            documents.append(document)
        }
        return documents
    }

    /// The distribution of this interval: for each bucket that grew, its middle and by how much it grew.
    ///
    /// The open bucket stands for its lower bound, and the lowest one begins at zero unless its bound is negative.
    /// Minimum and maximum are the bounds of the outermost buckets that grew; sum and count are exact.
    private static func distribution(_ histogram: Histogram, _ store: borrowing SeriesStore) -> Distribution? {
        guard let sum = Self.value(histogram.sum, store), let count = Self.value(histogram.count, store) else {
            return nil
        }
        var parts = Distribution(values: [], counts: [], sum: sum, count: count, minimum: 0, maximum: 0)
        var cumulative = 0.0
        var lower: Double?
        for bucket in histogram.buckets {
            guard let total = Self.value(bucket.series, store) else { return nil }
            let grown = total - cumulative
            let floor = lower ?? (bucket.bound > 0 ? 0 : bucket.bound)
            let ceiling = bucket.bound.isFinite ? bucket.bound : floor
            lower = bucket.bound
            guard grown > 0 else { continue }
            cumulative = total
            if parts.values.isEmpty { parts.minimum = floor }
            parts.maximum = ceiling
            parts.values.append(floor + (ceiling - floor) / 2)
            parts.counts.append(grown)
        }
        if parts.values.count > Limits.valuesPerMetric { return Self.coarser(parts) }
        return parts.values.isEmpty ? nil : parts
    }

    /// Joins neighbours until no more values are left than a document takes.
    private static func coarser(_ parts: Distribution) -> Distribution {
        var coarse = parts
        coarse.values = []
        coarse.counts = []
        let step = (parts.values.count + Limits.valuesPerMetric - 1) / Limits.valuesPerMetric
        for start in stride(from: 0, to: parts.values.count, by: step) {
            let range = start..<min(start + step, parts.values.count)
            let count = parts.counts[range].reduce(0, +)
            let weighted = range.reduce(0) { $0 + parts.values[$1] * parts.counts[$1] }
            coarse.values.append(weighted / count)
            coarse.counts.append(count)
        }
        return coarse
    }

    private static func value(_ series: Int?, _ store: borrowing SeriesStore) -> Double? {
        guard let series, store.hasValue(series) else { return nil }
        return store.states[series].value
    }
}
