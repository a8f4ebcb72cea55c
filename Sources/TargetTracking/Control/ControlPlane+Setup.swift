extension ControlPlane {
    /// A control plane at the time `start`.
    ///
    /// - Parameters:
    ///   - configuration: Bounds, metrics, policies and schedules.
    ///   - assumptions: The rules in force where AWS documents none.
    ///   - desired: The desired count at the start.
    ///   - running: The running count at the start; the desired count if omitted.
    ///   - start: The time at the start.
    ///   - recording: Which decisions to keep.
    ///   - alarmPhase: A phase in milliseconds, 0 to 59,999, for the alarm with this number; asked for alarms whose
    ///     settings name none, unless the assumption `alarm_phase` fixes it.
    /// - Throws: `ScalingConfigurationError` if the configuration breaks a rule.
    public init(
        _ configuration: ScalingConfiguration,
        assumptions: Assumptions = Assumptions(),
        desired: Int,
        running: Int? = nil,
        at start: Milliseconds = 0,
        recording: DecisionRecording = .changes,
        alarmPhase: (Int) -> Milliseconds = { _ in 0 }
    ) throws(ScalingConfigurationError) {
        try configuration.validate()
        var builder = AlarmBuilder(configuration, assumptions, start: start)
        let alarms = builder.makeAlarms(phase: alarmPhase)
        self.configuration = configuration
        self.assumptions = assumptions
        self.recording = recording
        self.desired = desired
        self.running = running ?? desired
        minimumCapacity = configuration.minimumCapacity
        maximumCapacity = configuration.maximumCapacity
        suspended = configuration.suspended
        self.alarms = alarms
        series = builder.series
        seriesOfMetric = builder.seriesOfMetric
        pending = Array(repeating: PendingSamples(), count: configuration.metrics.count)
        func alarmIndex(_ policy: Int, _ direction: ScalingDirection) -> Int {
            alarms.firstIndex { $0.policy == policy && $0.direction == direction } ?? -1
        }
        highAlarm = configuration.targetTracking.indices.map { alarmIndex($0, .out) }
        lowAlarm = configuration.targetTracking.indices.map { alarmIndex($0, .in) }
        let epoch = configuration.epoch
        let delay = assumptions.scheduledActionDelay
        nextRun = configuration.scheduledActions.map { action in
            action.next(after: start + epoch - 1, start: start + epoch).map { $0 - epoch + delay } ?? .max
        }
        nextForecast = configuration.forecast == nil ? .max : start
        nextDue = 0
        scratch.reserveCapacity(configuration.targetTracking.count + configuration.stepScaling.count)
        nextDue = earliestDue()
    }

    /// The name of a policy by its number: target tracking policies first, then step scaling policies.
    public func policyName(_ policy: Int) -> String {
        let tracking = configuration.targetTracking
        return policy < tracking.count
            ? tracking[policy].name : configuration.stepScaling[policy - tracking.count].name
    }
}

/// Builds the alarms of a configuration and the series they read.
private struct AlarmBuilder {
    let configuration: ScalingConfiguration
    let assumptions: Assumptions
    let start: Milliseconds
    var series: [MetricSeries] = []
    var seriesOfMetric: [[Int]]
    private var readers: [Int] = []

    private struct Draft {
        var settings: AlarmSettings
        var metric: Int
        var policy: Int
        var direction: ScalingDirection
    }

    init(_ configuration: ScalingConfiguration, _ assumptions: Assumptions, start: Milliseconds) {
        self.configuration = configuration
        self.assumptions = assumptions
        self.start = start
        seriesOfMetric = Array(repeating: [], count: configuration.metrics.count)
    }

    mutating func makeAlarms(phase: (Int) -> Milliseconds) -> [Alarm] {
        var drafts: [Draft] = []
        for (index, policy) in configuration.targetTracking.enumerated() {
            let pair = configuration.alarmPair(of: index, assumptions)
            drafts.append(Draft(settings: pair.high, metric: policy.metric, policy: index, direction: .out))
            guard let low = pair.low else { continue }
            drafts.append(Draft(settings: low, metric: policy.metric, policy: index, direction: .in))
        }
        for (index, policy) in configuration.stepScaling.enumerated() {
            let above = policy.alarm.comparison == .greaterThan || policy.alarm.comparison == .greaterThanOrEqual
            drafts.append(
                Draft(
                    settings: policy.alarm,
                    metric: policy.metric,
                    policy: configuration.targetTracking.count + index,
                    direction: above ? .out : .in
                )
            )
        }
        // Alarms of one name keep their order, so that the order never depends on the sort.
        let order = drafts.indices.sorted { left, right in
            let (first, second) = (drafts[left].settings.name, drafts[right].settings.name)
            return first == second ? left < right : first < second
        }
        return order.enumerated().map { number, index in
            makeAlarm(drafts[index], phase: drafts[index].settings.phase ?? fixedPhase ?? phase(number))
        }
    }

    private var fixedPhase: Milliseconds? {
        assumptions.alarmPhase < 0 ? nil : assumptions.alarmPhase * 1000
    }

    private mutating func makeAlarm(_ draft: Draft, phase: Milliseconds) -> Alarm {
        let settings = draft.settings
        let short = settings.period < 60_000
        let interval = short ? assumptions.highResolutionEvaluation : 60_000
        let range = settings.evaluationPeriods + assumptions.evaluationRangeExtra
        let index = seriesIndex(metric: draft.metric, period: settings.period, depth: range)
        let offset = phase - floorDivision(phase, interval) * interval
        return Alarm(
            settings,
            metric: draft.metric,
            policy: draft.policy,
            direction: draft.direction,
            rule: AlarmRule(
                datapointsToAlarm: settings.datapointsToAlarm,
                of: settings.evaluationPeriods,
                evaluationRange: range,
                missingData: settings.missingData
            ),
            series: index,
            reader: series[index].addReader(),
            unitsPerOne: configuration.metrics[draft.metric].unitsPerOne,
            interval: interval,
            actionRepeat: short ? assumptions.highResolutionActionRepeat : assumptions.actionRepeat,
            firstEvaluation: -floorDivision(offset - start, interval) * interval + offset
        )
    }

    /// The series of a metric and a period; one is shared by the alarms of both directions.
    private mutating func seriesIndex(metric: Int, period: Milliseconds, depth: Int) -> Int {
        // Samples of a late metric arrive while their periods are already closed, so there is room for an hour more.
        let wanted = depth + 4
        if let index = seriesOfMetric[metric].first(where: { series[$0].period == period }) {
            series[index].deepen(to: wanted)
            return index
        }
        let units = configuration.metrics[metric].unitsPerOne
        series.append(MetricSeries(period: period, unitsPerOne: units, depth: wanted))
        seriesOfMetric[metric].append(series.count - 1)
        return series.count - 1
    }
}

extension ScalingConfiguration {
    /// The alarms that Application Auto Scaling makes for a target tracking policy (aws.md A1).
    ///
    /// A policy that disables scale-in has no low alarm; alarms given with the policy replace the assumed ones.
    public func alarmPair(of policy: Int, _ assumptions: Assumptions) -> (high: AlarmSettings, low: AlarmSettings?) {
        let settings = targetTracking[policy]
        let metric = metrics[settings.metric]
        let short = metric.source == .ecsServiceHighResolution
        let longLow = metric.source == .custom ? assumptions.customLowPeriods : assumptions.lowPeriods
        let prefix = "TargetTracking-service/\(service)-Alarm"
        let high =
            settings.highAlarm
            ?? AlarmSettings(
                prefix + "High-" + settings.name,
                .greaterThan,
                settings.target,
                statistic: settings.statistic,
                period: metric.period,
                evaluationPeriods: short ? assumptions.highResolutionHighPeriods : assumptions.highPeriods
            )
        if settings.disablesScaleIn { return (high, nil) }
        let low =
            settings.lowAlarm
            ?? AlarmSettings(
                prefix + "Low-" + settings.name,
                .lessThan,
                settings.target.multiplied(by: assumptions.lowFactor) ?? settings.target,
                statistic: settings.statistic,
                period: metric.period,
                evaluationPeriods: short ? assumptions.highResolutionLowPeriods : longLow
            )
        return (high, low)
    }
}
