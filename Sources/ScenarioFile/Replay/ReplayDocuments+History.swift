import AWSDocuments
public import CapacityTuning
public import TargetTracking

extension ReplayDocuments {
    /// The history that the documents tell of a service.
    ///
    /// - Parameters:
    ///   - configuration: The policies, whose metrics keep enough decimals for averages.
    ///   - names: Which result holds a metric: its id or label by the metric's name.
    ///   - resource: The service's resource id, `nil` if it is not known.
    ///   - initialDesired: The desired count at the start if the user says it.
    ///   - counts: Running counts from elsewhere, by milliseconds since 1970-01-01 UTC.
    /// - Returns: The history, its times counted from the minute of the first datapoint.
    /// - Throws: ``ScenarioFileError`` if a policy has no datapoints or not those that its alarms look at.
    public mutating func history(
        of configuration: ScalingConfiguration,
        named names: [String: String] = [:],
        resource: String? = nil,
        initialDesired: Int? = nil,
        running counts: [ObservedHistory.Count]? = nil
    ) throws(ScenarioFileError) -> ObservedHistory {
        let points = try datapoints(for: configuration, named: names)
        let first = points.compactMap(\.first?.time).min() ?? 0
        let epoch = first - first % 60_000
        var configuration = configuration
        configuration.epoch = epoch
        let observed = counts ?? runningCounts
        var history = ObservedHistory(
            configuration: configuration,
            initialDesired: 0,
            datapoints: points.map { series in
                series.map { .init(time: $0.time - epoch, samples: $0.samples) }
            }
        )
        let log = ActivityLog(
            activities,
            resource: resource,
            policies: Set(configuration.targetTracking.map(\.name) + configuration.stepScaling.map(\.name)),
            epoch: epoch,
            end: history.end
        )
        for note in log.notes { warn(note) }
        history.changes = log.changes
        history.manualChanges = log.manual
        history.scaleOutDurations = log.scaleOutDurations
        history.running = observed.map { $0.map { .init(time: $0.time - epoch, tasks: $0.tasks) } } ?? log.running
        history.alarmPhases = phases(of: configuration)
        let known = initialDesired ?? log.initialDesired ?? observed?.first?.tasks
        history.initialDesired = known ?? configuration.minimumCapacity
        if known == nil {
            warn(
                "The desired count at the start is not known; it is taken to be the least, "
                    + "\(configuration.minimumCapacity). Give it with --running, or activities from before the datapoints."
            )
        }
        for (index, metric) in configuration.metrics.enumerated() where !history.datapoints[index].isEmpty {
            noteGaps(history.datapoints[index].map(\.time), metric, until: history.end)
        }
        return history
    }

    private mutating func noteGaps(_ times: [Int], _ metric: MetricDefinition, until end: Int) {
        let expected = end / metric.period
        guard times.count < expected else { return }
        var longest = 0
        var next = 0
        for time in times + [end] {
            longest = max(longest, time - next)
            next = time + metric.period
        }
        warn(
            "\(metric.name) has no datapoint in \(expected - times.count) of \(expected) periods, at the longest "
                + "\(longest / 60_000) min on end; alarms take them as missing, as CloudWatch does."
        )
    }

    /// The phases of all alarms.
    ///
    /// An alarm that never changed anything may have any phase; it gets that of one of its direction, or else of any,
    /// so that it never comes first within a minute in which another one was seen to act.
    private func phases(of configuration: ScalingConfiguration) -> [ObservedHistory.AlarmPhases] {
        let known = configuration.targetTracking.map { policy in
            ObservedHistory.AlarmPhases(high: phase(policy.name, "AlarmHigh"), low: phase(policy.name, "AlarmLow"))
        }
        let high = known.compactMap(\.high).first
        let low = known.compactMap(\.low).first
        return known.map { .init(high: $0.high ?? high ?? low, low: $0.low ?? low ?? high) }
    }

    /// The second of the minute at which the activities of an alarm began, which it keeps (aws.md A2): of several the
    /// one nearest to all others.
    private func phase(_ policy: String, _ direction: String) -> Int? {
        let phases = activities.filter { activity in
            activity.notScaledCodes.isEmpty && activity.policy == policy
                && activity.cause?.contains(direction) ?? false
        }.compactMap { $0.start.map { $0.milliseconds % 60_000 } }.sorted()
        func distance(_ phase: Int) -> Int {
            phases.reduce(0) { $0 + min(abs($1 - phase), 60_000 - abs($1 - phase)) }
        }
        return phases.min { distance($0) < distance($1) }
    }
}
