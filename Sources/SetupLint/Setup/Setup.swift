public import AWSDocuments
public import LosslessJSON

/// Everything that was given to a check; whatever is absent is not judged.
public struct Setup: Sendable {
    /// What the bridge will publish; `nil` if no configuration was given.
    public var bridgeMetrics: [PublishedMetric]?
    /// What the CloudWatch agent would publish from the same configuration.
    public var agentMetrics: [PublishedMetric]?
    /// The agent's JSON configuration.
    public var agentConfiguration: JSONNode?
    /// The Prometheus configuration, read from YAML.
    public var prometheusConfiguration: JSONNode?
    /// PowerSync's `service.yaml`; `!env NAME` reads as `{"!env": "NAME"}`.
    public var serviceConfiguration: JSONNode?
    /// The scaling policies.
    public var policies: [ScalingPolicyDocument] = []
    /// The scalable targets.
    public var scalableTargets: [ScalableTargetDocument] = []
    /// The task definitions.
    public var taskDefinitions: [TaskDefinitionDocument] = []
    /// The target groups.
    public var targetGroups: [TargetGroupDocument] = []
    /// Attributes of target groups and load balancers.
    public var attributes: [LoadBalancingAttributesDocument] = []
    /// The alarms.
    public var alarms: [MetricAlarmDocument]?
    /// The metrics that CloudWatch lists.
    public var listedMetrics: [ListedMetricDocument]?
    /// The policies of the task's role.
    public var taskRolePolicies: [PolicyDocument] = []
    /// The policies of the execution role; managed policies that AWS keeps are taken as attached.
    public var executionRolePolicies: [PolicyDocument] = []
    /// The log groups of `describe-log-groups`.
    public var logGroups: [JSONNode] = []
    /// The names of the metrics that a scrape held, with the number of series of each.
    public var scrapedSeries: [(name: String, count: Int)]?
    /// Where the scrape came from: a file or a URL.
    public var scrapeSource = "scrape"
    /// Figures that no document holds.
    public var assumptions = CheckAssumptions()

    /// An empty setup.
    public init() {}

    /// Whether the task definitions run the CloudWatch agent as publisher.
    var deploysAgent: Bool { taskDefinitions.contains { !$0.agentContainers.isEmpty } }

    /// The first attribute of a name among all that were given.
    func attribute(_ key: String) -> JSONNode? {
        for document in attributes {
            if let node = document[key] { return node }
        }
        return nil
    }

    /// Connections that one task takes at most: the service's own limit.
    var connectionLimit: (value: Int, node: JSONNode?) {
        let node = serviceConfiguration?.member("api")?.member("parameters")?.member("max_concurrent_connections")
        if let limit = node?.value.number?.integer { return (Int(limit), node) }
        return (assumptions.connectionLimit, nil)
    }
}

/// Figures that no document holds, each with a default that can be changed.
public struct CheckAssumptions: Sendable, Hashable {
    /// Connections that one task takes at most; 200 is the service's default (observed).
    public var connectionLimit = 200
    /// Seconds from the decision to add a task until it takes connections; the guide says 1 to 3 minutes (documented).
    public var startSeconds = 90
    /// Seconds until a value of a custom metric counts in an alarm (assumed; 15 to 120 are plausible).
    public var metricDelaySeconds = 60
    /// Connections at the busiest time, if known.
    public var peakConnections: Int?
    /// Seconds that a client's token lives (assumed; the documentation recommends 5 to 60 minutes).
    public var tokenSeconds = 3600
    /// The share of one vCPU that a saturated service uses beyond its one event loop, in percent (inferred).
    public var extraCPUPercent = 30
    /// The longest line that the bridge writes, in bytes, if its configuration is known.
    public var lineBytes: Int?
    /// Whether the bridge sends to CloudWatch Logs itself rather than to standard output.
    public var sendsToLogs = false
    /// The metrics that policies track per task.
    public var scalingMetrics = ["powersync_concurrent_connections"]

    /// The defaults.
    public init() {}
}

extension TaskDefinitionDocument {
    /// The containers that run the CloudWatch agent.
    var agentContainers: [ContainerDocument] { containers.filter(\.isCloudWatchAgent) }

    /// The containers that run the bridge.
    var bridgeContainers: [ContainerDocument] { containers.filter(\.isBridge) }

    /// The containers that run the PowerSync service.
    var serviceContainers: [ContainerDocument] { containers.filter(\.isPowerSync) }

    /// The containers that publish metrics.
    var publishers: [ContainerDocument] { containers.filter { $0.isCloudWatchAgent || $0.isBridge } }
}

extension ContainerDocument {
    /// The image's name without registry, tag and digest.
    public var imageName: String {
        let path = image.split(separator: "@").first.map(String.init) ?? image
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.split(separator: ":").first.map(String.init) ?? last
    }

    /// The image's tag.
    public var imageTag: String? {
        let path = image.split(separator: "@").first.map(String.init) ?? image
        let parts = (path.split(separator: "/").last ?? "").split(separator: ":")
        return parts.count == 2 ? String(parts[1]) : nil
    }

    /// Whether this is the CloudWatch agent.
    public var isCloudWatchAgent: Bool { imageName == "cloudwatch-agent" || imageName == "amazon-cloudwatch-agent" }

    /// Whether this is the bridge.
    public var isBridge: Bool { imageName.hasSuffix("scalebridge") || name == "scalebridge" }

    /// Whether this is the PowerSync service.
    public var isPowerSync: Bool { imageName == "powersync-service" }

    /// The service's role: `api`, `sync`, `unified`, or `compact` for the job.
    var powerSyncRole: String {
        if command.first == "compact" { return "compact" }
        guard let flag = command.firstIndex(where: { $0 == "-r" || $0 == "--runner-type" }), flag + 1 < command.count
        else {
            return "unified"
        }
        return command[flag + 1]
    }

    /// The image's version as numbers, if its tag is one.
    var version: [Int]? {
        guard let tag = imageTag else { return nil }
        let numbers = tag.split(separator: ".").map { Int($0) }
        return numbers.count == 3 && !numbers.contains(nil) ? numbers.compactMap(\.self) : nil
    }
}
