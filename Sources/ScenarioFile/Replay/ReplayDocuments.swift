import AWSDocuments
import LosslessJSON
public import TargetTracking

/// The documents of the AWS CLI that a replay starts from.
public struct ReplayDocuments: Sendable {
    private var results: [MetricDataResultDocument] = []
    private var activities: [ScalingActivityDocument] = []

    public init() {}

    /// Reads the output of `get-metric-data`; several files add up.
    public mutating func readMetrics(_ bytes: [UInt8], file: String) throws(ScenarioFileError) {
        do {
            results += try MetricDataResultDocument.readAll(JSONNode(try JSONDocument(bytes), source: file))
        } catch {
            throw Self.error(file, "\(error)")
        }
        if results.allSatisfy({ $0.datapoints.isEmpty }) { throw Self.error(file, "the document has no datapoint") }
    }

    /// Reads the output of `describe-scaling-activities`.
    public mutating func readActivities(_ bytes: [UInt8], file: String) throws(ScenarioFileError) {
        do {
            activities += try ScalingActivityDocument.readAll(JSONNode(try JSONDocument(bytes), source: file))
        } catch {
            throw Self.error(file, "\(error)")
        }
    }

    /// The results by id and label, for messages.
    public var resultNames: [String] { results.map { [$0.id, $0.label].compactMap(\.self).joined(separator: " ") } }

    /// The datapoints of each metric of a configuration.
    ///
    /// A result belongs to a metric if the user says so (`connections=m1`), if its id or label contains the metric's
    /// name, or if only one of each is left.
    public func datapoints(
        for configuration: ScalingConfiguration,
        named names: [String: String]
    ) throws(ScenarioFileError) -> [[MetricReplay.Datapoint]] {
        var free = Array(results.indices).filter { !isRunningCount(results[$0]) }
        var chosen: [Int: Int] = [:]
        let used = Set(configuration.targetTracking.map(\.metric) + configuration.stepScaling.map(\.metric)).sorted()
        for metric in used {
            let name = configuration.metrics[metric].name
            let match =
                names[name].map { id in free.first { results[$0].id == id || results[$0].label == id } }
                ?? free.first { matches(results[$0], name) }
            if let match {
                chosen[metric] = match
                free.removeAll { $0 == match }
            } else if let wanted = names[name] {
                throw Self.error("--metric", "no result has the id or label \"\(wanted)\"; there are \(listed)")
            }
        }
        let rest = used.filter { chosen[$0] == nil }
        if rest.count == 1, free.count == 1 { chosen[rest[0]] = free[0] }
        for metric in used where chosen[metric] == nil {
            let name = configuration.metrics[metric].name
            throw Self.error(
                "--metrics",
                "no result belongs to the metric \"\(name)\"; say which with --metric \(name)=ID (there are \(listed))"
            )
        }
        return configuration.metrics.indices.map { metric in
            guard let index = chosen[metric] else { return [] }
            let units = configuration.metrics[metric].unitsPerOne
            let statistic =
                configuration.targetTracking.first { $0.metric == metric }?.statistic
                ?? configuration.stepScaling.first { $0.metric == metric }?.alarm.statistic ?? .average
            return results[index].datapoints.compactMap { point in
                guard let value = point.value.double,
                    let samples = SampleSet(datapoint: value, statistic, unitsPerOne: units)
                else { return nil }
                return MetricReplay.Datapoint(time: point.time.milliseconds, samples: samples)
            }
        }
    }

    /// The number of running tasks if the metrics hold it (Container Insights' RunningTaskCount).
    public var runningCounts: [MetricReplay.RunningCount]? {
        guard let result = results.first(where: isRunningCount) else { return nil }
        return result.datapoints.compactMap { point in
            Self.scaled(point.value, 1).map { MetricReplay.RunningCount(time: point.time.milliseconds, tasks: $0) }
        }
    }

    /// The changes of the desired count that happened, oldest first; what was not scaled is left out.
    public var observedChanges: [ActivityComparison.Change] {
        carriedOut.compactMap { activity in
            guard let start = activity.start, let desired = activity.desiredCount else { return nil }
            return ActivityComparison.Change(time: start.milliseconds, desired: desired)
        }
    }

    /// The running counts as far as the activities tell them: each ends when its count is reached.
    public func runningCounts(startLatency: Int) -> [MetricReplay.RunningCount] {
        carriedOut.compactMap { activity in
            guard let start = activity.start, let desired = activity.desiredCount else { return nil }
            let end = activity.end?.milliseconds ?? start.milliseconds + startLatency
            return MetricReplay.RunningCount(time: end, tasks: desired)
        }
    }

    /// Gives each alarm the second of the minute at which its activities began, the repeats of one alarm being a minute
    /// apart to the second (aws.md A2).
    public func setAlarmPhases(_ configuration: inout ScalingConfiguration, assumptions: Assumptions) {
        for index in configuration.targetTracking.indices {
            let pair = configuration.alarmPair(of: index, assumptions)
            let name = configuration.targetTracking[index].name
            if let phase = phase(policy: name, direction: "AlarmHigh") {
                configuration.targetTracking[index].highAlarm = pair.high
                configuration.targetTracking[index].highAlarm?.phase = phase
            }
            if let phase = phase(policy: name, direction: "AlarmLow"), let low = pair.low {
                configuration.targetTracking[index].lowAlarm = low
                configuration.targetTracking[index].lowAlarm?.phase = phase
            }
        }
    }

    private func phase(policy: String, direction: String) -> Int? {
        let own = carriedOut.filter { activity in
            guard let cause = activity.cause else { return false }
            return cause.contains(direction) && cause.hasSuffix("triggered policy \(policy)")
        }
        return own.first?.start.map { $0.milliseconds % 60_000 }
    }

    private var carriedOut: [ScalingActivityDocument] {
        activities.filter { $0.notScaledCodes.isEmpty && $0.statusCode != "Failed" }
            .sorted { ($0.start?.milliseconds ?? 0) < ($1.start?.milliseconds ?? 0) }
    }

    private var listed: String { results.isEmpty ? "none" : resultNames.joined(separator: ", ") }

    private func isRunningCount(_ result: MetricDataResultDocument) -> Bool { matches(result, "running") }

    private func matches(_ result: MetricDataResultDocument, _ name: String) -> Bool {
        [result.id, result.label].contains { $0?.lowercased().contains(name.lowercased()) ?? false }
    }

    // The nearest whole number of units; CloudWatch's averages are doubles.
    private static func scaled(_ number: JSONNumber, _ units: Int) -> Int? {
        guard let value = number.double, value.magnitude * Double(units) < 9e15 else { return nil }
        return Int((value * Double(units)).rounded())
    }

    private static func error(_ file: String, _ message: String) -> ScenarioFileError {
        ScenarioFileError([ScenarioProblem(file: file, message: message)])
    }
}
