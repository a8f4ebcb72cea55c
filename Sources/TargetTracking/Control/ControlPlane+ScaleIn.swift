extension ControlPlane {
    /// Runs a target tracking policy whose scale-in alarm stands in ALARM (aws.md A3 to A6).
    mutating func scaleIn(alarm index: Int, at time: Milliseconds) {
        if let rule = ruleAgainstScaleIn(at: time) ?? ruleOfTheVote() { return block(rule, alarm: index, at: time) }
        if desired <= minimumCapacity { return block(.atMinimum, alarm: index, at: time) }
        let base = outsideBase
        collectDemands(base: base, .in, at: time)
        guard let vote = largestVote() else { return block(.noDatapoint, alarm: index, at: time) }
        let oneByOne = assumptions.scaleInMode == .oneTask
        finishScaleIn(
            to: oneByOne ? max(vote.capacity, base - 1) : vote.capacity,
            base: base,
            policy: vote.policy,
            cooldown: configuration.targetTracking[vote.policy].scaleInCooldown,
            alarm: index,
            at: time
        )
    }

    /// The rule of the service as a whole that forbids a scale-in now.
    @inline(__always)
    func ruleAgainstScaleIn(at time: Milliseconds) -> BlockingRule? {
        if suspended.scaleIn { return .suspended }
        if deploymentInProgress, assumptions.deploymentBlocksScaleIn { return .deployment }
        let inProgress = inWindow.end == .max
        if inWindow.isOpen(at: time), !inProgress || assumptions.activityBlocksScaleIn {
            return .scaleInCooldown(until: inWindow.knownEnd)
        }
        if assumptions.scaleOutBlocksScaleIn, outWindow.isOpen(at: time) {
            return .scaleOutCooldown(until: outWindow.knownEnd)
        }
        return nil
    }

    /// Why not every target tracking policy agrees to scale in; `nil` if all do (aws.md A5).
    @inline(__always)
    private func ruleOfTheVote() -> BlockingRule? {
        for policy in configuration.targetTracking.indices where monitors[highAlarm[policy]].state == .alarm {
            return .scaleOutAlarm(policy: policy)
        }
        for policy in configuration.targetTracking.indices where lowAlarm[policy] >= 0 {
            let state = monitors[lowAlarm[policy]].state
            if state == .alarm { continue }
            if state == .insufficientData, assumptions.insufficientData == .ignored { continue }
            return .policyNotReady(policy: policy, state: state)
        }
        return nil
    }

    /// Whether a scale-in could get as far as the arithmetic if a policy's own alarm asked for it.
    @inline(__always)
    mutating func mayScaleIn(besides own: Int) -> Bool {
        guard desired > minimumCapacity else { return false }
        for policy in highAlarm.indices {
            if monitors[highAlarm[policy]].state == .alarm { return false }
            guard policy != own, lowAlarm[policy] >= 0 else { continue }
            let state = monitors[lowAlarm[policy]].state
            if state == .ok { return false }
            if state == .insufficientData, assumptions.insufficientData != .ignored { return false }
        }
        return true
    }

    /// Applies bounds and the forecast to a scale-in and carries it out or says what blocks it.
    mutating func finishScaleIn(
        to capacity: Int,
        base: Int,
        policy: Int,
        cooldown: Milliseconds?,
        alarm index: Int,
        at time: Milliseconds
    ) {
        var candidate = max(capacity, minimumCapacity)
        // Above the maximum the service is first brought to the maximum, then scaled in further.
        if desired > maximumCapacity { candidate = maximumCapacity }
        let floor = forecastFloor(at: time)
        if candidate < floor { candidate = floor }
        if candidate >= desired {
            let rule: BlockingRule =
                if floor >= desired {
                    .forecast
                } else if capacity < minimumCapacity {
                    .atMinimum
                } else if capacity == base, base == desired {
                    .anticipatedFlapping
                } else {
                    .alreadyAtDesired
                }
            return block(rule, policy: policy, candidate: candidate, alarm: index, at: time)
        }
        note(
            trigger: .alarm(index),
            direction: .in,
            policy: policy,
            candidate: candidate,
            withDemands: true,
            at: time
        )
        let length = cooldown ?? assumptions.defaultScaleInCooldown
        inWindow.end = assumptions.cooldownStart == .decision ? time + length : .max
        changeDesired(to: candidate, trigger: .alarm(index), policy: policy, cooldown: length, at: time)
    }
}
