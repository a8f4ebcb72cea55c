import TargetTracking

// The ECS service scheduler: launches, victims, rolling deployments (aws.md D2, D4).
extension Engine {
    /// Brings the active tasks to the desired count, as fast as launches are allowed.
    mutating func reconcile() {
        needsReconcile = false
        schedulerAt = SimulatedTime.never
        if isDeploying { reconcileDeployment() }
        // While a deployment runs it keeps to its own bounds; what is left to do is done at its end.
        guard !isDeploying else { return }
        while activeTasks < desired {
            guard takeLaunchToken() else { return }
            launch()
        }
        while activeTasks > desired {
            guard let victim = chooseVictim({ _ in true }) else {
                // Every candidate is protected; protection is looked at again in a minute.
                wakeScheduler(at: clock + 60_000)
                return
            }
            beginStop(victim)
        }
    }

    /// Takes a launch from the account's bucket and the service's pace, or sets when the next one is possible.
    mutating func takeLaunchToken() -> Bool {
        // Tokens are in thousandths of a launch, those of the service in sixty-thousandths.
        let rate = plan.scenario.lifecycle.launchRate
        let elapsed = clock - tokensAt
        tokensAt = clock
        launchTokens = min(rate.burst * 1000, launchTokens + elapsed * rate.refillPerSecond)
        serviceTokens = min(rate.perServicePerMinute * 60_000, serviceTokens + elapsed * rate.perServicePerMinute)
        guard launchTokens >= 1000, serviceTokens >= 60_000 else {
            let account = (1000 - launchTokens + rate.refillPerSecond - 1) / max(rate.refillPerSecond, 1)
            let service = (60_000 - serviceTokens + rate.perServicePerMinute - 1) / max(rate.perServicePerMinute, 1)
            wakeScheduler(at: clock + max(1, account, service))
            return false
        }
        launchTokens -= 1000
        serviceTokens -= 60_000
        return true
    }

    private func isProtected(_ task: Int) -> Bool {
        switch plan.scenario.lifecycle.protection {
        case .none: false
        case .whileConnectionsAtLeast(let number): tasks[task].connections >= number
        case .afterStart(let seconds): clock < tasks[task].runningAt + SimulatedTime.milliseconds(seconds)
        }
    }

    /// The task a scale-in or a deployment stops, or nil if there is none that may be.
    mutating func chooseVictim(_ isCandidate: (FleetTask) -> Bool) -> Int? {
        if plan.scenario.lifecycle.cancelsStartingTasksFirst {
            let starting = tasks.indices.filter { tasks[$0].state == .starting && isCandidate(tasks[$0]) }
            if let last = starting.max(by: { tasks[$0].launch < tasks[$1].launch }) { return last }
        }
        let candidates = tasks.indices.filter { index in
            tasks[index].state.isActive && isCandidate(tasks[index])
                && (tasks[index].state == .starting || !isProtected(index))
        }
        guard !candidates.isEmpty else { return nil }
        stops += 1
        switch plan.scenario.lifecycle.victim {
        case .zoneBalanceThenRandom:
            var perZone = Array(repeating: 0, count: zoneDownUntil.count)
            for task in tasks.indices where tasks[task].state.isActive { perZone[tasks[task].zone] += 1 }
            let most = candidates.map { perZone[tasks[$0].zone] }.max() ?? 0
            let fullest = candidates.filter { perZone[tasks[$0].zone] == most }
            let choice = streams.index(below: fullest.count, 1 << 61 | UInt64(stops), .victim)
            return fullest[choice]
        case .oldest: return candidates.min { tasks[$0].launch < tasks[$1].launch }
        case .newest: return candidates.max { tasks[$0].launch < tasks[$1].launch }
        case .fewestConnections:
            return candidates.min {
                (tasks[$0].connections, tasks[$0].launch) < (tasks[$1].connections, tasks[$1].launch)
            }
        case .mostConnections:
            return candidates.min {
                (-tasks[$0].connections, tasks[$0].launch) < (-tasks[$1].connections, tasks[$1].launch)
            }
        }
    }
}

// Rolling deployments: between minimumHealthyPercent and maximumPercent of desired.
extension Engine {
    mutating func startDeployment() {
        revision += 1
        isDeploying = true
        control.setDeploymentInProgress(true, at: clock)
        note(.deploymentStarted)
        needsReconcile = true
    }

    private mutating func reconcileDeployment() {
        let lifecycle = plan.scenario.lifecycle
        let current = revision
        let ceiling = max(desired * lifecycle.maximumPercent / 100, 1)
        let floor = (desired * lifecycle.minimumHealthyPercent + 99) / 100
        // Old tasks that serve nobody yet go first, then new ones come, then old ones go while enough are healthy.
        while let idle = tasks.indices.first(where: { tasks[$0].revision < current && tasks[$0].state == .starting }) {
            beginStop(idle)
        }
        while true {
            var fresh = 0
            var present = 0
            for task in tasks.indices where tasks[task].state != .absent && tasks[task].state != .stopping {
                present += 1
                if tasks[task].revision == current, tasks[task].state.isActive { fresh += 1 }
            }
            guard fresh < desired, present < ceiling, takeLaunchToken() else { break }
            launch()
        }
        while targets.count - 1 >= floor,
            let old = chooseVictim({ $0.revision < current && $0.state != .starting })
        {
            // A task that is not in service does not count towards the floor.
            beginStop(old)
        }
        let isDone = !tasks.indices.contains { tasks[$0].state != .absent && tasks[$0].revision < current }
        let fresh = tasks.indices.count { tasks[$0].revision == current && tasks[$0].state == .inService }
        guard isDone, fresh >= desired else { return }
        isDeploying = false
        control.setDeploymentInProgress(false, at: clock)
        note(.deploymentFinished)
    }
}
