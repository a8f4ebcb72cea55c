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

    /// Hands all scrapes up to now to the control plane.
    mutating func publishScrapes() {
        // Alarms look at closed periods only, so there is nothing to do until the next one has closed.
        guard clock >= publishAgainAt, !plan.connectionMetrics.isEmpty else { return }
        for task in tasks.indices where tasks[task].nextScrapeAt <= clock {
            tasks[task].settle(at: clock, plan, &integrals, &scrapes)
        }
        // What becomes visible between two evaluations is handed over together, one set of samples for each period.
        let visibleUntil = clock - plan.connectionsDelay
        let closed = clock / alarmPeriod * alarmPeriod
        publishAgainAt = visibleUntil >= closed - 1 ? closed + alarmPeriod : clock
        var kept = 0
        var samples = SampleSet.empty
        var period = Int.min
        for index in scrapes.samples.indices {
            let sample = scrapes.samples[index]
            if sample.at > visibleUntil || sample.at >= closed {
                scrapes.samples[kept] = sample
                kept += 1
            } else {
                let own = sample.at / alarmPeriod
                if own != period {
                    record(samples, period)
                    samples = .empty
                    period = own
                }
                samples.formUnion(SampleSet(sample.value))
            }
        }
        record(samples, period)
        provisioning.documents &+= scrapes.samples.count - kept
        scrapes.samples.truncate(to: kept)
    }

    private mutating func record(_ samples: SampleSet, _ period: Int) {
        guard samples.count > 0 else { return }
        for index in plan.connectionMetrics.indices {
            control.record(
                samples.scaled(by: plan.connectionUnits[index]),
                of: plan.connectionMetrics[index],
                at: period * alarmPeriod,
                visibleAt: clock
            )
        }
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
        for task in tasks.indices where tasks[task].state.isRunning {
            let elapsed = clock - tasks[task].cpuFrom
            let done = closeCPU(of: task)
            if elapsed == whole {
                number += 1
                sum += done
                least = min(least, done)
                most = max(most, done)
            } else if elapsed > 0 {
                samples.formUnion(SampleSet(plan.utilization(done, over: elapsed)))
            }
        }
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

    /// Closes the CPU period of a task and returns the work it did, in nanoseconds of one processor.
    @discardableResult
    mutating func closeCPU(of task: Int) -> Int {
        tasks[task].settle(at: clock, plan, &integrals, &scrapes)
        let elapsed = clock - tasks[task].cpuFrom
        tasks[task].cpuFrom = clock
        guard elapsed > 0, tasks[task].state.isRunning else { return 0 }
        let work =
            tasks[task].backlog + plan.basePerMillisecond * elapsed
            + plan.connectionPerMillisecond * tasks[task].connectionTime + tasks[task].connectWork
        let possible = plan.ceilingPerMillisecond * elapsed
        let done = min(work, possible)
        if work >= possible { provisioning.saturated &+= elapsed }
        tasks[task].backlog = work - done
        tasks[task].connectionTime = 0
        tasks[task].connectWork = 0
        return done
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
            provisioning.skew += Double(hottest * supply) / Double(connected)
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
        series.hottestTaskConnections.append(count(hottest))
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

extension SampleSet {
    /// The same samples in a finer unit.
    fileprivate func scaled(by factor: Int) -> SampleSet {
        guard factor != 1 else { return self }
        return SampleSet(sum: sum * factor, count: count, minimum: minimum * factor, maximum: maximum * factor)
    }

    /// The same samples in a coarser unit, rounded down.
    fileprivate func scaled(downBy factor: Int) -> SampleSet {
        SampleSet(sum: sum / factor, count: count, minimum: minimum / factor, maximum: maximum / factor)
    }
}
