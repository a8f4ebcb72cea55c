/// What is wrong with a scaling configuration, and where.
public struct ScalingConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place, such as `targetTracking[1].target`.
    public let keyPath: String
    /// What is wrong and what was expected.
    public let problem: String

    /// The place and the problem on one line.
    public var description: String { "\(keyPath): \(problem)" }

    init(_ keyPath: String, _ problem: String) {
        self.keyPath = keyPath
        self.problem = problem
    }
}

extension ScalingConfiguration {
    /// Checks every rule that a control plane relies on.
    ///
    /// - Throws: `ScalingConfigurationError` naming the first place that breaks one.
    public func validate() throws(ScalingConfigurationError) {
        if minimumCapacity < 0 { throw .init("minimumCapacity", "\(minimumCapacity) is below 0") }
        if maximumCapacity < minimumCapacity {
            throw .init("maximumCapacity", "\(maximumCapacity) is below the minimum capacity \(minimumCapacity)")
        }
        if epoch % 60_000 != 0 { throw .init("epoch", "\(epoch) ms is not a whole minute") }
        if targetTracking.count + stepScaling.count > 50 {
            throw .init("targetTracking", "more than 50 policies on one service")
        }
        for (index, metric) in metrics.enumerated() {
            let place = "metrics[\(index)]"
            if metric.unitsPerOne < 1 { throw .init(place + ".unitsPerOne", "\(metric.unitsPerOne) is below 1") }
            if let delay = metric.delay, delay < 0 { throw .init(place + ".delay", "\(delay) ms is below 0") }
        }
        for (index, policy) in targetTracking.enumerated() { try validate(policy, "targetTracking[\(index)]") }
        for (index, policy) in stepScaling.enumerated() { try validate(policy, "stepScaling[\(index)]") }
        for (index, action) in scheduledActions.enumerated() { try validate(action, "scheduledActions[\(index)]") }
        if let forecast {
            if forecast.hourlyCapacity.contains(where: { $0 < 0 }) {
                throw .init("forecast.hourlyCapacity", "a capacity is below 0")
            }
            if !(0...3_600_000).contains(forecast.schedulingBuffer) {
                throw .init("forecast.schedulingBuffer", "\(forecast.schedulingBuffer) ms is not within 0 to 3600 s")
            }
        }
    }

    private func validate(
        _ policy: TargetTrackingPolicy,
        _ place: String
    ) throws(ScalingConfigurationError) {
        try validate(metric: policy.metric, place)
        if policy.target <= Ratio(0) {
            throw .init(place + ".target", "\(policy.target) is not above 0, so no capacity can be computed from it")
        }
        if let seconds = policy.scaleOutCooldown, seconds < 0 {
            throw .init(place + ".scaleOutCooldown", "\(seconds) ms is below 0")
        }
        if let seconds = policy.scaleInCooldown, seconds < 0 {
            throw .init(place + ".scaleInCooldown", "\(seconds) ms is below 0")
        }
        if let alarm = policy.highAlarm { try validate(alarm, place + ".highAlarm") }
        if let alarm = policy.lowAlarm { try validate(alarm, place + ".lowAlarm") }
    }

    private func validate(_ policy: StepScalingPolicy, _ place: String) throws(ScalingConfigurationError) {
        try validate(metric: policy.metric, place)
        try validate(policy.alarm, place + ".alarm")
        if let seconds = policy.cooldown, seconds < 0 { throw .init(place + ".cooldown", "\(seconds) ms is below 0") }
        if let problem = policy.problemOfSteps { throw .init(place + ".steps", problem) }
    }

    private func validate(metric: Int, _ place: String) throws(ScalingConfigurationError) {
        if !metrics.indices.contains(metric) {
            throw .init(place + ".metric", "there is no metric \(metric); there are \(metrics.count)")
        }
    }

    private func validate(_ alarm: AlarmSettings, _ place: String) throws(ScalingConfigurationError) {
        let period = alarm.period
        if period != 10_000, period != 20_000, period != 30_000, period < 60_000 || period % 60_000 != 0 {
            throw .init(place + ".period", "\(period) ms is not 10 s, 20 s, 30 s or a multiple of 60 s")
        }
        if !(1...1440).contains(alarm.evaluationPeriods) {
            throw .init(place + ".evaluationPeriods", "\(alarm.evaluationPeriods) is not within 1 to 1440")
        }
        if !(1...alarm.evaluationPeriods).contains(alarm.datapointsToAlarm) {
            throw .init(
                place + ".datapointsToAlarm",
                "\(alarm.datapointsToAlarm) is not within 1 to the evaluation periods \(alarm.evaluationPeriods)"
            )
        }
    }

    private func validate(_ action: ScheduledAction, _ place: String) throws(ScalingConfigurationError) {
        if action.minimumCapacity == nil, action.maximumCapacity == nil {
            throw .init(place, "sets neither a minimum nor a maximum capacity")
        }
        if let least = action.minimumCapacity, least < 0 {
            throw .init(place + ".minimumCapacity", "\(least) is below 0")
        }
        if let least = action.minimumCapacity, let most = action.maximumCapacity, most < least {
            throw .init(place + ".maximumCapacity", "\(most) is below the minimum capacity \(least)")
        }
        if case .rate(let interval) = action.schedule, interval < 60_000 || interval % 60_000 != 0 {
            throw .init(place + ".schedule", "a rate of \(interval) ms is not a whole number of minutes")
        }
    }
}

extension StepScalingPolicy {
    /// What is wrong with the steps, `nil` if nothing is (aws.md A8).
    var problemOfSteps: String? {
        if steps.isEmpty || steps.count > 20 { return "\(steps.count) steps; expected 1 to 20" }
        for step in steps {
            if step.lowerBound == nil, step.upperBound == nil { return "a step without either bound" }
            if let low = step.lowerBound, let high = step.upperBound, low >= high {
                return "the lower bound \(low) is not below the upper bound \(high)"
            }
        }
        let ordered = steps.sorted { left, right in
            guard let low = left.lowerBound else { return right.lowerBound != nil }
            guard let other = right.lowerBound else { return false }
            return low < other
        }
        for (step, next) in zip(ordered, ordered.dropFirst()) {
            guard let upper = step.upperBound, let lower = next.lowerBound else {
                return "more than one step without a lower or an upper bound"
            }
            if upper != lower { return "gap or overlap between \(upper) and \(lower)" }
        }
        if let low = ordered.first?.lowerBound, low < Ratio(0) {
            return "a negative lower bound needs a step without a lower bound"
        }
        if let high = ordered.last?.upperBound, high > Ratio(0) {
            return "a positive upper bound needs a step without an upper bound"
        }
        if adjustmentType == .exactCapacity, steps.contains(where: { $0.adjustment < 0 }) {
            return "an exact capacity below 0"
        }
        return nil
    }
}
