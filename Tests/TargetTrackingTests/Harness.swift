import TargetTracking

/// A control plane over one or two metrics fed minute by minute, with running following desired after a delay.
struct Harness {
    var plane: ControlPlane
    /// From a change of desired to running being there; `nil` leaves running to the test.
    var startDelay: Milliseconds? = 0
    private var arrival: (time: Milliseconds, count: Int)?

    /// One custom metric without delay and one policy tracking it; alarms are evaluated on the minute.
    init(
        target: Ratio = Ratio(80),
        capacity: Int,
        minimum: Int = 1,
        maximum: Int = 1000,
        scaleOutCooldown: Milliseconds = 0,
        scaleInCooldown: Milliseconds = 0,
        metric: MetricDefinition = MetricDefinition("connections", source: .custom, delay: 0),
        recording: DecisionRecording = .all,
        assume: [String] = []
    ) throws {
        let configuration = ScalingConfiguration(
            minimumCapacity: minimum,
            maximumCapacity: maximum,
            metrics: [metric],
            targetTracking: [
                TargetTrackingPolicy(
                    "connections",
                    metric: 0,
                    target: target,
                    scaleOutCooldown: scaleOutCooldown,
                    scaleInCooldown: scaleInCooldown
                )
            ]
        )
        try self.init(configuration, capacity: capacity, recording: recording, assume: assume)
    }

    init(
        _ configuration: ScalingConfiguration,
        capacity: Int,
        recording: DecisionRecording = .all,
        assume: [String] = [],
        start: Milliseconds = 0
    ) throws {
        var assumptions = Assumptions()
        for assignment in assume { try assumptions.apply(assignment) }
        plane = try ControlPlane(
            configuration,
            assumptions: assumptions,
            desired: capacity,
            at: start,
            recording: recording
        )
    }

    /// Runs to `end`, giving running its desired value when it is due.
    mutating func run(to end: Milliseconds) {
        while true {
            let next = min(plane.nextDue, arrival?.time ?? .max)
            guard next <= end else { break }
            if let due = arrival, due.time <= next {
                arrival = nil
                plane.setRunning(due.count, at: due.time)
                continue
            }
            guard plane.advance(to: next), let startDelay else { continue }
            if startDelay == 0 {
                plane.setRunning(plane.desired, at: next)
            } else {
                arrival = (next + startDelay, plane.desired)
            }
        }
    }

    /// Feeds one datapoint a minute for the minutes given and runs to the end of the last, plus `delay`.
    mutating func feed(
        minutes: Range<Int>,
        metric: Int = 0,
        visibleAfter delay: Milliseconds = 0,
        _ samples: (_ minute: Int, _ running: Int) -> SampleSet?
    ) {
        for minute in minutes {
            if let samples = samples(minute, plane.running) {
                let end = (minute + 1) * 60_000
                plane.record(samples, of: metric, at: minute * 60_000 + 30_000, visibleAt: end + delay)
            }
            run(to: (minute + 1) * 60_000)
        }
    }

    /// The times and values at which desired changed.
    var changes: [Change] {
        plane.decisions.filter(\.scaled).map { Change(second: $0.time / 1000, desired: $0.desired) }
    }

    struct Change: Hashable {
        var second: Int
        var desired: Int
    }
}

/// The samples of `total` connections spread over `tasks`.
func spread(_ total: Int, over tasks: Int) -> SampleSet {
    SampleSet(sum: total, count: tasks, minimum: total / max(tasks, 1), maximum: (total + tasks - 1) / max(tasks, 1))
}
