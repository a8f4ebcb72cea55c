extension ControlPlane {
    /// Notes that an alarm ran its policy and a rule kept the desired count as it was.
    mutating func block(
        _ rule: BlockingRule,
        policy: Int? = nil,
        candidate: Int? = nil,
        alarm index: Int,
        at time: Milliseconds
    ) {
        guard recording == .changes || recording == .all else { return }
        let last = monitors[index].lastDecision
        if recording == .changes, last >= 0, decisions[last].blockedBy?.kind == rule.kind,
            decisions[last].desired == desired
        {
            decisions[last].repeats += 1
            if decisions[last].cooldownUntil == nil { decisions[last].cooldownUntil = rule.cooldownEnd }
            return
        }
        // Rules that come before the arithmetic leave it undone; a log entry shows it all the same.
        if monitors[index].policy < configuration.targetTracking.count, policy == nil {
            let direction = monitors[index].direction
            collectDemands(base: direction == .out ? scaleOutBase(at: time) : outsideBase, direction, at: time)
        }
        monitors[index].lastDecision = decisions.count
        append(
            Decision(
                time: time,
                trigger: .alarm(index),
                direction: monitors[index].direction,
                policy: policy ?? monitors[index].policy,
                running: running,
                previousDesired: desired,
                desired: desired,
                candidate: candidate ?? desired,
                blockedBy: rule,
                cooldownUntil: rule.cooldownEnd,
                repeats: 1,
                demands: 0..<0
            ),
            withDemands: true
        )
    }

    /// Notes a decision that changes the desired count to `candidate`; to be called before the change.
    mutating func note(
        trigger: DecisionTrigger,
        direction: ScalingDirection,
        policy: Int? = nil,
        candidate: Int,
        withDemands: Bool = false,
        at time: Milliseconds
    ) {
        guard recording != .none else { return }
        if case .alarm(let index) = trigger { monitors[index].lastDecision = -1 }
        append(
            Decision(
                time: time,
                trigger: trigger,
                direction: direction,
                policy: policy,
                running: running,
                previousDesired: desired,
                desired: candidate,
                candidate: candidate,
                blockedBy: nil,
                cooldownUntil: nil,
                repeats: 1,
                demands: 0..<0
            ),
            withDemands: withDemands
        )
    }

    private mutating func append(_ decision: Decision, withDemands: Bool) {
        let start = demands.count
        if withDemands { demands.append(contentsOf: scratch) }
        decisions.append(decision)
        decisions[decisions.count - 1].demands = start..<demands.count
    }
}
