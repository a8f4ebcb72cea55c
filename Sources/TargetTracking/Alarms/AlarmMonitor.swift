/// The running part of an alarm: plain numbers only, so that evaluating it moves no reference counts.
struct AlarmMonitor: Sendable {
    let policy: Int
    let direction: ScalingDirection
    let metric: Int
    let series: Int
    let rule: AlarmRule
    let statistic: Statistic
    let comparison: ComparisonOperator
    let threshold: Ratio
    let interval: Milliseconds
    let actionRepeat: Milliseconds

    var state = AlarmState.insufficientData
    /// When the state last changed; `Int.min` for a new alarm.
    var stateSince = Milliseconds.min
    var nextEvaluation: Milliseconds
    /// When a standing alarm runs its action next; `Int.max` unless in ALARM.
    var nextAction = Milliseconds.max
    /// The oldest period that changed since the last evaluation; `Int.max` if none did.
    var changedFrom = Int.max
    /// The newest period judged so far.
    private var newest = Int.min / 2
    /// The periods with a datapoint and those beyond the threshold, bit 0 for the newest.
    private var present: UInt64 = 0
    private var breaching: UInt64 = 0
    /// The newest entry of the decision log for this alarm, for counting repeats; -1 for none.
    var lastDecision = -1

    init(
        _ settings: AlarmSettings,
        metric: Int,
        policy: Int,
        direction: ScalingDirection,
        series: Int,
        evaluationRange: Int,
        interval: Milliseconds,
        actionRepeat: Milliseconds,
        firstEvaluation: Milliseconds
    ) {
        self.metric = metric
        self.policy = policy
        self.direction = direction
        self.series = series
        rule = AlarmRule(
            datapointsToAlarm: settings.datapointsToAlarm,
            of: settings.evaluationPeriods,
            evaluationRange: evaluationRange,
            missingData: settings.missingData
        )
        statistic = settings.statistic
        comparison = settings.comparison
        threshold = settings.threshold
        self.interval = interval
        self.actionRepeat = actionRepeat
        nextEvaluation = firstEvaluation
    }

    /// Judges the closed periods visible in `series` at `time` and takes the new state.
    mutating func evaluate(_ series: borrowing MetricSeries, at time: Milliseconds) {
        nextEvaluation += interval
        let last = series.lastClosedPeriod(at: time)
        let new: AlarmState
        if rule.evaluationRange <= 64 {
            update(series, lastClosed: last)
            new = rule.state(from: state, present: present, breaching: breaching)
        } else {
            let current = state
            new = widelyEvaluated(series, last: last, current: current)
        }
        if new != state {
            state = new
            stateSince = time
            nextAction = new == .alarm ? time : .max
        }
    }

    /// The state by the form of the rule that knows no limit of its range.
    private func widelyEvaluated(
        _ series: borrowing MetricSeries,
        last: Int,
        current: AlarmState
    ) -> AlarmState {
        var verdicts: [DatapointVerdict] = []
        for age in 0..<rule.evaluationRange { verdicts.append(verdict(series, period: last - age)) }
        return rule.state(from: current) { verdicts[$0] }
    }

    /// Brings the bits up to `last`, judging only periods that are new or have changed.
    private mutating func update(_ series: borrowing MetricSeries, lastClosed last: Int) {
        let shift = last - newest
        if shift >= 64 {
            present = 0
            breaching = 0
        } else if shift > 0 {
            present <<= UInt64(shift)
            breaching <<= UInt64(shift)
        }
        var index = max(min(changedFrom, newest + 1), last - 63)
        newest = last
        changedFrom = .max
        while index <= last {
            let bit: UInt64 = 1 << UInt64(last - index)
            present &= ~bit
            breaching &= ~bit
            switch verdict(series, period: index) {
            case .missing: break
            case .withinThreshold: present |= bit
            case .breaching:
                present |= bit
                breaching |= bit
            }
            index += 1
        }
    }

    private func verdict(_ series: borrowing MetricSeries, period: Int) -> DatapointVerdict {
        guard let value = series.value(statistic, inPeriod: period) else { return .missing }
        let left = value.numerator.multipliedFullWidth(by: threshold.denominator)
        let right = threshold.numerator.multipliedFullWidth(by: value.denominator)
        let below = left.high == right.high ? left.low < right.low : left.high < right.high
        let equal = left == right
        let breaches =
            switch comparison {
            case .greaterThan: !below && !equal
            case .greaterThanOrEqual: !below
            case .lessThan: below
            case .lessThanOrEqual: below || equal
            }
        return breaches ? .breaching : .withinThreshold
    }
}
