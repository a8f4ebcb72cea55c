extension ControlPlane {
    /// Tells the running count; an activity completes when it equals the desired count (aws.md A4).
    public mutating func setRunning(_ running: Int, at now: Milliseconds) {
        self.running = running
        completeActivity(at: now)
    }

    /// Tells whether a deployment is in progress; while one is, the service does not scale in (aws.md A6).
    public mutating func setDeploymentInProgress(_ inProgress: Bool, at now: Milliseconds) {
        deploymentInProgress = inProgress
    }

    /// Changes the desired count from outside, as `update-service` does; policies may change it back.
    public mutating func setDesired(_ count: Int, at now: Milliseconds) {
        guard count != desired else { return }
        note(trigger: .manual, direction: count > desired ? .out : .in, candidate: count, at: now)
        changeDesired(to: count, trigger: .manual, policy: nil, cooldown: nil, at: now)
    }

    /// Changes the bounds; a desired count outside them is moved at once, whatever cooldown runs (aws.md A3, A7).
    public mutating func setCapacityBounds(minimum: Int?, maximum: Int?, at now: Milliseconds) {
        setBounds(minimum: minimum, maximum: maximum, cause: nil, at: now)
    }

    /// Changes what is suspended; on resumption standing alarms act again at their next evaluation (aws.md A6).
    public mutating func setSuspended(_ suspended: SuspendedState, at now: Milliseconds) {
        self.suspended = suspended
    }

    /// Takes new bounds and moves the desired count inside them.
    mutating func setBounds(minimum: Int?, maximum: Int?, cause: DecisionTrigger?, at now: Milliseconds) {
        wakeAlarms(from: now)
        minimumCapacity = minimum ?? minimumCapacity
        maximumCapacity = max(maximum ?? maximumCapacity, minimumCapacity)
        if desired < minimumCapacity {
            let trigger = cause ?? .minimumCapacity
            note(trigger: trigger, direction: .out, candidate: minimumCapacity, at: now)
            changeDesired(to: minimumCapacity, trigger: trigger, policy: nil, cooldown: nil, at: now)
        } else if desired > maximumCapacity {
            let trigger = cause ?? .maximumCapacity
            note(trigger: trigger, direction: .in, candidate: maximumCapacity, at: now)
            changeDesired(to: maximumCapacity, trigger: trigger, policy: nil, cooldown: nil, at: now)
        }
    }

    /// Runs the scheduled actions due, in their order.
    mutating func runScheduledActions(at time: Milliseconds) {
        let epoch = configuration.epoch
        let delay = assumptions.scheduledActionDelay
        for index in nextRun.indices where nextRun[index] <= time {
            let action = configuration.scheduledActions[index]
            let planned = nextRun[index] - delay + epoch
            nextRun[index] = action.next(after: planned, start: epoch).map { $0 - epoch + delay } ?? .max
            guard !suspended.scheduled else { continue }
            setBounds(
                minimum: action.minimumCapacity,
                maximum: action.maximumCapacity,
                cause: .scheduledAction(index),
                at: time
            )
        }
    }

    /// The capacity that the forecast asks for at a time, within its own limit; 0 without one.
    func forecastFloor(at time: Milliseconds) -> Int {
        guard let forecast = configuration.forecast, forecast.scales else { return 0 }
        let hours = forecast.hourlyCapacity
        let current = floorDivision(time, 3_600_000)
        let coming = floorDivision(time + forecast.schedulingBuffer, 3_600_000)
        let wanted = max(
            hours.indices.contains(current) ? hours[current] : 0,
            hours.indices.contains(coming) ? hours[coming] : 0
        )
        switch forecast.maximumBreach {
        case .honorsMaximum: return min(wanted, maximumCapacity)
        // The buffer lies above the forecast, so the forecast itself is always within the raised maximum.
        case .raisesMaximum: return wanted
        }
    }

    /// Raises desired to the forecast and finds the next hour's time.
    mutating func applyForecast(at time: Milliseconds) {
        let buffer = configuration.forecast?.schedulingBuffer ?? 0
        nextForecast = (floorDivision(time + buffer, 3_600_000) + 1) * 3_600_000 - buffer
        let floor = forecastFloor(at: time)
        guard floor > desired, !suspended.scaleOut else { return }
        note(trigger: .forecast, direction: .out, candidate: floor, at: time)
        changeDesired(to: floor, trigger: .forecast, policy: nil, cooldown: nil, at: time)
    }
}
