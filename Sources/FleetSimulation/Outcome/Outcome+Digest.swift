import TargetTracking

extension Outcome {
    /// A hash of every figure, row, event and decision: equal outcomes, and in practice only those, have equal digests.
    ///
    /// It is the same in debug and release, on every machine and for any number of threads.
    public var digest: UInt64 {
        var hash = StableHash()
        hash.add(seed)
        hash.add(measuredSeconds)
        clients.feed(&hash)
        tasks.feed(&hash)
        elasticity.againstLimit.feed(&hash)
        elasticity.againstTarget.feed(&hash)
        scaling.feed(&hash)
        cost.feed(&hash)
        series.feed(&hash)
        for event in events {
            hash.add(event.milliseconds)
            hash.add(event.kind.rawValue)
            hash.add(event.task)
            hash.add(event.connections)
        }
        if let control = controlPlane {
            for decision in control.decisions {
                hash.add(decision.time)
                hash.add(decision.policy ?? -1)
                hash.add(decision.running)
                hash.add(decision.previousDesired)
                hash.add(decision.desired)
                hash.add(decision.candidate)
                hash.add(decision.repeats)
            }
            for activity in control.activities {
                hash.add(activity.start)
                hash.add(activity.end ?? -1)
                hash.add(activity.desired)
            }
        }
        hash.add(exogenousHash)
        hash.add(engineEvents)
        return hash.value
    }
}

/// A hash that does not change between runs and versions of the standard library.
struct StableHash {
    private(set) var value: UInt64 = 0x243f_6a88_85a3_08d3

    mutating func add(_ word: UInt64) { value = SplitMix64.mix(value ^ word) &+ 0x9e37_79b9_7f4a_7c15 }
    mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }
    mutating func add(_ number: Double) { add(number.bitPattern) }
    mutating func add(_ text: String) { for byte in text.utf8 { add(UInt64(byte)) } }
    mutating func add(_ numbers: [Int32]) {
        add(numbers.count)
        for number in numbers { add(Int(number)) }
    }
}

extension ClientMeasures {
    fileprivate func feed(_ hash: inout StableHash) {
        let counts = [
            arrivedClients, departedClients, gaveUpClients, connectedClientsAtEnd, waitingClientsAtEnd,
            peakOnlineClients, peakConnections, connectionAttempts, refusedAttempts, failedAttempts, refusedClients,
            refusalMinutes, forcedDisconnects, forcedDisconnectsByStop, forcedDisconnectsByIncident,
            forcedDisconnectsByToken, tokenRefreshes, largestWavePerSecond, largestWavePerMinute,
        ]
        for count in counts { hash.add(count) }
        let figures = [
            meanConnections, connectionsVariance, waitingClientSeconds, connectedClientSeconds,
            forcedDisconnectsPerUserDay,
        ]
        for figure in figures { hash.add(figure) }
        timeToReconnect.feed(&hash)
        timeToConnect.feed(&hash)
    }
}

extension DurationSummary {
    fileprivate func feed(_ hash: inout StableHash) {
        hash.add(count)
        let figures = [
            meanSeconds, minimumSeconds, percentile50Seconds, percentile90Seconds, percentile95Seconds,
            percentile99Seconds, maximumSeconds,
        ]
        for figure in figures { hash.add(figure) }
    }
}

extension TaskMeasures {
    fileprivate func feed(_ hash: inout StableHash) {
        for count in [hottestTaskConnections, peakTasksInService, launchedTasks, stoppedTasks, killedTasks] {
            hash.add(count)
        }
        let figures = [
            atLimitTaskMinutes, hotTaskMinutes, excessConnectionMinutes, meanHottestTaskConnections, meanSkewRatio,
            minimumHeadroomTasks, meanTasksInService, servingTaskHours, startingTaskHours, drainingTaskHours,
            meanCPUPercent, peakCPUPercent, saturatedTaskMinutes,
        ]
        for figure in figures { hash.add(figure) }
    }
}

extension ProvisioningMeasures {
    fileprivate func feed(_ hash: inout StableHash) {
        let figures = [
            underProvisionedPercent, overProvisionedPercent, underProvisionedTimePercent, overProvisionedTimePercent,
            instabilityPercent, meanMissingTasks, meanSuperfluousTasks, jitterPerMinute,
        ]
        for figure in figures { hash.add(figure) }
    }
}

extension ScalingMeasures {
    fileprivate func feed(_ hash: inout StableHash) {
        let counts = [
            scaleOutActions, scaleInActions, peakDesiredTasks, leastDesiredTasks, desiredTasksAtEnd, overshootTasks,
        ]
        for count in counts { hash.add(count) }
        for figure in [oscillationsPerDay, atMaximumMinutes, longestShortageSeconds, shortageSeconds] {
            hash.add(figure)
        }
    }
}

extension CostMeasures {
    fileprivate func feed(_ hash: inout StableHash) {
        let figures = [
            billedTaskHours, totalDollars, servingDollars, idleDollars, startingDollars, drainingDollars,
            monitoringDollars, monthlyDollars,
        ]
        for figure in figures { hash.add(figure) }
    }
}

extension FleetSeries {
    fileprivate func feed(_ hash: inout StableHash) {
        hash.add(stepSeconds)
        for column in [
            connections, waitingClients, tasksInService, startingTasks, drainingTasks, desiredTasks,
            hottestTaskConnections, capacityAtTarget, capacityAtLimit, refusedAttempts, cutConnections,
            cpuHundredthsPercent,
        ] {
            hash.add(column)
        }
    }
}
