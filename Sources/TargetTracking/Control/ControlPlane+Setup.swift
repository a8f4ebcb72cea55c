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
        let built = builder.makeAlarms(phase: alarmPhase)
        let monitors = built.map(\.monitor)
        self.configuration = configuration
        self.assumptions = assumptions
        self.recording = recording
        self.desired = desired
        self.running = running ?? desired
        minimumCapacity = configuration.minimumCapacity
        maximumCapacity = configuration.maximumCapacity
        suspended = configuration.suspended
        self.monitors = monitors
        alarmSettings = built.map(\.settings)
        hasWideAlarm = monitors.contains(where: \.isWide)
        var store = SampleStore()
        series = builder.series.map {
            store.makeSeries(
                of: $0.metric,
                period: $0.period,
                unitsPerOne: configuration.metrics[$0.metric].unitsPerOne,
                depth: $0.depth
            )
        }
        self.store = store
        var readers: [Int] = []
        for index in series.indices {
            let first = readers.count
            readers += monitors.indices.filter { monitors[$0].series == index }
            series[index].readers = first..<readers.count
        }
        self.readers = readers
        var firstSeries = configuration.metrics.map { _ in -1 }
        for index in series.indices.reversed() {
            series[index].next = firstSeries[series[index].metric]
            firstSeries[series[index].metric] = index
        }
        self.firstSeries = firstSeries
        readsAreForeseeable = recording == .none && configuration.stepScaling.isEmpty && !hasWideAlarm
        restsAlarms = readsAreForeseeable
        unitsPerOne = configuration.metrics.map(\.unitsPerOne)
        bounds = Array(repeating: .max, count: configuration.metrics.count)
        shownBefore = Array(repeating: .max, count: configuration.metrics.count)
        resolutions = builder.resolutions
        visibilityRounding = configuration.metrics.map { $0.source == .custom ? 0 : $0.period }
        visibilityDelay = configuration.metrics.map { metric in
            switch metric.source {
            case .custom: metric.delay ?? assumptions.customMetricDelay
            case .ecsService: metric.delay ?? assumptions.ecsMetricDelay
            case .ecsServiceHighResolution: metric.delay ?? assumptions.highResolutionDelay
            }
        }
        looks = LookSchedule(monitors.map { ($0.interval, $0.nextEvaluation) })
        func alarmIndex(_ policy: Int, _ direction: ScalingDirection) -> Int {
            monitors.firstIndex { $0.policy == policy && $0.direction == direction } ?? -1
        }
        highAlarm = configuration.targetTracking.indices.map { alarmIndex($0, .out) }
        lowAlarm = configuration.targetTracking.indices.map { alarmIndex($0, .in) }
        let epoch = configuration.epoch
        let delay = assumptions.scheduledActionDelay
        nextRun = configuration.scheduledActions.map { action in
            action.next(after: start + epoch - 1, start: start + epoch).map { $0 - epoch + delay } ?? .max
        }
        nextForecast = configuration.forecast == nil ? .max : start
        nextEvaluation = monitors.map(\.nextEvaluation).min() ?? .max
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
    /// The series that alarms read, and how many periods back.
    var series: [(metric: Int, period: Milliseconds, depth: Int)] = []

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
    }

    mutating func makeAlarms(
        phase: (Int) -> Milliseconds
    ) -> [(settings: AlarmSettings, monitor: AlarmMonitor)] {
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
            let settings = drafts[index].settings
            return (settings, makeMonitor(drafts[index], phase: settings.phase ?? fixedPhase ?? phase(number)))
        }
    }

    private var fixedPhase: Milliseconds? {
        assumptions.alarmPhase < 0 ? nil : assumptions.alarmPhase * 1000
    }

    private mutating func makeMonitor(_ draft: Draft, phase: Milliseconds) -> AlarmMonitor {
        let settings = draft.settings
        let short = settings.period < 60_000
        let interval = short ? assumptions.highResolutionEvaluation : 60_000
        let range = settings.evaluationPeriods + assumptions.evaluationRangeExtra
        let offset = phase - floorDivision(phase, interval) * interval
        return AlarmMonitor(
            settings,
            metric: draft.metric,
            policy: draft.policy,
            direction: draft.direction,
            series: seriesIndex(metric: draft.metric, period: settings.period, depth: range + 8),
            evaluationRange: range,
            interval: interval,
            actionRepeat: short ? assumptions.highResolutionActionRepeat : assumptions.actionRepeat,
            firstEvaluation: -floorDivision(offset - start, interval) * interval + offset
        )
    }

    /// The series of a metric and a period; one is shared by the alarms of both directions.
    private mutating func seriesIndex(metric: Int, period: Milliseconds, depth: Int) -> Int {
        guard let found = series.firstIndex(where: { $0.metric == metric && $0.period == period }) else {
            series.append((metric, period, depth))
            return series.count - 1
        }
        series[found].depth = max(series[found].depth, depth)
        return found
    }

    /// The longest time that every period of a metric is a multiple of.
    var resolutions: [Milliseconds] {
        configuration.metrics.indices.map { metric in
            series.filter { $0.metric == metric }.reduce(0) { resolution, series in
                Int(greatestCommonDivisor(UInt128(resolution), UInt128(series.period)))
            }
        }.map { $0 == 0 ? 60_000 : $0 }
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
        let ownLow = metric.source == .custom && assumptions.customLowPeriods > 0
        let longLow = ownLow ? assumptions.customLowPeriods : assumptions.lowPeriods
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
