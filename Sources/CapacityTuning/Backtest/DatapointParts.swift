import TargetTracking

/// How a datapoint comes to be visible: at once for a metric of ECS, with its samples for one that tasks publish.
///
/// An alarm that looks at a closed period before its last samples are visible sees the average of the others, as in
/// the simulator. Two halves stand for the samples of all tasks.
struct DatapointParts {
    private let history: ObservedHistory
    private let assumptions: Assumptions
    private let running: CountTimeline
    private let sums: Set<Int>

    init(_ history: ObservedHistory, _ assumptions: Assumptions) {
        self.history = history
        self.assumptions = assumptions
        running = CountTimeline(history.running, initial: history.initialDesired)
        let configuration = history.configuration
        sums = Set(
            configuration.targetTracking.filter { $0.statistic == .sum }.map(\.metric)
                + configuration.stepScaling.filter { $0.alarm.statistic == .sum }.map(\.metric)
        )
    }

    /// Whether a metric is a sum over all tasks, which does not depend on how many there are.
    func isSum(_ metric: Int) -> Bool { sums.contains(metric) }

    /// The parts of a datapoint and when each becomes visible, not before its period has ended.
    func parts(
        of metric: Int,
        at index: Int,
        _ samples: SampleSet
    ) -> [(samples: SampleSet, time: Milliseconds, visible: Milliseconds)] {
        let definition = history.configuration.metrics[metric]
        let start = history.datapoints[metric][index].time
        let end = start + definition.period
        let delay = assumptions.delay(of: definition)
        guard definition.source == .custom, !isSum(metric) else { return [(samples, start, end + delay)] }
        let rise = rise(of: metric, at: index, samples)
        return [(1, -rise), (3, rise)].map { quarter, change in
            let time = start + definition.period * quarter / 4
            var half = samples
            half.sum += change
            return (half, time, max(end, time + delay))
        }
    }

    /// By how much the sum of the second half lies above the middle, taken from what clients brought in the periods
    /// around it: the average alone also falls when tasks are added.
    private func rise(of metric: Int, at index: Int, _ samples: SampleSet) -> Int {
        let points = history.datapoints[metric]
        let period = history.configuration.metrics[metric].period
        guard index > 0, index + 1 < points.count, points[index + 1].time - points[index - 1].time == 2 * period else {
            return 0
        }
        func total(_ point: ObservedHistory.Datapoint) -> Double {
            Double(point.samples.sum) / Double(point.samples.count) * Double(running.tasks(at: point.time + period / 2))
        }
        let middle = total(points[index])
        guard middle > 0 else { return 0 }
        let slope = (total(points[index + 1]) - total(points[index - 1])) / 2
        let change = slope / 4 * Double(samples.sum) / middle
        return change.magnitude < 0x1p60 ? Int(change) : 0
    }
}
