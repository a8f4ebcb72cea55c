import AWSDocuments
public import BridgeCore
import LosslessJSON

/// Finds the metrics that a plan brings into being by running its own pipeline over a page of samples.
public enum IdentityPreview {
    /// What stands for a value that only the running task knows.
    private static let unknown = "unknown-until-the-task-runs"

    /// The metrics of a plan, sorted; `page` is what a target answers.
    public static func metrics(of plan: BridgePlan, page: [UInt8], contentType: String? = nil) -> [PublishedMetric] {
        var counts: [PublishedMetric: Int] = [:]
        let identity = plan.identity.completed(
            by: TaskIdentity(
                clusterName: unknown,
                serviceName: unknown,
                taskDefinitionFamily: unknown,
                taskID: unknown,
                availabilityZone: unknown
            )
        )
        for target in targets(of: plan) {
            for metric in published(plan, target, identity, page, contentType) { counts[metric, default: 0] += 1 }
        }
        return counts.map { metric, count in
            var metric = metric
            metric.valuesPerScrape = count
            return metric
        }.sorted { ($0.namespace, $0.name, $0.description) < ($1.namespace, $1.name, $1.description) }
    }

    /// What the CloudWatch agent would publish from the same configuration: declared sets only, and of the task it knows
    /// nothing but the cluster.
    public static func agentMetrics(of plan: BridgePlan, page: [UInt8], contentType: String? = nil) -> [PublishedMetric]
    {
        var plan = plan
        plan.publication.addsZeroDimension = false
        let own = Set(["ServiceName", "TaskDefinitionFamily", "TaskId", "AvailabilityZone"])
        return metrics(of: plan, page: page, contentType: contentType).filter { metric in
            metric.dimensions.count <= 10
                && !metric.dimensions.contains { own.contains($0.name) && isTaskValue($0, of: plan.identity) }
        }
    }

    private static func isTaskValue(_ dimension: PublishedMetric.Dimension, of identity: TaskIdentity) -> Bool {
        dimension.value == nil || identity.labels.contains { $0.name == dimension.name && $0.value == dimension.value }
    }

    /// A page with one gauge of each name, for when no scrape is at hand.
    public static func page(names: [String]) -> [UInt8] {
        var seen: Set<String> = []
        let text = names.filter { seen.insert($0).inserted }.map { "# TYPE \($0) gauge\n\($0) 1\n" }.joined()
        return Array(text.utf8)
    }

    /// One target of each job: the first that is named, or one that stands for those found while running.
    private static func targets(of plan: BridgePlan) -> [ScrapeTarget] {
        plan.jobs.enumerated().compactMap { index, job in
            let group = job.staticTargets.first { !$0.addresses.isEmpty }
            return try? TargetResolution.target(
                of: job,
                at: index,
                address: group?.addresses.first ?? "127.0.0.1:9090",
                labels: group?.labels ?? []
            )
        }
    }

    /// The metrics in the lines of one scrape; a value that occurs twice is listed twice.
    private static func published(
        _ plan: BridgePlan,
        _ target: ScrapeTarget,
        _ identity: TaskIdentity,
        _ page: [UInt8],
        _ contentType: String?
    ) -> [PublishedMetric] {
        var pipeline = ScrapePipeline(plan: plan, target: target, identity: identity)
        var lines: [UInt8] = []
        // The second scrape counts: the first of a counter gives no difference.
        for round in 1...2 {
            lines.removeAll()
            pipeline.begin(contentType: contentType)
            _ = page.withUnsafeBytes { pipeline.feed($0) }
            _ = pipeline.finish(
                timestampMilliseconds: Int64(round) * 1_000_000,
                durationMilliseconds: 1,
                into: &lines
            )
        }
        return lines.split(separator: 0x0A).flatMap { line in
            (try? JSONDocument(Array(line)).root).map(metrics) ?? []
        }
    }

    /// The metrics that CloudWatch extracts from one line.
    private static func metrics(in line: JSONValue) -> [PublishedMetric] {
        (line["_aws"]?["CloudWatchMetrics"]?.array ?? []).flatMap { directive in
            (directive["Dimensions"]?.array ?? []).flatMap { set in
                let dimensions = (set.array ?? []).compactMap(\.string).map { name in
                    let value = line[name]?.string
                    return PublishedMetric.Dimension(name, value == unknown ? nil : value)
                }
                return (directive["Metrics"]?.array ?? []).flatMap { definition in
                    let name = definition["Name"]?.string ?? ""
                    let metric = PublishedMetric(
                        namespace: directive["Namespace"]?.string ?? "",
                        name: name,
                        dimensions: dimensions,
                        unit: definition["Unit"]?.string
                    )
                    return Array(repeating: metric, count: max(1, line[name]?.array?.count ?? 1))
                }
            }
        }
    }
}
