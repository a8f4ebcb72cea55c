public import TargetTracking

/// The control plane alone over datapoints that CloudWatch had: what the policies would have decided, and why.
///
/// The datapoints stay what they were whatever is decided, so one wrong decision does not change the next.
public struct OpenLoopReplay: Sendable {
    /// The history; where no running count is known it follows the desired count after the start latency.
    public var history: ObservedHistory
    /// The rules in force where AWS documents none.
    public var assumptions: Assumptions
    /// From a higher desired count to its tasks running; tasks stop counting at once.
    public var startLatency: StartLatency
    /// When in their interval alarms are evaluated whose settings name no phase.
    public var alarmPhase: Milliseconds

    /// A replay of a history.
    public init(
        _ history: ObservedHistory,
        assumptions: Assumptions = Assumptions(),
        startLatency: StartLatency,
        alarmPhase: Milliseconds = 0
    ) {
        self.history = history
        self.assumptions = assumptions
        self.startLatency = startLatency
        self.alarmPhase = alarmPhase
    }

    /// Runs the control plane from the first datapoint until the last one has been seen by every alarm.
    ///
    /// - Throws: `ScalingConfigurationError` if the configuration breaks a rule.
    public func run() throws(ScalingConfigurationError) -> ControlPlane {
        var plane = try ControlPlane(
            history.configuration(under: assumptions, otherwise: alarmPhase),
            assumptions: assumptions,
            desired: history.initialDesired,
            recording: .changes
        )
        var end = 0
        let parts = DatapointParts(history, assumptions)
        for (metric, points) in history.datapoints.enumerated() {
            for (index, point) in points.enumerated() {
                for part in parts.parts(of: metric, at: index, point.samples) {
                    plane.record(part.samples, of: metric, at: part.time, visibleAt: part.visible)
                    end = max(end, part.visible + 2 * 60_000)
                }
            }
        }
        follow(&plane, until: end)
        return plane
    }

    private func follow(_ plane: inout ControlPlane, until end: Milliseconds) {
        var changes = history.running[...]
        while true {
            let changeTime = changes.first?.time ?? .max
            let due = min(plane.nextDue, changeTime)
            guard due <= end, due < .max else { return }
            if changeTime == due, let change = changes.popFirst() {
                plane.setRunning(change.tasks, at: max(change.time, 0))
                continue
            }
            let before = plane.desired
            plane.advance(to: due)
            if plane.desired != before, history.running.isEmpty {
                let delay = plane.desired > before ? startLatency.percentile(100) : 0
                changes = [ObservedHistory.Count(time: due + delay, tasks: plane.desired)]
            }
        }
    }
}
