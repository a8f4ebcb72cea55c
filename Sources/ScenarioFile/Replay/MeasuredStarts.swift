import AWSDocuments
public import CapacityTuning
import LosslessJSON

/// How long tasks took to start, from the timestamps that ECS keeps of them.
///
/// A start counts from `createdAt`, when the task entered PENDING, to `startedAt`, when it was RUNNING. The seconds
/// from a decision to the task being created are not in it, nor those until the load balancer finds it healthy.
public struct MeasuredStarts: Sendable {
    /// A part of the start, as far as tasks tell it.
    public struct Phase: Sendable, Hashable {
        /// What it is: `to the pull`, `pull`, `after the pull`.
        public var name: String
        /// Its lengths, shortest first.
        public var latency: StartLatency
    }

    /// From `createdAt` to `startedAt` of each task.
    public let latency: StartLatency
    /// The parts before, during and after the pull of the images, those that any task tells.
    public let phases: [Phase]
    /// Tasks without `startedAt` or `createdAt`: they never ran, or do not yet.
    public let unstarted: Int
    /// Tasks of something else than the service.
    public let foreign: Int

    /// Reads the output of `describe-tasks`; several files add up, and a task that is there twice counts once.
    ///
    /// - Parameters:
    ///   - files: Names and bytes.
    ///   - service: The service whose tasks count; if it is not known, all of them.
    /// - Throws: ``ScenarioFileError`` if a file is no such document, or no task of the service has started.
    public init(_ files: [(name: String, bytes: [UInt8])], service: String? = nil) throws(ScenarioFileError) {
        var tasks: [TaskDocument] = []
        for (name, bytes) in files {
            do {
                tasks += try TaskDocument.readAll(JSONNode(try JSONDocument(bytes), source: name))
            } catch {
                throw ScenarioFileError(document: name, error)
            }
        }
        var known: Set<String> = []
        var latencies: [Int] = []
        var parts: [[Int]] = [[], [], []]
        var (unstarted, foreign) = (0, 0)
        for task in tasks where known.insert(task.arn).inserted {
            if let service, task.node.member("group") != nil, task.serviceName != service {
                foreign += 1
                continue
            }
            guard let created = task.created, let started = task.started, started >= created else {
                unstarted += 1
                continue
            }
            latencies.append(started.milliseconds - created.milliseconds)
            let times = [created, task.pullStarted, task.pullStopped, started]
            for part in parts.indices {
                guard let from = times[part], let to = times[part + 1], to >= from else { continue }
                parts[part].append(to.milliseconds - from.milliseconds)
            }
        }
        guard let latency = StartLatency(measured: latencies) else {
            let counted = known.count - foreign
            let reason =
                known.isEmpty
                ? "the document lists no task"
                : counted == 0
                    ? "none of the \(known.count) tasks is of the service \(service ?? "")"
                    : "none of the \(counted) tasks has both createdAt and startedAt"
            throw ScenarioFileError([
                ScenarioProblem(
                    file: files.map(\.name).joined(separator: ", "),
                    message: reason + "; describe tasks of the service that are running: aws ecs describe-tasks "
                        + "--cluster CLUSTER --tasks $(aws ecs list-tasks --cluster CLUSTER --service-name SERVICE "
                        + "--query taskArns --output text)"
                )
            ])
        }
        self.latency = latency
        self.unstarted = unstarted
        self.foreign = foreign
        phases = zip(["to the pull", "pull", "after the pull"], parts).compactMap { name, values in
            StartLatency(measured: values).map { Phase(name: name, latency: $0) }
        }
    }

    /// The list as a scenario takes it: `measured(61s, 58.2s)`.
    public var distributionText: String {
        let values = latency.values.map { $0 % 1000 == 0 ? "\($0 / 1000)s" : "\($0)ms" }
        return "measured(\(values.joined(separator: ", ")))"
    }

    /// What was left out, for people; `nil` if nothing was.
    public var omission: String? {
        var parts: [String] = []
        if unstarted > 0 { parts.append("\(unstarted) without startedAt") }
        if foreign > 0 { parts.append("\(foreign) of other services or groups") }
        guard !parts.isEmpty else { return nil }
        return
            "Start latency: \(latency.values.count) tasks measured; left out are \(parts.joined(separator: " and "))."
    }
}
