public import TargetTracking

/// From a higher desired count to its tasks running: one length of time, or a list that was measured.
public struct StartLatency: Sendable, Hashable {
    /// The latencies of single tasks, shortest first; never empty.
    public let values: [Milliseconds]

    /// The same for every task.
    public init(constant: Milliseconds) {
        values = [constant]
    }

    /// A measured list, in any order; `nil` if it is empty.
    public init?(measured: [Milliseconds]) {
        if measured.isEmpty { return nil }
        values = measured.sorted()
    }

    /// The value below which a share of the list lies, the share in percent; linear between two entries.
    public func percentile(_ percent: Int) -> Milliseconds {
        let place = (values.count - 1) * min(max(percent, 0), 100)
        let (index, rest) = place.quotientAndRemainder(dividingBy: 100)
        guard rest > 0 else { return values[index] }
        return values[index] + (values[index + 1] - values[index]) * rest / 100
    }

    /// The median.
    public var median: Milliseconds { percentile(50) }

    /// What so many tasks launched together take, shortest first: evenly spread over the list, one task its median.
    public func latencies(ofTasks count: Int) -> [Milliseconds] {
        guard values.count > 1, count > 0 else { return Array(repeating: values[0], count: max(0, count)) }
        return (0..<count).map { percentile((2 * $0 + 1) * 50 / count) }
    }
}
