extension ControlPlane {
    /// The capacity that policies multiply when they scale out at `time` (aws.md A3, A4).
    func scaleOutBase(at time: Milliseconds) -> Int {
        guard outWindow.isOpen(at: time) else { return outsideBase }
        switch assumptions.baseInsideCooldown {
        case .activity: return outWindow.base
        case .running: return running
        case .desired: return desired
        }
    }

    /// The capacity that policies multiply while no cooldown runs.
    var outsideBase: Int {
        assumptions.baseOutsideCooldown == .running ? running : desired
    }

    /// What every target tracking policy asks for, left in ``scratch``; returns the number of those with a datapoint.
    mutating func collectDemands(base: Int, _ direction: ScalingDirection, at time: Milliseconds) {
        scratch.removeAll(keepingCapacity: true)
        for policy in configuration.targetTracking.indices {
            let alarm = direction == .in && lowAlarm[policy] >= 0 ? lowAlarm[policy] : highAlarm[policy]
            guard let value = metricValue(ofAlarm: alarm, configuration.targetTracking[policy].statistic, at: time)
            else { continue }
            var capacity = proportionalCapacity(
                base: base,
                metric: value.numerator,
                over: value.denominator,
                target: configuration.targetTracking[policy].target
            )
            // From zero the least possible is added, and the running count is the base from then on.
            if base == 0, value.numerator > 0 { capacity = 1 }
            scratch.append(
                PolicyDemand(
                    policy: policy,
                    metricNumerator: value.numerator,
                    metricDenominator: value.denominator,
                    base: base,
                    capacity: capacity,
                    votes: votes(policy, direction)
                )
            )
        }
    }

    /// Whether a policy's demand counts: its scale-out alarm stands, or it takes part in scale-in.
    @inline(__always)
    private func votes(_ policy: Int, _ direction: ScalingDirection) -> Bool {
        direction == .out
            ? monitors[highAlarm[policy]].state == .alarm
            : lowAlarm[policy] >= 0 && monitors[lowAlarm[policy]].state == .alarm
    }

    /// The voting demand with the largest capacity, the first one among equals; `nil` if none votes.
    @inline(__always)
    func largestVote() -> PolicyDemand? {
        var largest: PolicyDemand?
        for demand in scratch where demand.votes {
            if let current = largest, current.capacity >= demand.capacity { continue }
            largest = demand
        }
        return largest
    }

    /// The datapoint that enters the formula, as an exact fraction (assumption `metric_pick`).
    @inline(__always)
    func metricValue(
        ofAlarm index: Int,
        _ statistic: Statistic,
        at time: Milliseconds
    ) -> (numerator: Int, denominator: Int)? {
        let series = series[monitors[index].series]
        let rule = monitors[index].rule
        let last = series.lastClosedPeriod(at: time)
        let unitsPerOne = series.unitsPerOne
        var pooled = SampleSet.empty
        var periods = 0
        var largest: (numerator: Int, denominator: Int)?
        for age in 0..<rule.evaluationRange {
            guard let samples = store.samples(of: series, inPeriod: last - age) else { continue }
            let value = samples.value(statistic, unitsPerOne: unitsPerOne)
            switch assumptions.metricPick {
            case .latest: return value
            case .mean: pooled.formUnion(samples)
            case .largest:
                if let current = largest, !isLess(current, value) { break }
                largest = value
            }
            periods += 1
            if periods == rule.evaluationPeriods { break }
        }
        guard periods > 0 else { return nil }
        if let largest { return largest }
        let value = pooled.value(statistic, unitsPerOne: unitsPerOne)
        // Sums and counts grow with the number of periods; the mean of them does not.
        return statistic == .sum || statistic == .sampleCount
            ? (value.numerator, value.denominator * periods) : value
    }
}

/// Whether one fraction is below another, both with positive denominators.
func isLess(_ left: (numerator: Int, denominator: Int), _ right: (numerator: Int, denominator: Int)) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
}
