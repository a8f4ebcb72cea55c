public import TargetTracking

/// The delays of one kind of metric, in spans within which no replay can tell them apart.
///
/// A datapoint is read when an alarm is evaluated, at a fixed phase of each interval; whether it became visible just
/// after one evaluation or just before the next is all the same.
public struct DelaySpans: Sendable, Hashable {
    /// The assumption, such as `custom_metric_visible_delay_s`.
    public var name: String
    /// The spans, from zero on, without gaps.
    public var spans: [ClosedRange<Milliseconds>]
    /// A value of each span: the default if it lies inside, else a round one.
    public var values: [Milliseconds]

    init(
        _ name: String,
        default usual: Milliseconds,
        phases: Set<Milliseconds>,
        interval: Milliseconds,
        limit: Milliseconds
    ) {
        self.name = name
        var ends: Set<Milliseconds> = []
        for phase in phases {
            var end = phase % interval
            while end <= limit {
                ends.insert(end)
                end += interval
            }
        }
        var from = 0
        spans = []
        for end in ends.sorted() {
            spans.append(from...end)
            from = end + 1
        }
        values = spans.map { span in
            if span.contains(usual) { return usual }
            for step in [60_000, 30_000, 15_000, 5_000, 1_000] {
                let value = (span.lowerBound + step - 1) / step * step
                if span.contains(value) { return value }
            }
            return span.upperBound
        }
    }

    /// The spans for each kind of metric that the policies of a history watch.
    static func all(
        of history: ObservedHistory,
        _ assumptions: Assumptions,
        alarmPhase: Milliseconds
    ) -> [DelaySpans] {
        let configuration = history.configuration(under: assumptions, otherwise: alarmPhase)
        let tracking = configuration.targetTracking.flatMap { policy in
            [policy.highAlarm, policy.lowAlarm].compactMap { $0.map { (policy.metric, $0) } }
        }
        let alarms = tracking + configuration.stepScaling.map { ($0.metric, $0.alarm) }
        var sources: [(source: MetricDefinition.Source, phases: Set<Milliseconds>)] = []
        for (metric, alarm) in alarms where configuration.metrics[metric].delay == nil {
            let source = configuration.metrics[metric].source
            let index = sources.firstIndex { $0.source == source } ?? sources.count
            if index == sources.count { sources.append((source, [])) }
            let phase = alarm.phase ?? alarmPhase
            // The halves of a custom metric's datapoint are visible so much before the end of its period would be.
            let period = configuration.metrics[metric].period
            for early in source == .custom ? [period / 4, 3 * period / 4] : [0] {
                sources[index].phases.insert((phase + early) % period)
            }
        }
        return sources.map { source, phases in
            switch source {
            case .custom:
                DelaySpans(
                    "custom_metric_visible_delay_s",
                    default: assumptions.customMetricDelay,
                    phases: phases,
                    interval: 60_000,
                    limit: 180_000
                )
            case .ecsService:
                DelaySpans(
                    "ecs_cpu_metric_delay_s",
                    default: assumptions.ecsMetricDelay,
                    phases: phases,
                    interval: 60_000,
                    limit: 180_000
                )
            case .ecsServiceHighResolution:
                DelaySpans(
                    "hires_delay_s",
                    default: assumptions.highResolutionDelay,
                    phases: phases,
                    interval: assumptions.highResolutionEvaluation,
                    limit: 60_000
                )
            }
        }
    }
}
