public import LosslessJSON

/// One service of the output of `aws ecs describe-services`, or the input of `create-service`.
public struct ServiceDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("serviceName", .string),
        .optional("serviceArn", .string),
        .optional("clusterArn", .string),
        .optional("cluster", .string),
        .optional("status", .string),
        .optional("desiredCount", .count),
        .optional("runningCount", .count),
        .optional("pendingCount", .count),
        .optional("launchType", .string),
        .optional("taskDefinition", .string),
        .optional("healthCheckGracePeriodSeconds", .count),
        .optional("availabilityZoneRebalancing", .string),
        .optional(
            "loadBalancers",
            .list(
                .structure([
                    .optional("targetGroupArn", .string),
                    .optional("containerName", .string),
                    .optional("containerPort", .count),
                ])
            )
        ),
        .optional(
            "deploymentConfiguration",
            .structure([.optional("maximumPercent", .count), .optional("minimumHealthyPercent", .count)])
        ),
        .optional(
            "events",
            .list(.structure([.optional("createdAt", .timestamp), .optional("message", .string)]))
        ),
        .optional("createdAt", .timestamp),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads the output of `describe-services`, or a bare service.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [ServiceDocument] {
        try read(root, listed: "services")
    }

    /// The service's name.
    public var name: String { node.text("serviceName") ?? "" }

    /// The cluster's name, cut from its ARN if need be.
    public var cluster: String? {
        (node.text("clusterArn") ?? node.text("cluster")).map { String($0.split(separator: "/").last ?? "") }
    }

    /// The tasks asked for.
    public var desiredCount: Int? { node.integer("desiredCount") }

    /// The tasks in state RUNNING.
    public var runningCount: Int? { node.integer("runningCount") }

    /// The tasks on their way to RUNNING.
    public var pendingCount: Int? { node.integer("pendingCount") }

    /// The task definition, as an ARN or `family:revision`.
    public var taskDefinition: String? { node.text("taskDefinition") }

    /// How long ECS ignores failing health checks after a start, in seconds; 0 if not said.
    public var healthCheckGracePeriodSeconds: Int { node.integer("healthCheckGracePeriodSeconds") ?? 0 }

    /// The target groups that the service registers its tasks with.
    public var targetGroupARNs: [String] {
        (node.member("loadBalancers")?.list ?? []).compactMap { $0.text("targetGroupArn") }
    }

    /// The events, newest first as ECS prints them.
    public var events: [(time: AWSTimestamp?, message: String)] {
        (node.member("events")?.list ?? []).map { ($0.timestamp("createdAt"), $0.text("message") ?? "") }
    }
}

/// One task of the output of `aws ecs describe-tasks`.
public struct TaskDocument: AWSDocument {
    public static let shape = Shape.structure(
        [
            .required("taskArn", .string),
            .optional("clusterArn", .string),
            .optional("taskDefinitionArn", .string),
            .optional("lastStatus", .string),
            .optional("desiredStatus", .string),
            .optional("healthStatus", .string),
            .optional("group", .string),
            .optional("availabilityZone", .string),
            .optional("stopCode", .string),
            .optional("stoppedReason", .string),
            .optional(
                "containers",
                .list(
                    .structure([
                        .optional("name", .string), .optional("exitCode", .wholeNumber),
                        .optional("lastStatus", .string),
                    ])
                )
            ),
        ] + timestamps.map { .optional($0, .timestamp) }
    )

    private static let timestamps = [
        "createdAt", "pullStartedAt", "pullStoppedAt", "startedAt", "stoppingAt", "executionStoppedAt", "stoppedAt",
        "connectivityAt",
    ]

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads the output of `describe-tasks`: `{"tasks": [...]}`.
    ///
    /// - Throws: also for the output of `list-tasks`, which has the ARNs only.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [TaskDocument] {
        if root.member("tasks") == nil, root.member("taskArns") != nil {
            throw root.failure(
                "this is the output of list-tasks, which has no times; give its ARNs to aws ecs describe-tasks --tasks"
            )
        }
        return try readAll(root, listed: "tasks")
    }

    /// The task's ARN.
    public var arn: String { node.text("taskArn") ?? "" }

    /// Such as `RUNNING`.
    public var lastStatus: String? { node.text("lastStatus") }

    /// The service, from the group `service:<name>`.
    public var serviceName: String? {
        guard let group = node.text("group"), group.hasPrefix("service:") else { return nil }
        return String(group.dropFirst("service:".count))
    }

    /// When the task entered PENDING.
    public var created: AWSTimestamp? { node.timestamp("createdAt") }

    /// When the pull of images began.
    public var pullStarted: AWSTimestamp? { node.timestamp("pullStartedAt") }

    /// When the pull of images ended.
    public var pullStopped: AWSTimestamp? { node.timestamp("pullStoppedAt") }

    /// When the task entered RUNNING.
    public var started: AWSTimestamp? { node.timestamp("startedAt") }

    /// When the task began to stop.
    public var stopping: AWSTimestamp? { node.timestamp("stoppingAt") }

    /// When the task's containers had stopped.
    public var stopped: AWSTimestamp? { node.timestamp("executionStoppedAt") ?? node.timestamp("stoppedAt") }

    /// The exit codes by container name.
    public var exitCodes: [(container: String, code: Int)] {
        (node.member("containers")?.list ?? []).compactMap { container in
            guard let name = container.text("name"), let code = container.integer("exitCode") else { return nil }
            return (name, code)
        }
    }
}
