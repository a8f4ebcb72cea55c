public import LosslessJSON

/// One target group of the output of `aws elbv2 describe-target-groups`, or the input of `create-target-group`.
public struct TargetGroupDocument: AWSDocument {
    public static let shape = Shape.structure([
        .optional("TargetGroupArn", .string),
        .optional("TargetGroupName", .string),
        .optional("Name", .string),
        .optional("Protocol", .string),
        .optional("Port", .count),
        .optional("VpcId", .string),
        .optional("HealthCheckProtocol", .string),
        .optional("HealthCheckPort", .string),
        .optional("HealthCheckEnabled", .boolean),
        .optional("HealthCheckIntervalSeconds", .count),
        .optional("HealthCheckTimeoutSeconds", .count),
        .optional("HealthyThresholdCount", .count),
        .optional("UnhealthyThresholdCount", .count),
        .optional("HealthCheckPath", .string),
        .optional("Matcher", .any),
        .optional("LoadBalancerArns", .strings),
        .optional("TargetType", .string),
        .optional("ProtocolVersion", .string),
        .optional("IpAddressType", .string),
        .optional("TargetControlPort", .count),
        .optional("Tags", .any),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads the output of `describe-target-groups`, or the input of `create-target-group`.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [TargetGroupDocument] {
        try read(root, listed: "TargetGroups")
    }

    /// The group's ARN.
    public var arn: String? { node.text("TargetGroupArn") }

    /// The group's name.
    public var name: String { node.text("TargetGroupName") ?? node.text("Name") ?? "" }

    /// `ip` for Fargate.
    public var targetType: String? { node.text("TargetType") }

    /// The path of the health check; `/` if not said.
    public var healthCheckPath: String? { node.text("HealthCheckPath") }

    /// Seconds between health checks; 30 if not said.
    public var healthCheckIntervalSeconds: Int { node.integer("HealthCheckIntervalSeconds") ?? 30 }

    /// Seconds until a check fails; 5 if not said.
    public var healthCheckTimeoutSeconds: Int { node.integer("HealthCheckTimeoutSeconds") ?? 5 }

    /// Failures in a row until a target is unhealthy; 2 if not said.
    public var unhealthyThreshold: Int { node.integer("UnhealthyThresholdCount") ?? 2 }
}

/// The output of `aws elbv2 describe-target-group-attributes` (or of load balancer attributes): a list of keys and
/// values.
public struct LoadBalancingAttributesDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("Attributes", .list(.structure([.required("Key", .string), .optional("Value", .string)])))
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// The value of an attribute, with its place.
    public subscript(key: String) -> JSONNode? {
        (node.member("Attributes")?.list ?? []).last { $0.text("Key") == key }?.member("Value")
    }

    /// `deregistration_delay.timeout_seconds`; AWS takes 300 if it was never set.
    public var deregistrationDelaySeconds: Int? {
        self["deregistration_delay.timeout_seconds"]?.value.string.flatMap { Int($0) }
    }

    /// `load_balancing.algorithm.type`; AWS takes `round_robin` if it was never set.
    public var algorithm: String? { self["load_balancing.algorithm.type"]?.value.string }

    /// `slow_start.duration_seconds`; 0 is off.
    public var slowStartSeconds: Int? { self["slow_start.duration_seconds"]?.value.string.flatMap { Int($0) } }

    /// `idle_timeout.timeout_seconds` of an application load balancer; AWS takes 60 if it was never set.
    public var idleTimeoutSeconds: Int? { self["idle_timeout.timeout_seconds"]?.value.string.flatMap { Int($0) } }
}
