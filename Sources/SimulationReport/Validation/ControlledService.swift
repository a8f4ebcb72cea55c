import TargetTracking

/// A control plane over one metric, fed minute by minute, whose tasks run as soon as they are desired.
struct ControlledService {
    private(set) var plane: ControlPlane

    init(_ configuration: ScalingConfiguration, capacity: Int, assume: [String] = []) throws {
        var assumptions = Assumptions()
        for assignment in assume { try assumptions.apply(assignment) }
        plane = try ControlPlane(configuration, assumptions: assumptions, desired: capacity, recording: .all)
    }

    /// A service with one policy on connections, without cooldowns or publishing delay.
    init(target: Int, capacity: Int, minimum: Int = 1, maximum: Int = 1000) throws {
        let configuration = ScalingConfiguration(
            minimumCapacity: minimum,
            maximumCapacity: maximum,
            metrics: [MetricDefinition("connections", source: .custom, delay: 0)],
            targetTracking: [
                TargetTrackingPolicy(
                    "connections",
                    metric: 0,
                    target: Ratio(target),
                    scaleOutCooldown: 0,
                    scaleInCooldown: 0
                )
            ]
        )
        try self.init(configuration, capacity: capacity)
    }

    /// Feeds the samples of each minute, visible `delay` after its end, and runs to the end of the last minute.
    mutating func feed(
        minutes: Range<Int>,
        delay: Milliseconds = 0,
        metric: Int = 0,
        _ samples: (_ minute: Int, _ running: Int) -> SampleSet
    ) {
        for minute in minutes {
            let end = (minute + 1) * 60_000
            plane.record(
                samples(minute, plane.running),
                of: metric,
                at: minute * 60_000 + 30_000,
                visibleAt: end + delay
            )
            while plane.nextDue <= end {
                let due = plane.nextDue
                if plane.advance(to: due) { plane.setRunning(plane.desired, at: due) }
            }
        }
    }

    /// The changes of the desired count in their order.
    var changes: [Decision] { plane.decisions.filter(\.scaled) }

    /// `total` connections over `tasks`.
    static func spread(_ total: Int, over tasks: Int) -> SampleSet {
        SampleSet(
            sum: total,
            count: tasks,
            minimum: total / max(tasks, 1),
            maximum: (total + tasks - 1) / max(tasks, 1)
        )
    }
}
