/// What an alarm makes of one period.
public enum DatapointVerdict: Sendable, Hashable {
    /// No datapoint.
    case missing
    /// Within the threshold.
    case withinThreshold
    /// Beyond the threshold.
    case breaching
}

/// The rule by which CloudWatch derives an alarm's state from M, N and the datapoints of its evaluation range.
///
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
public struct AlarmRule: Sendable, Hashable {
    /// N: the datapoints evaluated.
    public var evaluationPeriods: Int
    /// M: the breaching datapoints that make an alarm.
    public var datapointsToAlarm: Int
    /// The periods looked at; at least N.
    public var evaluationRange: Int
    /// What a missing datapoint means.
    public var missingData: MissingDataTreatment

    /// A rule of M out of N within a range.
    public init(
        datapointsToAlarm: Int,
        of evaluationPeriods: Int,
        evaluationRange: Int,
        missingData: MissingDataTreatment = .missing
    ) {
        self.datapointsToAlarm = datapointsToAlarm
        self.evaluationPeriods = evaluationPeriods
        self.evaluationRange = evaluationRange
        self.missingData = missingData
    }

    /// The new state of an alarm in the state `current`.
    ///
    /// - Parameters:
    ///   - current: The state so far.
    ///   - verdict: The verdict on a period by its age, 0 for the newest; asked for the evaluation range at most.
    /// - Returns: The new state; the current one where the rule keeps it.
    public func state(from current: AlarmState, verdict: (Int) -> DatapointVerdict) -> AlarmState {
        var real = 0
        var breaching = 0
        var oldestBreachingAge = 0
        for age in 0..<evaluationRange where real < evaluationPeriods {
            switch verdict(age) {
            case .missing: continue
            case .withinThreshold: real += 1
            case .breaching:
                real += 1
                breaching += 1
                oldestBreachingAge = age + 1
            }
        }
        return state(from: current, real: real, breaching: breaching, oldestBreachingAge: oldestBreachingAge)
    }

    /// The same for ranges up to 64 periods held as bits, bit 0 the newest period.
    func state(from current: AlarmState, present: UInt64, breaching: UInt64) -> AlarmState {
        var window = present & lowBits(evaluationRange)
        var real = window.nonzeroBitCount
        if real > evaluationPeriods {
            let newest = lowBits(evaluationPeriods)
            if window & newest == newest {
                window = newest
            } else {
                while real > evaluationPeriods {
                    window &= ~(1 << UInt64(63 - window.leadingZeroBitCount))
                    real -= 1
                }
            }
            real = evaluationPeriods
        }
        let breaches = breaching & window
        return state(
            from: current,
            real: real,
            breaching: breaches.nonzeroBitCount,
            oldestBreachingAge: 64 - breaches.leadingZeroBitCount
        )
    }

    /// The state by counts: real datapoints evaluated (at most N), breaching ones among them, and the age in periods
    /// of the oldest breaching one, 1 for the newest period.
    private func state(from current: AlarmState, real: Int, breaching: Int, oldestBreachingAge: Int) -> AlarmState {
        if breaching >= datapointsToAlarm { return .alarm }
        let padded = evaluationPeriods - real
        if padded == 0 { return .ok }
        switch missingData {
        case .breaching:
            return breaching + padded >= datapointsToAlarm ? .alarm : .ok
        case .notBreaching:
            return .ok
        case .ignore:
            return breaching < real ? .ok : current
        case .missing:
            if real == 0 { return .insufficientData }
            if breaching < real { return .ok }
            // Every real datapoint is breaching, but they are fewer than M. The alarm waits until the oldest is at
            // least M periods old; till then it is neither ALARM nor OK, and keeps its state.
            return oldestBreachingAge >= datapointsToAlarm ? .alarm : current
        }
    }

    private func lowBits(_ count: Int) -> UInt64 {
        count >= 64 ? .max : (1 << UInt64(count)) - 1
    }
}
