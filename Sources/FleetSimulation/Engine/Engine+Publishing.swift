import TargetTracking

// From the scrapes of the tasks to the control plane.
extension Engine {
    /// Finds the first scrape of a running task; every task has its own phase.
    mutating func beginPublishing(_ task: Int) {
        guard !plan.connectionMetrics.isEmpty else { return }
        let interval = plan.scrapeInterval
        let phase =
            plan.scenario.metrics.scrapePhaseSeconds.map { SimulatedTime.milliseconds($0) % interval }
            ?? streams.index(below: interval, entity(ofLaunch: tasks[task].launch), .scrapePhase)
        tasks[task].scrapes.begin(at: clock + (phase - clock % interval + interval) % interval)
    }

    mutating func stopPublishing(_ task: Int) {
        tasks[task].settle(task, at: clock, plan, &integrals, &rings)
        tasks[task].scrapes.end(task, interval: plan.scrapeInterval, &rings)
    }

    /// Hands the scrapes that have become visible to the control plane, one set of samples for each period.
    ///
    /// Alarms look at closed periods only, so a scrape waits for the end of its own.
    mutating func publishScrapes() {
        let now = clock
        guard now >= publishAgainAt else { return }
        var isRead = false
        for index in plan.connectionMetrics.indices where control.mayRead(plan.connectionMetrics[index], at: now) {
            isRead = true
        }
        guard isRead else { return }
        let period = alarmPeriod
        while closedUntil &+ period <= now { closedUntil &+= period }
        let until = min(now &- plan.connectionsDelay, closedUntil &- 1)
        publishAgainAt = until == closedUntil &- 1 ? closedUntil &+ period : now
        // Between two looks, the scrapes of two periods at most become visible, unless the delay is extraordinary.
        let newestStart = closedUntil &- period
        let olderStart = newestStart &- period
        var newest = SampleSet.empty
        var older = SampleSet.empty
        let interval = plan.scrapeInterval
        for task in tasks.indices {
            while tasks[task].scrapes.handOverAt <= until {
                let value = tasks[task].publishedValue(plan)
                let scrape = tasks[task].scrapes.handOver(value, of: task, interval: interval, &rings)
                if scrape.value < 0 { continue }
                if scrape.at >= newestStart {
                    newest.formUnion(SampleSet(scrape.value))
                } else if scrape.at >= olderStart {
                    older.formUnion(SampleSet(scrape.value))
                } else {
                    show(SampleSet(scrape.value), at: scrape.at)
                }
            }
        }
        if !rings.spilled.isEmpty {
            for sample in rings.removeSpilled(until: until) { show(SampleSet(sample.value), at: sample.at) }
        }
        if older.count > 0 { show(older, at: olderStart) }
        if newest.count > 0 { show(newest, at: newestStart) }
    }

    private mutating func show(_ samples: SampleSet, at milliseconds: Int) {
        for index in plan.connectionMetrics.indices {
            control.show(
                samples.scaled(by: plan.connectionUnits[index]),
                of: plan.connectionMetrics[index],
                at: milliseconds
            )
        }
    }
}

extension SampleSet {
    /// The same samples in a finer unit.
    @inline(__always)
    func scaled(by factor: Int) -> SampleSet {
        guard factor != 1 else { return self }
        return SampleSet(sum: sum * factor, count: count, minimum: minimum * factor, maximum: maximum * factor)
    }

    /// The same samples in a coarser unit, rounded down.
    func scaled(downBy factor: Int) -> SampleSet {
        SampleSet(sum: sum / factor, count: count, minimum: minimum / factor, maximum: maximum / factor)
    }
}
