extension ControlPlane {
    /// Runs a step scaling policy whose alarm stands in ALARM (aws.md A8).
    mutating func runStepPolicy(_ policy: Int, alarm index: Int, at time: Milliseconds) {
        let settings = configuration.stepScaling[policy - configuration.targetTracking.count]
        scratch.removeAll(keepingCapacity: true)
        guard let value = stepMetric(settings, alarm: index, at: time), let step = settings.step(forMetric: value)
        else { return block(.noDatapoint, alarm: index, at: time) }
        // A step's sign is known without its base; in a cooldown of scale-out the base is that of the activity.
        let removes =
            settings.adjustmentType == .exactCapacity
            ? settings.capacity(from: desired, step: step) < desired : step.adjustment < 0
        let base = removes ? outsideBase : scaleOutBase(at: time)
        let capacity = settings.capacity(from: base, step: step)
        scratch.append(
            PolicyDemand(
                policy: policy,
                metricNumerator: value.numerator,
                metricDenominator: value.denominator,
                base: base,
                capacity: capacity,
                votes: true
            )
        )
        if removes {
            if let rule = ruleAgainstScaleIn(at: time) {
                return block(rule, policy: policy, candidate: capacity, alarm: index, at: time)
            }
            if desired <= minimumCapacity {
                return block(.atMinimum, policy: policy, candidate: minimumCapacity, alarm: index, at: time)
            }
            finishScaleIn(
                to: capacity,
                base: base,
                policy: policy,
                cooldown: settings.cooldown,
                alarm: index,
                at: time
            )
        } else {
            if suspended.scaleOut { return block(.suspended, policy: policy, alarm: index, at: time) }
            finishScaleOut(
                to: capacity,
                base: base,
                policy: policy,
                cooldown: settings.cooldown,
                alarm: index,
                at: time
            )
        }
    }

    /// The newest datapoints folded as the policy says (assumption `step_datapoints`).
    private func stepMetric(_ policy: StepScalingPolicy, alarm index: Int, at time: Milliseconds) -> Ratio? {
        let series = self.series[monitors[index].series]
        let last = series.lastClosedPeriod(at: time)
        var sum: Ratio?
        var found = 0
        for age in 0..<monitors[index].rule.evaluationRange where found < assumptions.stepDatapoints {
            guard let samples = store.samples(of: series, inPeriod: last - age) else { continue }
            let value = samples.value(policy.alarm.statistic, unitsPerOne: series.unitsPerOne)
            guard let datapoint = Ratio(value.numerator, over: value.denominator) else { continue }
            found += 1
            guard let current = sum else {
                sum = datapoint
                continue
            }
            switch policy.aggregation {
            case .average: sum = current.adding(datapoint) ?? current
            case .minimum: sum = min(current, datapoint)
            case .maximum: sum = max(current, datapoint)
            }
        }
        guard let sum, policy.aggregation == .average, found > 1 else { return sum }
        return Ratio(reducing: Int128(sum.numerator), over: Int128(sum.denominator) * Int128(found)) ?? sum
    }
}
