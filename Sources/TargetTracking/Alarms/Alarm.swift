/// One alarm of the control plane: its settings, the policy it triggers, and its state.
public struct Alarm: Sendable {
    /// The settings.
    public let settings: AlarmSettings
    /// The metric watched, as an index into ``ScalingConfiguration/metrics``.
    public let metric: Int
    /// The policy triggered; target tracking policies first, then step scaling policies.
    public let policy: Int
    /// The direction of the comparison: out for above the threshold, in for below.
    public let direction: ScalingDirection
    /// The state.
    public internal(set) var state = AlarmState.insufficientData
    /// When the state last changed; `nil` for a new alarm.
    public internal(set) var stateSince: Milliseconds?
    /// When the alarm is evaluated next.
    public internal(set) var nextEvaluation: Milliseconds

    let rule: AlarmRule
    let series: Int
    let interval: Milliseconds
    let actionRepeat: Milliseconds
    private let reader: Int
    private let unitsPerOne: Int
    /// When a standing alarm runs its action next; `Int.max` unless in ALARM.
    var nextAction = Milliseconds.max
    /// The newest period judged so far.
    private var newest = Int.min / 2
    private var present: UInt64 = 0
    private var breaching: UInt64 = 0
    /// The newest entry of the decision log for this alarm, for counting repeats; -1 for none.
    var lastDecision = -1

    init(
        _ settings: AlarmSettings,
        metric: Int,
        policy: Int,
        direction: ScalingDirection,
        rule: AlarmRule,
        series: Int,
        reader: Int,
        unitsPerOne: Int,
        interval: Milliseconds,
        actionRepeat: Milliseconds,
        firstEvaluation: Milliseconds
    ) {
        self.settings = settings
        self.metric = metric
        self.policy = policy
        self.direction = direction
        self.rule = rule
        self.series = series
        self.reader = reader
        self.unitsPerOne = unitsPerOne
        self.interval = interval
        self.actionRepeat = actionRepeat
        nextEvaluation = firstEvaluation
    }

    /// Judges the closed periods visible in `series` at `time` and takes the new state.
    mutating func evaluate(_ series: inout MetricSeries, at time: Milliseconds) {
        nextEvaluation += interval
        let last = series.lastClosedPeriod(at: time)
        let new: AlarmState
        if rule.evaluationRange <= 64 {
            update(&series, lastClosed: last)
            new = rule.state(from: state, present: present, breaching: breaching)
        } else {
            new = rule.state(from: state) { age in verdict(of: series.samples(inPeriod: last - age)) }
        }
        if new != state {
            state = new
            stateSince = time
            nextAction = new == .alarm ? time : .max
        }
    }

    /// Brings the bits up to `last`, judging only periods that are new or have changed.
    private mutating func update(_ series: inout MetricSeries, lastClosed last: Int) {
        let changed = series.takeChanges(reader: reader)
        let shift = last - newest
        if shift >= 64 {
            present = 0
            breaching = 0
        } else if shift > 0 {
            present <<= UInt64(shift)
            breaching <<= UInt64(shift)
        }
        var index = max(min(changed, newest + 1), last - 63)
        newest = last
        while index <= last {
            let bit: UInt64 = 1 << UInt64(last - index)
            switch verdict(of: series.samples(inPeriod: index)) {
            case .missing:
                present &= ~bit
                breaching &= ~bit
            case .withinThreshold:
                present |= bit
                breaching &= ~bit
            case .breaching:
                present |= bit
                breaching |= bit
            }
            index += 1
        }
    }

    private func verdict(of samples: SampleSet?) -> DatapointVerdict {
        guard let samples else { return .missing }
        let value = samples.value(settings.statistic, unitsPerOne: unitsPerOne)
        let threshold = settings.threshold
        let left = value.numerator.multipliedFullWidth(by: threshold.denominator)
        let right = threshold.numerator.multipliedFullWidth(by: value.denominator)
        let below = left.high == right.high ? left.low < right.low : left.high < right.high
        let equal = left == right
        let breaches =
            switch settings.comparison {
            case .greaterThan: !below && !equal
            case .greaterThanOrEqual: !below
            case .lessThan: below
            case .lessThanOrEqual: below || equal
            }
        return breaches ? .breaching : .withinThreshold
    }
}
