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

    /// The latencies to try on a history: what its scale-outs took, then a grid.
    public static func candidates(for history: ObservedHistory) -> [StartLatency] {
        var values = [15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300].map(Milliseconds.seconds)
        if let measured = StartLatency(measured: history.scaleOutDurations) {
            values.removeAll { $0 == measured.median }
            values.insert(measured.median, at: 0)
        }
        return values.map(StartLatency.init(constant:))
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
