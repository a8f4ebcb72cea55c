/// Counts durations in buckets of under 1 % width, so that percentiles need no list of them.
///
/// Milliseconds below 256 have a bucket each; above, every doubling has 128.
struct DurationHistogram: ~Copyable {
    private static let bucketCount = 256 + 128 * 34
    private var buckets = Table<Int32>(repeating: 0, count: bucketCount)
    private var count = 0
    private var sum = 0
    private var least = Int.max
    private var largest = 0

    mutating func reset() {
        guard count > 0 else { return }
        for index in buckets.indices { buckets[index] = 0 }
        count = 0
        sum = 0
        least = Int.max
        largest = 0
    }

    @inline(__always)
    mutating func add(_ milliseconds: Int) {
        buckets[Self.bucket(of: milliseconds)] &+= 1
        count &+= 1
        sum &+= milliseconds
        if milliseconds < least { least = milliseconds }
        if milliseconds > largest { largest = milliseconds }
    }

    @inline(__always)
    private static func bucket(of milliseconds: Int) -> Int {
        guard milliseconds >= 256 else { return max(milliseconds, 0) }
        let exponent = 56 - milliseconds.leadingZeroBitCount
        return min(256 + (exponent - 1) * 128 + (milliseconds >> exponent - 128), bucketCount - 1)
    }

    /// The middle of a bucket in milliseconds.
    private static func middle(of bucket: Int) -> Double {
        guard bucket >= 256 else { return Double(bucket) }
        let exponent = (bucket - 256) / 128 + 1
        let low = ((bucket - 256) % 128 + 128) << exponent
        return Double(low) + Double((1 << exponent) - 1) / 2
    }

    func summary() -> DurationSummary {
        var result = DurationSummary()
        guard count > 0 else { return result }
        result.count = count
        result.meanSeconds = Double(sum) / Double(count) / 1000
        result.minimumSeconds = Double(least) / 1000
        result.maximumSeconds = Double(largest) / 1000
        let marks = [50, 90, 95, 99]
        var values = [Double](repeating: 0, count: 4)
        var seen = 0
        var mark = 0
        for bucket in buckets.indices where buckets[bucket] > 0 {
            seen += Int(buckets[bucket])
            while mark < 4, seen * 100 >= marks[mark] * count {
                values[mark] = min(max(Self.middle(of: bucket), Double(least)), Double(largest)) / 1000
                mark += 1
            }
            if mark == 4 { break }
        }
        result.percentile50Seconds = values[0]
        result.percentile90Seconds = values[1]
        result.percentile95Seconds = values[2]
        result.percentile99Seconds = values[3]
        return result
    }
}

/// The most events within any second and any minute, by two windows over one list of instants.
struct WaveMeter {
    private var instants: [Int] = []
    private var secondStart = 0
    private var minuteStart = 0
    private(set) var largestPerSecond = 0
    private(set) var largestPerMinute = 0

    mutating func reset() {
        instants.removeAll(keepingCapacity: true)
        secondStart = 0
        minuteStart = 0
        largestPerSecond = 0
        largestPerMinute = 0
    }

    mutating func add(_ milliseconds: Int) {
        instants.append(milliseconds)
        while instants[secondStart] <= milliseconds - 1000 { secondStart += 1 }
        while instants[minuteStart] <= milliseconds - 60_000 { minuteStart += 1 }
        largestPerSecond = max(largestPerSecond, instants.count - secondStart)
        largestPerMinute = max(largestPerMinute, instants.count - minuteStart)
        // What lies before both windows is dropped once it is most of the list.
        if minuteStart > 4096, minuteStart * 2 > instants.count {
            instants.removeFirst(minuteStart)
            secondStart -= minuteStart
            minuteStart = 0
        }
    }
}
