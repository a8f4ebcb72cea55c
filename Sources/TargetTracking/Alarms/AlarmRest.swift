/// Why an alarm may pass looks over.
///
/// A look that is certain to change nothing need not be done. It is certain where the state follows from datapoints
/// that are known, whatever comes after them.
enum AlarmRest: Sendable, Hashable {
    /// It looks whenever it is due.
    case none
    /// It is OK, and a datapoint within its threshold in this period keeps it so for a while.
    case within(period: Int)
    /// All its datapoints are on one side of the threshold, those on their way, too.
    case steady
}

extension AlarmMonitor {
    /// Whether a datapoint within the threshold keeps it from ALARM as long as it is among the N newest.
    @inline(__always)
    var mayRestWithin: Bool {
        state == .ok && rule.datapointsToAlarm == rule.evaluationPeriods && rule.missingData != .breaching
            && periodsPerInterval > 0 && !isWide
    }

    /// Whether it keeps its state while there are datapoints and all are on one side of the threshold.
    ///
    /// Of two sets of samples on one side the union is there, too, for the average and the extremes, not for sums and
    /// counts. An action at every look is the only one that a passed look cannot delay.
    @inline(__always)
    var mayRestSteadily: Bool {
        guard periodsPerInterval > 0, !isWide, statistic != .sum, statistic != .sampleCount else { return false }
        return switch state {
        case .ok: rule.missingData != .breaching
        case .alarm: direction == .in && rule.missingData != .notBreaching && actionRepeat == interval
        case .insufficientData: false
        }
    }

    /// Whether it was evaluated at an instant and has not gone to rest since.
    @inline(__always)
    func isEvaluated(at time: Milliseconds) -> Bool { nextEvaluation &- interval == time && rest == .none }

    /// Whether samples are on the side of the threshold that its state stands for.
    @inline(__always)
    func agrees(with samples: SampleSet, unitsPerOne: Int) -> Bool {
        isBreaching(samples, unitsPerOne: unitsPerOne) == (state == .alarm)
    }

    /// Whether samples agree with its state as soon as larger ones do.
    @inline(__always)
    var agreesBelow: Bool { isBreachingAbove == (state == .ok) }

    /// Passes looks over because of the newest datapoint within the threshold.
    ///
    /// - Parameter settled: All samples of periods that end by this instant are known.
    @inline(__always)
    mutating func restWithin(settled: Milliseconds) {
        let (present, breaching) = verdicts.bits(upTo: lastClosed)
        var within = present & ~breaching
        let unsettled = settled == .max ? 0 : lastClosed &+ 1 &- floorDivision(settled, period)
        if unsettled > 0 { within = unsettled < 64 ? within & (.max << UInt64(unsettled)) : 0 }
        let age = within.trailingZeroBitCount
        // Looks up to N - 1 periods after that datapoint have it among the N newest ones.
        let looks = looksWithin(rule.evaluationPeriods &- 1 &- age)
        if looks > 0 { passOver(looks, .within(period: lastClosed &- age)) }
    }

    /// Passes looks over before `limit` because all datapoints in the range and after it are on one side.
    @inline(__always)
    mutating func restSteadily(before limit: Milliseconds) {
        guard verdicts.agree(breaching: state == .alarm, last: lastClosed, count: rule.evaluationRange) else { return }
        let age = verdicts.bits(upTo: lastClosed).present.trailingZeroBitCount
        passOverSteadily(newest: lastClosed &- age, before: limit)
    }

    /// Passes further looks over because of samples that it would see at its next look.
    @inline(__always)
    mutating func restOn(inPeriod period: Int, visibleAt: Milliseconds) {
        guard rest == .steady, isUnlimited, visibleAt <= nextEvaluation, period <= lastClosed &+ periodsPerInterval
        else { return }
        passOverSteadily(newest: period, before: .max)
    }

    /// Passes over what comes before `limit` and while the newest datapoint is in the range.
    @inline(__always)
    private mutating func passOverSteadily(newest: Int, before limit: Milliseconds) {
        let inRange = looksWithin(newest &+ rule.evaluationRange &- 1 &- lastClosed)
        let looks = limit == .max ? inRange : min(inRange, (limit &- 1 &- nextEvaluation) / interval &+ 1)
        guard looks > 0 else { return }
        isUnlimited = limit == .max
        passOver(looks, .steady)
    }

    /// Whether samples in a period take away what its rest relies on.
    @inline(__always)
    func isDisturbed(by samples: SampleSet, unitsPerOne: Int, inPeriod period: Int) -> Bool {
        switch rest {
        case .none: false
        case .within(let known): period <= known
        case .steady: !agrees(with: samples, unitsPerOne: unitsPerOne)
        }
    }

    /// Looks again from an instant on.
    @inline(__always)
    mutating func wake(from instant: Milliseconds) {
        guard rest != .none else { return }
        isUnlimited = false
        if nextEvaluation > instant { passOver(-((nextEvaluation &- instant) / interval), rest) }
    }

    /// How many looks there are in a number of periods.
    @inline(__always)
    private func looksWithin(_ periods: Int) -> Int {
        periodsPerInterval == 1 ? periods : periods / periodsPerInterval
    }

    @inline(__always)
    private mutating func passOver(_ looks: Int, _ reason: AlarmRest) {
        rest = reason
        nextEvaluation &+= looks &* interval
        lastClosed &+= looks &* periodsPerInterval
        if state == .alarm { nextAction = nextEvaluation }
    }
}
