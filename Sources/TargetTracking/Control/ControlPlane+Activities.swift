extension ControlPlane {
    /// Sets the desired count and begins an activity; one still in progress is overridden.
    mutating func changeDesired(
        to count: Int,
        trigger: DecisionTrigger,
        policy: Int?,
        cooldown: Milliseconds?,
        at time: Milliseconds
    ) {
        if activity.inProgress {
            endActivity(.overridden, at: time)
            // A policy's activity that never succeeded starts no cooldown, unless a further one of the same kind
            // takes its place.
            let replaced = policy != nil
            if outWindow.end == .max, !(replaced && count > desired) { outWindow.end = .min }
            if inWindow.end == .max, !(replaced && count < desired) { inWindow.end = .min }
        }
        wakeAlarms(from: time)
        let previous = desired
        desired = count
        activity = CurrentActivity(
            inProgress: true,
            direction: count > previous ? .out : .in,
            byPolicy: policy != nil,
            cooldown: cooldown ?? 0,
            timeout: assumptions.activityTimeout > 0 ? time + assumptions.activityTimeout : .max,
            entry: -1,
            decision: recording != .none && policy != nil ? decisions.count - 1 : -1
        )
        showCooldown()
        if recording != .none, trigger != .manual {
            activity.entry = activities.count
            activities.append(
                ScalingActivity(
                    start: time,
                    end: nil,
                    trigger: trigger,
                    policy: policy,
                    previousDesired: previous,
                    desired: count,
                    status: .inProgress
                )
            )
        }
        nextDue = min(nextDue, activity.timeout)
        completeActivity(at: time)
    }

    /// Ends the activity in progress if running has reached desired; its cooldown starts now.
    mutating func completeActivity(at time: Milliseconds) {
        guard activity.inProgress, running == desired else { return }
        endActivity(.successful, at: time)
        if outWindow.end == .max { outWindow.end = time + activity.cooldown }
        if inWindow.end == .max { inWindow.end = time + activity.cooldown }
        showCooldown()
    }

    /// Writes the end of the cooldown into the decision that opened it, once it is known.
    private mutating func showCooldown() {
        guard activity.decision >= 0 else { return }
        let end = activity.direction == .out ? outWindow.knownEnd : inWindow.knownEnd
        decisions[activity.decision].cooldownUntil = end
    }

    /// Gives up an activity whose time is over; it starts no cooldown.
    mutating func expireActivity(at time: Milliseconds) {
        guard activity.inProgress, activity.timeout <= time else { return }
        endActivity(.unfulfilled, at: time)
        if outWindow.end == .max { outWindow.end = .min }
        if inWindow.end == .max { inWindow.end = .min }
    }

    private mutating func endActivity(_ status: ScalingActivity.Status, at time: Milliseconds) {
        activity.inProgress = false
        activity.timeout = .max
        guard activity.entry >= 0 else { return }
        activities[activity.entry].end = time
        activities[activity.entry].status = status
    }
}
