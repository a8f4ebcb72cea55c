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
        tasks[task].scrapes.begin(
            at: clock + (phase - clock % interval + interval) % interval,
            task,
            connections: tasks[task].connections,
            publishes: tasks[task].hadConnection || plan.freshTasksPublishZero,
            &rings
        )
    }

    mutating func stopPublishing(_ task: Int) {
        tasks[task].scrapes.end(task, at: clock, interval: plan.scrapeInterval, &rings)
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
        while publishedUntil < until {
            let end = min(until, publishedPeriodEnd &- 1)
            publishScrapes(until: end, ofPeriodFrom: publishedPeriodEnd &- period)
            publishedUntil = end
            if end == publishedPeriodEnd &- 1 { publishedPeriodEnd &+= period }
        }
        settleScrapes()
    }

    /// Tells up to when scrapes have been handed over, and that no task has more connections than any had since then.
    private mutating func settleScrapes() {
        let isKnown = largestSince <= publishedUntil
        for (index, metric) in plan.connectionMetrics.enumerated() {
            let bound = isKnown ? recentLargest &* plan.connectionUnits[index] : nil
            control.settle(metric, before: publishedUntil &+ 1, bound: bound)
        }
        guard isKnown else { return }
        promisedLargest = recentLargest
        recentLargest = loads.largest
        largestSince = clock
    }

    /// A task has more connections than any had for a while.
    @inline(never)
    mutating func raiseLargest(to load: Int) {
        recentLargest = load
        guard load > promisedLargest else { return }
        promisedLargest = load
        for (index, metric) in plan.connectionMetrics.enumerated() {
            control.raiseBound(of: metric, to: load &* plan.connectionUnits[index], at: clock)
        }
        controlAt = min(controlAt, control.nextDue)
    }

    /// Hands over the scrapes of one period up to an instant.
    private mutating func publishScrapes(until: Int, ofPeriodFrom start: Int) {
        let interval = plan.scrapeInterval
        var samples = SampleSet.empty
        for task in tasks.indices {
            tasks[task].scrapes.handOver(until: until, of: task, interval: interval, &rings, into: &samples)
        }
        if !rings.spilled.isEmpty {
            for sample in rings.removeSpilled(until: until) { samples.formUnion(SampleSet(sample.value)) }
        }
        if samples.count > 0 { show(samples, at: start) }
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
