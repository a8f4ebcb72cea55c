import TargetTracking

// The end of a run, its outcome, and the laws it must keep.
extension Engine {
    mutating func finish() {
        if clock < plan.horizon { advanceClock(to: plan.horizon) }
        if options.recordsSeries, seriesAt <= plan.horizon { recordRow() }
        for task in tasks.indices where tasks[task].state != .absent {
            rings.documents &+= tasks[task].scrapes.published(until: clock, interval: plan.scrapeInterval)
            bill(task, until: clock)
        }
        ledgerChange(by: 0)
        for slot in clients.indices where clients[slot].state != .absent { ledger.timeInSystem &+= clock }
        if counts.currentShortage > 0 { counts.endShortage() }
        if options.checksConservation {
            recount()
            if ledger.timeInSystem != ledger.integral { ledger.violations += 1 }
            let measured = integrals.connections.value(of: connected, at: clock)
            if measured != integrals.taskConnections + openConnectionTime() { ledger.violations += 1 }
        }
    }

    func outcome() -> Outcome {
        let milliseconds = max(1, plan.horizon - plan.warmUp)
        var outcome = Outcome(seed: streams.seed, measuredSeconds: Double(milliseconds) / 1000)
        outcome.clients = clientMeasures(Double(milliseconds))
        outcome.tasks = taskMeasures(Double(milliseconds))
        outcome.elasticity.againstLimit = provisioning.limit.measures(stepMinutes: 1)
        outcome.elasticity.againstTarget = provisioning.target.measures(stepMinutes: 1)
        outcome.scaling = scalingMeasures(Double(milliseconds))
        outcome.cost = costMeasures(Double(milliseconds))
        if options.recordsSeries { outcome.series = series }
        if options.recordsEvents { outcome.events = events }
        if options.decisions != .none { outcome.controlPlane = control }
        outcome.exogenousHash = exogenousHash
        outcome.conservationViolations = ledger.violations
        outcome.engineEvents = eventCount
        return outcome
    }

    private func clientMeasures(_ milliseconds: Double) -> ClientMeasures {
        var result = ClientMeasures()
        result.arrivedClients = counts.arrived
        result.departedClients = counts.departed
        result.gaveUpClients = counts.gaveUp
        result.connectedClientsAtEnd = connected
        result.waitingClientsAtEnd = waiting
        result.peakOnlineClients = counts.peakOnline
        result.peakConnections = counts.peakConnections
        let connectionTime = integrals.connections.value(of: connected, at: clock)
        let mean = Double(connectionTime) / milliseconds
        result.meanConnections = mean
        let squares = integrals.connectionSquares.value(of: connected, at: clock)
        result.connectionsVariance = max(0, squares / milliseconds - mean * mean)
        result.connectionAttempts = counts.attempts
        result.refusedAttempts = counts.refused
        result.failedAttempts = counts.failed
        result.refusedClients = counts.refusedClients
        result.refusalMinutes = counts.refusalMinutes
        result.waitingClientSeconds = Double(integrals.waiting) / 1000
        result.connectedClientSeconds = Double(connectionTime) / 1000
        result.forcedDisconnects = counts.cuts
        result.forcedDisconnectsByStop = counts.cutsByStop
        result.forcedDisconnectsByIncident = counts.cutsByIncident
        result.forcedDisconnectsByToken = counts.cutsByToken
        let online = connectionTime + integrals.waiting
        result.forcedDisconnectsPerUserDay = online > 0 ? Double(counts.cuts) * 86_400_000 / Double(online) : 0
        result.tokenRefreshes = counts.refreshes
        result.timeToReconnect = timeToReconnect.summary()
        result.timeToConnect = timeToConnect.summary()
        result.largestWavePerSecond = waves.largestPerSecond
        result.largestWavePerMinute = waves.largestPerMinute
        return result
    }

    private func taskMeasures(_ milliseconds: Double) -> TaskMeasures {
        var result = TaskMeasures()
        let state = loadState()
        let excess = integrals.excessThousandths.value(of: state.excessThousandths, at: clock)
        result.atLimitTaskMinutes = Double(integrals.atLimit.value(of: state.atLimit, at: clock)) / 60_000
        result.hotTaskMinutes = Double(integrals.hot.value(of: state.hot, at: clock)) / 60_000
        result.excessConnectionMinutes = Double(excess) / 60_000_000
        result.hottestTaskConnections = counts.hottestTask
        let hottest = integrals.hottest.value(of: loads.largest, at: clock)
        result.meanHottestTaskConnections = Double(hottest) / milliseconds
        result.meanSkewRatio =
            provisioning.skewSamples > 0 ? provisioning.skew / Double(provisioning.skewSamples) : 0
        result.minimumHeadroomTasks = min(
            Double(counts.leastRoomHTTP) / Double(max(plan.httpLimit, 1)),
            Double(counts.leastRoomWebSocket) / Double(max(plan.webSocketLimit, 1))
        )
        result.peakTasksInService = counts.peakInService
        let inService = integrals.inService.value(of: targets.count, at: clock)
        result.meanTasksInService = Double(inService) / milliseconds
        result.servingTaskHours = Double(provisioning.serving) / 3_600_000
        result.startingTaskHours = Double(provisioning.startingTime) / 3_600_000
        result.drainingTaskHours = Double(provisioning.drainingTime) / 3_600_000
        result.launchedTasks = counts.launched
        result.stoppedTasks = counts.stopped
        result.killedTasks = counts.killed
        if provisioning.cpuMinutes > 0 {
            result.meanCPUPercent = Double(provisioning.cpuSum) / Double(provisioning.cpuMinutes) / 1000
        }
        result.peakCPUPercent = Double(provisioning.cpuPeak) / 1000
        result.saturatedTaskMinutes = Double(provisioning.saturated) / 60_000
        return result
    }

    private func scalingMeasures(_ milliseconds: Double) -> ScalingMeasures {
        var result = ScalingMeasures()
        result.scaleOutActions = counts.scaleOuts
        result.scaleInActions = counts.scaleIns
        result.oscillationsPerDay = Double(counts.reversals) * 86_400_000 / milliseconds
        result.peakDesiredTasks = counts.peakDesired
        result.leastDesiredTasks = counts.leastDesired
        result.desiredTasksAtEnd = desired
        let needed = plan.neededAtTarget(counts.peakOnline)
        result.overshootTasks = max(0, counts.peakInService - max(needed, control.configuration.minimumCapacity))
        result.atMaximumMinutes = Double(provisioning.atMaximumSamples)
        result.shortageSeconds = Double(integrals.shortage) / 1000
        result.longestShortageSeconds = Double(counts.longestShortage) / 1000
        return result
    }

    private func costMeasures(_ milliseconds: Double) -> CostMeasures {
        var result = CostMeasures()
        let prices = plan.scenario.prices
        let cpu = plan.scenario.cpu
        let hour = prices.taskHourDollars(vCPU: cpu.vCPU, memoryGB: cpu.memoryGB)
        func dollars(_ taskMilliseconds: Int) -> Double { Double(taskMilliseconds) / 3_600_000 * hour }
        result.billedTaskHours = Double(provisioning.billed) / 3_600_000
        result.startingDollars = dollars(provisioning.starting)
        result.drainingDollars = dollars(provisioning.draining)
        let rest = max(0, provisioning.billed - provisioning.starting - provisioning.draining)
        let idleShare = provisioning.supply > 0 ? Double(provisioning.idle) / Double(provisioning.supply) : 0
        result.idleDollars = dollars(rest) * idleShare
        result.servingDollars = dollars(rest) - result.idleDollars
        let months = milliseconds / 3_600_000 / prices.hoursPerMonth
        var monitoring = 0.0
        for alarm in control.alarms {
            let price =
                alarm.settings.period < 60_000 ? prices.highResolutionAlarmMonthDollars : prices.alarmMonthDollars
            monitoring += price * months
        }
        monitoring += Double(prices.customMetrics) * prices.customMetricMonthDollars * months
        let bytes = Double(rings.documents * prices.bytesPerPublishedDocument)
        monitoring += bytes / 1_073_741_824 * prices.logGigabyteDollars
        result.monitoringDollars = monitoring
        result.totalDollars = dollars(provisioning.billed) + monitoring
        result.monthlyDollars = months > 0 ? result.totalDollars / months : 0
        return result
    }

    /// Checks the laws that hold after every event.
    mutating func checkConservation() {
        if ledger.arrived != connected + waiting + ledger.departed + ledger.gaveUp { ledger.violations += 1 }
        var sum = 0
        var most = 0
        for task in tasks.indices {
            let record = tasks[task]
            sum += record.connections
            most = max(most, record.connections)
            let split = Int(record.http) + Int(record.webSocket)
            if split != record.connections || loads[task] != record.connections { ledger.violations += 1 }
            if Int(record.http) > plan.httpLimit || Int(record.webSocket) > plan.webSocketLimit {
                ledger.violations += 1
            }
            let mayHaveStreams = record.state.isRunning && record.state != .stopping
            if record.connections > 0, !mayHaveStreams { ledger.violations += 1 }
        }
        if sum != connected || most != loads.largest || onlineHTTP + onlineWebSocket != connected + waiting {
            ledger.violations += 1
        }
        if clock % 60_000 == 0 { recount() }
    }

    /// Counts every client by its own record.
    private mutating func recount() {
        var streams = 0
        var others = 0
        for slot in clients.indices {
            switch clients[slot].state {
            case .absent: break
            case .connected: streams += 1
            case .connecting, .waiting, .queued: others += 1
            }
        }
        if streams != connected || others != waiting { ledger.violations += 1 }
    }
}
