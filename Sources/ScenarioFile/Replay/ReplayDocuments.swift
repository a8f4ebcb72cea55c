import AWSDocuments
public import CapacityTuning
import LosslessJSON
import TargetTracking

/// The documents of the AWS CLI that a replay starts from.
public struct ReplayDocuments: Sendable {
    private var results: [MetricResult] = []
    var activities: [ScalingActivityDocument] = []

    /// What the reader should know of the documents though it is not an error.
    public private(set) var warnings: [String] = []

    public init() {}

    /// Reads the output of `get-metric-data`; several files add up, results of one id and label being one series.
    public mutating func readMetrics(_ bytes: [UInt8], file: String) throws(ScenarioFileError) {
        do {
            let root = JSONNode(try JSONDocument(bytes), source: file)
            for document in try MetricDataResultDocument.readAll(root) { add(document, file: file) }
            notePages(root, file: file)
        } catch {
            throw ScenarioFileError(document: file, error)
        }
        if results.allSatisfy(\.points.isEmpty) { throw Self.error(file, "the document has no datapoint") }
    }

    /// Reads the output of `describe-scaling-activities`; several files add up.
    public mutating func readActivities(_ bytes: [UInt8], file: String) throws(ScenarioFileError) {
        do {
            let root = JSONNode(try JSONDocument(bytes), source: file)
            activities += try ScalingActivityDocument.readAll(root)
            notePages(root, file: file)
        } catch {
            throw ScenarioFileError(document: file, error)
        }
    }

    /// The results by id and label, for messages.
    public var resultNames: [String] { results.map { [$0.id, $0.label].compactMap(\.self).joined(separator: " ") } }

    /// The datapoints of each metric of a configuration, by milliseconds since 1970-01-01 UTC.
    ///
    /// A result belongs to a metric if the user says so (`connections=m1`), if its id or label contains the metric's
    /// name, or if only one of each is left.
    func datapoints(
        for configuration: ScalingConfiguration,
        named names: [String: String]
    ) throws(ScenarioFileError) -> [[ObservedHistory.Datapoint]] {
        var free = Array(results.indices).filter { !results[$0].isRunningCount }
        var chosen: [Int: Int] = [:]
        let used = Set(configuration.targetTracking.map(\.metric) + configuration.stepScaling.map(\.metric)).sorted()
        for metric in used {
            let name = configuration.metrics[metric].name
            let match =
                names[name].map { id in free.first { results[$0].id == id || results[$0].label == id } }
                ?? free.first { results[$0].matches(name) }
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
                "no result belongs to the metric \"\(name)\", without which its policy would block every scale-in; "
                    + "say which with --metric \(name)=ID, or ask get-metric-data for it too (there are \(listed))"
            )
        }
        var all: [[ObservedHistory.Datapoint]] = []
        for (index, metric) in configuration.metrics.enumerated() {
            guard let result = chosen[index].map({ results[$0] }) else {
                all.append([])
                continue
            }
            if let spacing = result.spacing, spacing > metric.period {
                throw Self.error(
                    "--metrics",
                    "the datapoints of \"\(metric.name)\" are \(spacing / 1000) s apart, but its alarms look at "
                        + "periods of \(metric.period / 1000) s; ask get-metric-data for \"Period\": "
                        + "\(metric.period / 1000), which CloudWatch keeps for 15 days"
                )
            }
            let statistic =
                configuration.targetTracking.first { $0.metric == index }?.statistic
                ?? configuration.stepScaling.first { $0.metric == index }?.alarm.statistic ?? .average
            all.append(
                result.points.compactMap { point in
                    guard let value = point.value.double,
                        let samples = SampleSet(datapoint: value, statistic, unitsPerOne: metric.unitsPerOne)
                    else { return nil }
                    return ObservedHistory.Datapoint(time: point.time.milliseconds, samples: samples)
                }
            )
        }
        return all
    }

    /// The number of running tasks if the metrics hold it (Container Insights' RunningTaskCount), by milliseconds
    /// since 1970-01-01 UTC.
    public var runningCounts: [ObservedHistory.Count]? {
        guard let result = results.first(where: \.isRunningCount) else { return nil }
        var counts: [ObservedHistory.Count] = []
        for point in result.points {
            guard let value = point.value.double, value.magnitude < 1e9 else { continue }
            let tasks = Int(value.rounded())
            if counts.last?.tasks != tasks { counts.append(.init(time: point.time.milliseconds, tasks: tasks)) }
        }
        return counts
    }

    mutating func warn(_ text: String) { warnings.append(text) }

    private mutating func add(_ document: MetricDataResultDocument, file: String) {
        if let status = document.statusCode, status != "Complete" {
            let name = document.label ?? document.id ?? "a result"
            let reason = status == "PartialData" ? "only a part of its data" : "perhaps not all of its data"
            warn("\(file): \(name) has the status \(status), so this is \(reason).")
        }
        if let index = results.firstIndex(where: { $0.id == document.id && $0.label == document.label }) {
            results[index].add(document.datapoints)
        } else {
            results.append(MetricResult(id: document.id, label: document.label, points: document.datapoints))
        }
    }

    private mutating func notePages(_ root: JSONNode, file: String) {
        if root.member("NextToken") != nil { warn("\(file): there are more pages (NextToken), which are not in it.") }
    }

    private var listed: String { results.isEmpty ? "none" : resultNames.joined(separator: ", ") }

    static func error(_ file: String, _ message: String) -> ScenarioFileError {
        ScenarioFileError([ScenarioProblem(file: file, message: message)])
    }
}

/// The series of one id and label, over all files.
private struct MetricResult: Sendable {
    var id: String?
    var label: String?
    /// Oldest first, each time once.
    var points: [MetricDatapoint]

    mutating func add(_ more: [MetricDatapoint]) {
        var merged: [MetricDatapoint] = []
        for point in (points + more).enumerated().sorted(by: {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        })
        .map(\.element) where merged.last?.time != point.time {
            merged.append(point)
        }
        points = merged
    }

    /// The least time between two datapoints, milliseconds.
    var spacing: Int? {
        zip(points, points.dropFirst()).map { $1.time.milliseconds - $0.time.milliseconds }.min()
    }

    var isRunningCount: Bool { matches("running") }

    func matches(_ name: String) -> Bool {
        [id, label].contains { $0?.lowercased().contains(name.lowercased()) ?? false }
    }
}
