/// The running part of an alarm: plain numbers only, so that evaluating it moves no reference counts.
struct AlarmMonitor: Sendable {
    let policy: Int
    let direction: ScalingDirection
    let metric: Int
    let series: Int
    let rule: AlarmRule
    let statistic: Statistic
    private let isAverage: Bool
    let threshold: Ratio
    let interval: Milliseconds
    let actionRepeat: Milliseconds
    /// Whether the rule looks further back than ``RecentVerdicts`` does.
    let isWide: Bool
    let period: Milliseconds
    /// How many periods close between two evaluations; 0 if that is not a whole number.
    let periodsPerInterval: Int
    /// A bit for each of the N newest periods.
    private let newestPeriods: UInt64
    /// Whether a datapoint below the threshold, at it and above it is breaching: bits 0 to 2.
    private let breachingOrders: UInt8

    var state = AlarmState.insufficientData
    /// When the state last changed; `Int.min` for a new alarm.
    var stateSince = Milliseconds.min
    var nextEvaluation: Milliseconds
    /// When a standing alarm runs its action next; `Int.max` unless in ALARM.
    var nextAction = Milliseconds.max
    private(set) var verdicts = RecentVerdicts()
    /// The newest period that had ended at the last evaluation, performed or passed over.
    var lastClosed: Int
    /// What its rest relies on, if it rests.
    var rest = AlarmRest.none
    /// Whether further datapoints alone let it rest longer.
    var isUnlimited = false
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
        isAverage = settings.statistic == .average
        threshold = settings.threshold
        self.interval = interval
        self.actionRepeat = actionRepeat
        isWide = evaluationRange > RecentVerdicts.reach
        period = settings.period
        periodsPerInterval = interval % period == 0 ? interval / period : 0
        newestPeriods = isWide ? 0 : (1 << UInt64(settings.evaluationPeriods)) - 1
        breachingOrders =
            switch settings.comparison {
            case .greaterThan: 0b100
            case .greaterThanOrEqual: 0b110
            case .lessThan: 0b001
            case .lessThanOrEqual: 0b011
            }
        nextEvaluation = firstEvaluation
        lastClosed = floorDivision(firstEvaluation, period) - 1 - periodsPerInterval
    }

    /// Whether large values are the breaching ones.
    @inline(__always)
    var isBreachingAbove: Bool { breachingOrders & 0b100 != 0 }

    /// Takes what a period of the metric has now.
    @inline(__always)
    mutating func judge(_ samples: SampleSet, unitsPerOne: Int, inPeriod period: Int) {
        verdicts.set(breaching: isBreaching(samples, unitsPerOne: unitsPerOne), inPeriod: period)
    }

    /// Judges the periods closed at `time`, which must be ``nextEvaluation``, and takes the new state.
    @inline(__always)
    mutating func evaluate(at time: Milliseconds) {
        nextEvaluation &+= interval
        rest = .none
        lastClosed =
            periodsPerInterval > 0 ? lastClosed &+ periodsPerInterval : floorDivision(time, period) - 1
        let (present, breaching) = verdicts.bits(upTo: lastClosed)
        let newest = newestPeriods
        if present & newest == newest {
            // Nothing is missing, so the rule is M of N alone.
            take((breaching & newest).nonzeroBitCount >= rule.datapointsToAlarm ? .alarm : .ok, at: time)
        } else {
            take(rule.state(from: state, present: present, breaching: breaching), at: time)
        }
    }

    /// Whether the periods seen so far could put it into ALARM.
    ///
    /// Where data is missing a single old breaching datapoint is enough, so any one counts.
    @inline(__always)
    var mayAlarm: Bool {
        state == .alarm || isWide || rule.missingData == .breaching || verdicts.hasBreaching
    }

    /// The same for a rule of any range, from the samples themselves.
    mutating func evaluateWidely(_ store: borrowing SampleStore, _ series: MetricSeries, at time: Milliseconds) {
        nextEvaluation &+= interval
        let last = series.lastClosedPeriod(at: time)
        let verdicts = (0..<rule.evaluationRange).map { age in
            store.samples(of: series, inPeriod: last - age).map {
                isBreaching($0, unitsPerOne: series.unitsPerOne) ? DatapointVerdict.breaching : .withinThreshold
            } ?? .missing
        }
        take(rule.state(from: state) { verdicts[$0] }, at: time)
    }

    @inline(__always)
    private mutating func take(_ new: AlarmState, at time: Milliseconds) {
        guard new != state else { return }
        state = new
        stateSince = time
        nextAction = new == .alarm ? time : .max
    }

    @inline(__always)
    func isBreaching(_ samples: SampleSet, unitsPerOne: Int) -> Bool {
        let value =
            isAverage
            ? (samples.sum, samples.count &* unitsPerOne) : samples.value(statistic, unitsPerOne: unitsPerOne)
        let (left, isLeftWide) = value.0.multipliedReportingOverflow(by: threshold.denominator)
        let (right, isRightWide) = threshold.numerator.multipliedReportingOverflow(by: value.1)
        let order =
            isLeftWide || isRightWide
            ? Self.widely(value, against: threshold) : (left >= right ? 1 : 0) &+ (left > right ? 1 : 0)
        return breachingOrders &>> order & 1 != 0
    }

    /// Whether a fraction is below another (0), equal (1) or above (2), by products of more than 64 bits.
    ///
    /// Static, because a method would copy the whole monitor for its call.
    @inline(never)
    private static func widely(_ value: (numerator: Int, denominator: Int), against threshold: Ratio) -> UInt8 {
        let left = Int128(value.numerator) * Int128(threshold.denominator)
        let right = Int128(threshold.numerator) * Int128(value.denominator)
        return (left >= right ? 1 : 0) + (left > right ? 1 : 0)
    }
}
