import TargetTracking

// What happens outside the clients, in the order of aws.md A12.
extension Engine {
    mutating func runControl() {
        let now = clock
        if tickAt <= now { runTick() }
        if seriesAt <= now { recordRow() }
        if warmUpAt <= now { endWarmUp() }
        if control.nextDue <= now {
            publishScrapes()
            control.advance(to: now)
        }
        if incidentAt <= now { runIncidents() }
        takeDesired()
        if schedulerAt <= now || needsReconcile { reconcile() }
        if taskAt <= now { runTaskEvents() }
        if needsReconcile { reconcile() }
        controlAt = min(
            min(min(tickAt, seriesAt), min(warmUpAt, control.nextDue)),
            min(min(incidentAt, taskAt), schedulerAt)
        )
    }

    /// Follows the control plane's desired count.
    private mutating func takeDesired() {
        guard control.desired != desired else { return }
        counts.countDesired(from: desired, to: control.desired)
        desired = control.desired
        needsReconcile = true
    }

    /// Closes a period of CPU and, on whole minutes, samples supply and demand.
    private mutating func runTick() {
        let now = clock
        tickAt = now + plan.tick
        guard now > 0 else { return }
        let samples = closeCPU()
        if samples.count > 0 {
            // With 20 s periods, three of them fall into one datapoint of the classic metric.
            for index in plan.cpuMetrics.indices {
                let units = plan.cpuUnits[index]
                let scaled = units == 1000 ? samples : samples.scaled(by: units).scaled(downBy: 1000)
                control.record(scaled, of: plan.cpuMetrics[index], at: now - 1)
            }
            lastCPU = samples.sum / samples.count
            provisioning.cpuSum &+= lastCPU
            provisioning.cpuMinutes &+= 1
            provisioning.cpuPeak = max(provisioning.cpuPeak, lastCPU)
        }
        if now % 60_000 == 0 { sampleProvisioning() }
    }

    /// Closes the CPU period of every running task; samples are thousandths of a percent.
    private mutating func closeCPU() -> SampleSet {
        // Tasks that ran for the whole period have the same capacity, so their work is summed before it is divided.
        let whole = plan.tick
        var number = 0
        var sum = 0
        var least = Int.max
        var most = 0
        var samples = SampleSet.empty
        let now = clock
        let pace = plan.pace
        var time = 0
        var saturated = 0
        for task in tasks.indices where tasks[task].state.isRunning {
            let (done, elapsed) = tasks[task].closeCPU(at: now, pace, &time, &saturated)
            if elapsed == whole {
                number += 1
                sum += done
                least = min(least, done)
                most = max(most, done)
            } else if elapsed > 0 {
                samples.formUnion(SampleSet(plan.utilization(done, over: elapsed)))
            }
        }
        integrals.taskConnections &+= time
        provisioning.saturated &+= saturated
        guard number > 0 else { return samples }
        samples.formUnion(
            SampleSet(
                sum: plan.utilization(sum, over: whole),
                count: number,
                minimum: plan.utilization(least, over: whole),
                maximum: plan.utilization(most, over: whole)
            )
        )
        return samples
    }

    private mutating func sampleProvisioning() {
        let online = onlineHTTP + onlineWebSocket
        let supply = targets.count
        let needed = plan.neededAtTarget(online)
        provisioning.limit.add(
            demand: plan.neededAtLimit(http: onlineHTTP, webSocket: onlineWebSocket),
            supply: supply
        )
        provisioning.target.add(demand: needed, supply: supply)
        provisioning.samples &+= 1
        provisioning.supply &+= supply
        provisioning.idle &+= max(0, supply - needed)
        if desired >= control.maximumCapacity { provisioning.atMaximumSamples &+= 1 }
        if connected > 0, supply > 0 {
            provisioning.skew += Double(loads.largest * supply) / Double(connected)
            provisioning.skewSamples &+= 1
        }
        provisioning.overshoot = max(provisioning.overshoot, supply)
    }

    mutating func recordRow() {
        seriesAt = options.recordsSeries ? clock + seriesStep : SimulatedTime.never
        guard options.recordsSeries else { return }
        func count(_ value: Int) -> Int32 { Int32(clamping: value) }
        var starting = 0
        var draining = 0
        for task in tasks.indices {
            switch tasks[task].state {
            case .starting, .registering, .unhealthy: starting += 1
            case .draining, .stopping: draining += 1
            case .absent, .inService: break
            }
        }
        series.connections.append(count(connected))
        series.waitingClients.append(count(waiting))
        series.tasksInService.append(count(targets.count))
        series.startingTasks.append(count(starting))
        series.drainingTasks.append(count(draining))
        series.desiredTasks.append(count(desired))
        series.hottestTaskConnections.append(count(loads.largest))
        series.capacityAtTarget.append(count(targets.count * plan.targetThousandths / 1000))
        series.capacityAtLimit.append(count(capacityAtLimit))
        series.refusedAttempts.append(count(counts.refusedInRow))
        series.cutConnections.append(count(counts.cutInRow))
        series.cpuHundredthsPercent.append(count(lastCPU / 10))
        counts.refusedInRow = 0
        counts.cutInRow = 0
    }

    /// Connections the tasks in service could carry with the clients' own mix of transports.
    private var capacityAtLimit: Int {
        let online = onlineHTTP + onlineWebSocket
        guard onlineWebSocket > 0, onlineHTTP > 0 else {
            return onlineWebSocket > 0 ? roomWebSocket : roomHTTP
        }
        return min(roomHTTP * online / onlineHTTP, roomWebSocket * online / onlineWebSocket)
    }

    var seriesStep: Int { max(1, SimulatedTime.milliseconds(options.seriesStepSeconds)) }
}
