public import LosslessJSON

/// A scaling policy: the input of `put-scaling-policy`, an item of `describe-scaling-policies`, or the bare
/// configuration of one.
public struct ScalingPolicyDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("PolicyName", .string),
        .required("ServiceNamespace", .string),
        .required("ResourceId", .string),
        .required("ScalableDimension", .string),
        .optional("PolicyType", .string),
        .optional("PolicyARN", .string),
        .optional("StepScalingPolicyConfiguration", StepScalingDocument.shape),
        .optional("TargetTrackingScalingPolicyConfiguration", TargetTrackingDocument.shape),
        .optional("PredictiveScalingPolicyConfiguration", .any),
        .optional("Alarms", .list(.structure([.required("AlarmName", .string), .required("AlarmARN", .string)]))),
        .optional("CreationTime", .timestamp),
    ])

    public let node: JSONNode

    /// The configuration itself, if the file held nothing else.
    private let bare: TargetTrackingDocument?

    public init(validated node: JSONNode) {
        self.node = node
        bare = nil
    }

    /// A policy of which only the configuration is known.
    public init(bare configuration: TargetTrackingDocument) {
        node = configuration.node
        bare = configuration
    }

    /// The input of `put-scaling-policy` for an ECS service.
    public init(name: String, resourceID: String, targetTracking: TargetTrackingDocument) {
        var members = MemberList()
        members.set("PolicyName", name)
        members.set("ServiceNamespace", "ecs")
        members.set("ResourceId", resourceID)
        members.set("ScalableDimension", "ecs:service:DesiredCount")
        members.set("PolicyType", "TargetTrackingScaling")
        members.set("TargetTrackingScalingPolicyConfiguration", targetTracking.json)
        self.init(validated: members.node)
    }

    /// The input of `put-scaling-policy` for an ECS service.
    public init(name: String, resourceID: String, stepScaling: StepScalingDocument) {
        var members = MemberList()
        members.set("PolicyName", name)
        members.set("ServiceNamespace", "ecs")
        members.set("ResourceId", resourceID)
        members.set("ScalableDimension", "ecs:service:DesiredCount")
        members.set("PolicyType", "StepScaling")
        members.set("StepScalingPolicyConfiguration", stepScaling.json)
        self.init(validated: members.node)
    }

    /// Reads a file in any of the three forms: put-scaling-policy input, the bare target tracking configuration, or
    /// the output of `describe-scaling-policies`.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [ScalingPolicyDocument] {
        if root.value["ScalingPolicies"] == nil, root.value["TargetValue"] != nil {
            return [ScalingPolicyDocument(bare: try TargetTrackingDocument(root))]
        }
        guard root.value["ScalingPolicies"] != nil || root.value["PolicyName"] != nil else {
            throw root.failure(
                "expected a scaling policy: put-scaling-policy input (with PolicyName), a target tracking configuration "
                    + "(with TargetValue), or the output of describe-scaling-policies"
            )
        }
        return try read(root, listed: "ScalingPolicies")
    }

    /// Whether the file held the configuration alone.
    public var isBareConfiguration: Bool { bare != nil }

    /// The policy's name, if the document has one.
    public var name: String? { bare == nil ? node.text("PolicyName") : nil }

    /// The service, as `service/<cluster>/<service>`.
    public var resourceID: String? { bare == nil ? node.text("ResourceId") : nil }

    /// The cluster and service of an ECS resource.
    public var service: ServiceReference? { resourceID.flatMap(ServiceReference.init(resourceID:)) }

    /// The policy's ARN, in outputs.
    public var arn: String? { bare == nil ? node.text("PolicyARN") : nil }

    /// `TargetTrackingScaling`, `StepScaling`, `PredictiveScaling` or another one.
    public var policyType: String? { bare == nil ? node.text("PolicyType") : "TargetTrackingScaling" }

    /// The target tracking configuration.
    public var targetTracking: TargetTrackingDocument? { bare ?? view("TargetTrackingScalingPolicyConfiguration") }

    /// The step scaling configuration.
    public var stepScaling: StepScalingDocument? { bare == nil ? view("StepScalingPolicyConfiguration") : nil }

    /// The names of the policy's alarms, in outputs.
    public var alarmNames: [String] {
        bare == nil ? (node.member("Alarms")?.list ?? []).compactMap { $0.text("AlarmName") } : []
    }

    /// The shape that the document has, for unknown members.
    public var ownShape: Shape { bare == nil ? Self.shape : TargetTrackingDocument.shape }

    /// The input of `put-scaling-policy` that makes this policy again; a bare configuration stays one.
    public var putInput: JSONValue { bare == nil ? json.removing(["PolicyARN", "Alarms", "CreationTime"]) : json }
}

/// The cluster and service in a resource id of an ECS service: `service/<cluster>/<service>`.
public struct ServiceReference: Hashable, Sendable {
    /// The cluster's name.
    public var cluster: String

    /// The service's name.
    public var service: String

    /// Makes a reference.
    public init(cluster: String, service: String) {
        self.cluster = cluster
        self.service = service
    }

    /// Reads `service/<cluster>/<service>`.
    public init?(resourceID: String) {
        let parts = resourceID.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "service", !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        self.init(cluster: String(parts[1]), service: String(parts[2]))
    }

    /// `service/<cluster>/<service>`.
    public var resourceID: String { "service/\(cluster)/\(service)" }
}
