public import LosslessJSON

/// An ECS task definition: the input of `register-task-definition`, or the output of `describe-task-definition`.
public struct TaskDefinitionDocument: AWSDocument {
    public static let shape = Shape.structure(
        [
            .required("family", .string),
            .optional("taskRoleArn", .string),
            .optional("executionRoleArn", .string),
            .optional("networkMode", .string),
            .required("containerDefinitions", .list(ContainerDocument.shape)),
            .optional("requiresCompatibilities", .strings),
            .optional("cpu", .string),
            .optional("memory", .string),
            .optional("revision", .count),
            .optional("registeredAt", .timestamp),
            .optional("deregisteredAt", .timestamp),
            .optional(
                "runtimePlatform",
                .structure([.optional("cpuArchitecture", .string), .optional("operatingSystemFamily", .string)])
            ),
        ]
            + [
                "volumes", "placementConstraints", "tags", "pidMode", "ipcMode", "proxyConfiguration",
                "inferenceAccelerators", "ephemeralStorage", "enableFaultInjection", "taskDefinitionArn", "status",
                "requiresAttributes", "compatibilities", "registeredBy", "deleteRequestedAt",
            ].map { .optional($0, .any) }
    )

    /// The members that `describe-task-definition` adds and `register-task-definition` does not take.
    static let outputMembers: Set<String> = [
        "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt",
        "registeredBy",
        "deregisteredAt", "deleteRequestedAt",
    ]

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads a bare task definition or one within `{"taskDefinition": {...}}`.
    public static func read(_ root: JSONNode) throws(JSONContentError) -> TaskDefinitionDocument {
        guard let inner = try root.optional("taskDefinition") else { return try TaskDefinitionDocument(root) }
        return try TaskDefinitionDocument(inner)
    }

    /// The family.
    public var family: String { node.text("family") ?? "" }

    /// The role that the containers use.
    public var taskRoleARN: String? { node.text("taskRoleArn") }

    /// The role that ECS uses to pull images, fetch secrets and write logs.
    public var executionRoleARN: String? { node.text("executionRoleArn") }

    /// `awsvpc` on Fargate.
    public var networkMode: String? { node.text("networkMode") }

    /// Where the definition may run.
    public var requiresCompatibilities: [String] { node.texts("requiresCompatibilities") }

    /// Whether the definition is for Fargate.
    public var isFargate: Bool { requiresCompatibilities.contains("FARGATE") }

    /// The task's CPU units as written: `2048`, `2 vCPU`.
    public var cpu: String? { node.text("cpu") }

    /// The task's memory as written: `4096`, `4 GB`.
    public var memory: String? { node.text("memory") }

    /// The task's CPU units; 1024 are one vCPU.
    public var cpuUnits: Int? { cpu.flatMap { FargateSize.units($0, suffix: "vcpu") } }

    /// The task's memory in MiB.
    public var memoryMiB: Int? { memory.flatMap { FargateSize.units($0, suffix: "gb") } }

    /// The containers.
    public var containers: [ContainerDocument] { views("containerDefinitions") }

    /// The input of `register-task-definition` that makes this definition again.
    public var registerInput: JSONValue { json.removing(Self.outputMembers) }
}

/// One container of a task definition.
public struct ContainerDocument: AWSDocument {
    public static let shape = Shape.structure(
        [
            .required("name", .string),
            .optional("image", .string),
            .optional("cpu", .count),
            .optional("memory", .count),
            .optional("memoryReservation", .count),
            .optional("essential", .boolean),
            .optional("command", .strings),
            .optional("entryPoint", .strings),
            .optional("environment", .list(.structure([.optional("name", .string), .optional("value", .string)]))),
            .optional("secrets", .list(.structure([.required("name", .string), .required("valueFrom", .string)]))),
            .optional(
                "portMappings",
                .list(
                    .structure(
                        [
                            .optional("containerPort", .count), .optional("hostPort", .count),
                            .optional("protocol", .string),
                        ]
                            + ["name", "appProtocol", "containerPortRange"].map { .optional($0, .any) }
                    )
                )
            ),
            .optional(
                "logConfiguration",
                .structure([
                    .required("logDriver", .string),
                    .optional("options", .map(.string)),
                    .optional("secretOptions", .any),
                ])
            ),
            .optional(
                "healthCheck",
                .structure([
                    .required("command", .strings),
                    .optional("interval", .count),
                    .optional("timeout", .count),
                    .optional("retries", .count),
                    .optional("startPeriod", .count),
                ])
            ),
            .optional("startTimeout", .count),
            .optional("stopTimeout", .count),
            .optional("readonlyRootFilesystem", .boolean),
            .optional("user", .string),
            .optional(
                "dependsOn",
                .list(.structure([.required("containerName", .string), .required("condition", .string)]))
            ),
        ]
            + [
                "repositoryCredentials", "links", "restartPolicy", "environmentFiles", "mountPoints", "volumesFrom",
                "linuxParameters", "versionConsistency", "hostname", "workingDirectory", "disableNetworking",
                "privileged",
                "dnsServers", "dnsSearchDomains", "extraHosts", "dockerSecurityOptions", "interactive",
                "pseudoTerminal",
                "dockerLabels", "ulimits", "systemControls", "resourceRequirements", "firelensConfiguration",
                "credentialSpecs",
            ].map { .optional($0, .any) }
    )

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// The container's name.
    public var name: String { node.text("name") ?? "" }

    /// The image.
    public var image: String { node.text("image") ?? "" }

    /// The hard memory limit in MiB.
    public var memoryMiB: Int? { node.integer("memory") }

    /// Whether the task stops with the container; `true` if not said.
    public var isEssential: Bool { node.boolean("essential") ?? true }

    /// The command's words.
    public var command: [String] { node.texts("command") }

    /// The value of an environment variable, with its place.
    public func environment(_ name: String) -> JSONNode? {
        (node.member("environment")?.list ?? []).last { $0.text("name") == name }?.member("value")
    }

    /// The names of all environment variables, secret ones included.
    public var environmentNames: [String] {
        ((node.member("environment")?.list ?? []) + (node.member("secrets")?.list ?? [])).compactMap { $0.text("name") }
    }

    /// Where a secret environment variable comes from.
    public func secret(_ name: String) -> JSONNode? {
        (node.member("secrets")?.list ?? []).last { $0.text("name") == name }?.member("valueFrom")
    }

    /// The log driver.
    public var logDriver: String? { node.member("logConfiguration")?.text("logDriver") }

    /// An option of the log driver, with its place.
    public func logOption(_ name: String) -> JSONNode? {
        node.member("logConfiguration")?.member("options")?.member(name)
    }

    /// The health check.
    public var healthCheck: HealthCheckDocument? { node.member("healthCheck").map(HealthCheckDocument.init) }

    /// How long after SIGTERM the container is killed, in seconds; 30 if not said.
    public var stopTimeoutSeconds: Int? { node.integer("stopTimeout") }

    /// The ports that other things may connect to.
    public var containerPorts: [Int] {
        (node.member("portMappings")?.list ?? []).compactMap { $0.integer("containerPort") }
    }
}

/// The health check of a container.
public struct HealthCheckDocument: Sendable {
    /// The value and its place.
    public let node: JSONNode

    /// The command: `["CMD", ...]` or `["CMD-SHELL", "..."]`.
    public var command: [String] { node.texts("command") }

    /// Seconds between checks; 30 if not said.
    public var intervalSeconds: Int { node.integer("interval") ?? 30 }

    /// Failures in a row until the container is unhealthy; 3 if not said.
    public var retries: Int { node.integer("retries") ?? 3 }

    /// Seconds after the start in which failures do not count; 0 if not said.
    public var startPeriodSeconds: Int { node.integer("startPeriod") ?? 0 }
}

/// The CPU and memory pairs that Fargate runs.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
public enum FargateSize {
    /// The memory in MiB that goes with a number of CPU units; `nil` if no task has so many units.
    public static func memoriesMiB(cpuUnits: Int) -> [Int]? {
        switch cpuUnits {
        case 256: [512, 1024, 2048]
        case 512: Array(stride(from: 1024, through: 4096, by: 1024))
        case 1024: Array(stride(from: 2048, through: 8192, by: 1024))
        case 2048: Array(stride(from: 4096, through: 16_384, by: 1024))
        case 4096: Array(stride(from: 8192, through: 30_720, by: 1024))
        case 8192: Array(stride(from: 16_384, through: 61_440, by: 4096))
        case 16_384: Array(stride(from: 32_768, through: 122_880, by: 8192))
        default: nil
        }
    }

    /// The CPU units that Fargate runs.
    public static let cpuUnits = [256, 512, 1024, 2048, 4096, 8192, 16_384]

    /// Reads `2048`, or with a suffix `2 vCPU`, `.5 vCPU`, `4GB` in units of 1024.
    static func units(_ text: String, suffix: String) -> Int? {
        let word = text.lowercased().filter { $0 != " " }
        guard word.hasSuffix(suffix) else { return Int(word) }
        let amount = word.dropLast(suffix.count)
        guard let units = Double(amount).map({ $0 * 1024 }), units == units.rounded(), units.magnitude < 1e9 else {
            return nil
        }
        return Int(units)
    }
}
