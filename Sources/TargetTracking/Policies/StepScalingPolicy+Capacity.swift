extension StepScalingPolicy {
    /// The step for a metric value; `nil` if no step covers it.
    ///
    /// Above the threshold a step includes its lower bound and excludes its upper one, below it the other way round
    /// (aws.md A8).
    public func step(forMetric metric: Ratio) -> Step? {
        let above = alarm.comparison == .greaterThan || alarm.comparison == .greaterThanOrEqual
        return steps.first { step in
            let low = step.lowerBound.map { comparesAbove(metric, $0, orEqual: above) } ?? true
            let high = step.upperBound.map { !comparesAbove(metric, $0, orEqual: above) } ?? true
            return low && high
        }
    }

    /// Whether `metric - threshold` is above (or equal to) `bound`, exactly.
    private func comparesAbove(_ metric: Ratio, _ bound: Ratio, orEqual: Bool) -> Bool {
        let threshold = alarm.threshold
        let common = Int128(threshold.denominator) * Int128(bound.denominator)
        let limit =
            Int128(threshold.numerator) * Int128(bound.denominator)
            + Int128(bound.numerator) * Int128(threshold.denominator)
        guard let edge = Ratio(reducing: limit, over: common) else { return false }
        return orEqual ? metric >= edge : metric > edge
    }

    /// The capacity a step asks for, before the bounds.
    public func capacity(from current: Int, step: Step) -> Int {
        switch adjustmentType {
        case .changeInCapacity: max(0, current + step.adjustment)
        case .exactCapacity: max(0, step.adjustment)
        case .percentChangeInCapacity: max(0, current + percentChange(of: current, percent: step.adjustment))
        }
    }

    /// The whole tasks of a percent adjustment, with the least magnitude.
    private func percentChange(of current: Int, percent: Int) -> Int {
        guard percent != 0, let exact = Ratio(current * percent, over: 100) else { return 0 }
        let rounded = Self.roundedPercentChange(exact)
        guard let least = minimumAdjustmentMagnitude, rounded.magnitude < least.magnitude else { return rounded }
        return percent < 0 ? -least : least
    }

    /// Rounds a percent adjustment as AWS does: 12.7 to 12, 0.67 to 1, -0.58 to -1, -6.67 to -6.
    public static func roundedPercentChange(_ change: Ratio) -> Int {
        if change > Ratio(0), change < Ratio(1) { return 1 }
        if change < Ratio(0), change > Ratio(-1) { return -1 }
        return change.numerator / change.denominator
    }
}
