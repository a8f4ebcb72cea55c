extension ControlPlane {
    /// Runs a target tracking policy whose scale-out alarm stands in ALARM (aws.md A3 to A5).
    mutating func scaleOut(alarm index: Int, at time: Milliseconds) {
        if suspended.scaleOut { return block(.suspended, alarm: index, at: time) }
        let base = scaleOutBase(at: time)
        collectDemands(base: base, .out, at: time)
        guard let vote = largestVote() else { return block(.noDatapoint, alarm: index, at: time) }
        finishScaleOut(
            to: vote.capacity,
            base: base,
            policy: vote.policy,
            cooldown: configuration.targetTracking[vote.policy].scaleOutCooldown,
            alarm: index,
            at: time
        )
    }

    /// Leaves zero capacity on the first datapoint that shows demand, without waiting for an alarm (aws.md A3).
    mutating func wake(byAlarm index: Int, at time: Milliseconds) {
        let alarm = monitors[index]
        guard alarm.direction == .out, alarm.state != .alarm, alarm.policy < configuration.targetTracking.count,
            maximumCapacity > 0, !suspended.scaleOut
        else { return }
        let policy = configuration.targetTracking[alarm.policy]
        guard let value = metricValue(ofAlarm: index, policy.statistic, at: time) else { return }
        let mark = assumptions.zeroCapacityDemand == .aboveZero ? Ratio(0) : policy.target
        guard isLess((mark.numerator, mark.denominator), value) else { return }
        collectDemands(base: 0, .out, at: time)
        finishScaleOut(
            to: 1,
            base: 0,
            policy: alarm.policy,
            cooldown: policy.scaleOutCooldown,
            alarm: index,
            at: time
        )
    }

    /// Applies bounds and cooldown to a scale-out and carries it out or says what blocks it.
    mutating func finishScaleOut(
        to capacity: Int,
        base: Int,
        policy: Int,
        cooldown: Milliseconds?,
        alarm index: Int,
        at time: Milliseconds
    ) {
        if desired >= maximumCapacity {
            return block(.atMaximum, policy: policy, candidate: maximumCapacity, alarm: index, at: time)
        }
        let candidate = min(max(capacity, minimumCapacity), maximumCapacity)
        let inWindowNow = outWindow.isOpen(at: time)
        let counted = inWindowNow && assumptions.baseInsideCooldown == .activity
        // What the first scale-out added is part of the next one: only a larger one passes.
        let larger = !counted || candidate - base > outWindow.added
        if !larger || candidate <= desired {
            let rule: BlockingRule = inWindowNow ? .scaleOutCooldown(until: outWindow.knownEnd) : .alreadyAtDesired
            return block(rule, policy: policy, candidate: candidate, alarm: index, at: time)
        }
        note(
            trigger: .alarm(index),
            direction: .out,
            policy: policy,
            candidate: candidate,
            withDemands: true,
            at: time
        )
        outWindow.base = base
        outWindow.added = candidate - base
        let length = cooldown ?? assumptions.defaultScaleOutCooldown
        outWindow.end = assumptions.cooldownStart == .decision ? time + length : .max
        // A scale-in cooldown does not finish once a scale-out has begun.
        inWindow.end = .min
        changeDesired(to: candidate, trigger: .alarm(index), policy: policy, cooldown: length, at: time)
    }
}
