public import LosslessJSON

/// A scalable target: the input of `register-scalable-target` or an item of `describe-scalable-targets`.
public struct ScalableTargetDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("ServiceNamespace", .string),
        .required("ResourceId", .string),
        .required("ScalableDimension", .string),
        .optional("MinCapacity", .count),
        .optional("MaxCapacity", .count),
        .optional("PredictedCapacity", .count),
        .optional("RoleARN", .string),
        .optional("CreationTime", .timestamp),
        .optional(
            "SuspendedState",
            .structure([
                .optional("DynamicScalingInSuspended", .boolean),
                .optional("DynamicScalingOutSuspended", .boolean),
                .optional("ScheduledScalingSuspended", .boolean),
            ])
        ),
        .optional("ScalableTargetARN", .string),
        .optional("Tags", .map(.string)),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// The input of `register-scalable-target` for an ECS service.
    public init(resourceID: String, minimumCapacity: Int, maximumCapacity: Int) {
        var members = MemberList()
        members.set("ServiceNamespace", "ecs")
        members.set("ResourceId", resourceID)
        members.set("ScalableDimension", "ecs:service:DesiredCount")
        members.set("MinCapacity", minimumCapacity)
        members.set("MaxCapacity", maximumCapacity)
        node = members.node
    }

    /// Reads `register-scalable-target` input or `describe-scalable-targets` output.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [ScalableTargetDocument] {
        try read(root, listed: "ScalableTargets")
    }

    /// The service, as `service/<cluster>/<service>`.
    public var resourceID: String { node.text("ResourceId") ?? "" }

    /// The cluster and service of an ECS resource.
    public var service: ServiceReference? { ServiceReference(resourceID: resourceID) }

    /// The least capacity that policies may set.
    public var minimumCapacity: Int? { node.integer("MinCapacity") }

    /// The largest capacity that policies may set.
    public var maximumCapacity: Int? { node.integer("MaxCapacity") }

    /// Whether scale-in by policies is suspended.
    public var isScaleInSuspended: Bool { suspended("DynamicScalingInSuspended") }

    /// Whether scale-out by policies is suspended.
    public var isScaleOutSuspended: Bool { suspended("DynamicScalingOutSuspended") }

    /// Whether scheduled actions are suspended.
    public var isScheduledSuspended: Bool { suspended("ScheduledScalingSuspended") }

    private func suspended(_ key: String) -> Bool { node.member("SuspendedState")?.boolean(key) ?? false }

    /// The input of `register-scalable-target` that makes this target again.
    public var registerInput: JSONValue {
        json.removing(["PredictedCapacity", "CreationTime", "ScalableTargetARN"])
    }
}

/// A scheduled action: the input of `put-scheduled-action` or an item of `describe-scheduled-actions`.
public struct ScheduledActionDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("ScheduledActionName", .string),
        .required("ServiceNamespace", .string),
        .required("ResourceId", .string),
        .required("ScalableDimension", .string),
        .optional("ScheduledActionARN", .string),
        .optional("Schedule", .string),
        .optional("Timezone", .string),
        .optional("StartTime", .timestamp),
        .optional("EndTime", .timestamp),
        .optional("CreationTime", .timestamp),
        .optional(
            "ScalableTargetAction",
            .structure([.optional("MinCapacity", .count), .optional("MaxCapacity", .count)])
        ),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// The input of `put-scheduled-action` for an ECS service.
    public init(
        name: String,
        resourceID: String,
        schedule: String,
        timezone: String? = nil,
        minimumCapacity: Int? = nil,
        maximumCapacity: Int? = nil
    ) {
        var action = MemberList()
        action.set("MinCapacity", minimumCapacity)
        action.set("MaxCapacity", maximumCapacity)
        var members = MemberList()
        members.set("ServiceNamespace", "ecs")
        members.set("ScheduledActionName", name)
        members.set("ResourceId", resourceID)
        members.set("ScalableDimension", "ecs:service:DesiredCount")
        members.set("Schedule", schedule)
        members.set("Timezone", timezone)
        members.set("ScalableTargetAction", .object(action.object))
        node = members.node
    }

    /// Reads `put-scheduled-action` input or `describe-scheduled-actions` output.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [ScheduledActionDocument] {
        try read(root, listed: "ScheduledActions")
    }

    /// The action's name.
    public var name: String { node.text("ScheduledActionName") ?? "" }

    /// The service, as `service/<cluster>/<service>`.
    public var resourceID: String { node.text("ResourceId") ?? "" }

    /// `at(...)`, `rate(...)` or `cron(...)`.
    public var schedule: String? { node.text("Schedule") }

    /// The IANA name of the schedule's time zone; UTC if not said.
    public var timezone: String? { node.text("Timezone") }

    /// No run before this.
    public var start: AWSTimestamp? { node.timestamp("StartTime") }

    /// No run after this.
    public var end: AWSTimestamp? { node.timestamp("EndTime") }

    /// The new minimum capacity.
    public var minimumCapacity: Int? { node.member("ScalableTargetAction")?.integer("MinCapacity") }

    /// The new maximum capacity.
    public var maximumCapacity: Int? { node.member("ScalableTargetAction")?.integer("MaxCapacity") }

    /// The input of `put-scheduled-action` that makes this action again.
    public var putInput: JSONValue { json.removing(["ScheduledActionARN", "CreationTime"]) }
}

/// One item of the output of `aws application-autoscaling describe-scaling-activities`.
public struct ScalingActivityDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("ActivityId", .string),
        .optional("ServiceNamespace", .string),
        .optional("ResourceId", .string),
        .optional("ScalableDimension", .string),
        .optional("Description", .string),
        .optional("Cause", .string),
        .required("StartTime", .timestamp),
        .optional("EndTime", .timestamp),
        .required("StatusCode", .string),
        .optional("StatusMessage", .string),
        .optional("Details", .string),
        .optional(
            "NotScaledReasons",
            .list(
                .structure([
                    .required("Code", .string),
                    .optional("MaxCapacity", .count),
                    .optional("MinCapacity", .count),
                    .optional("CurrentCapacity", .count),
                ])
            )
        ),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads the output of `describe-scaling-activities`: `{"ScalingActivities": [...]}`.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [ScalingActivityDocument] {
        try readAll(root, listed: "ScalingActivities")
    }

    /// The service, as `service/<cluster>/<service>`.
    public var resourceID: String? { node.text("ResourceId") }

    /// When it began.
    public var start: AWSTimestamp? { node.timestamp("StartTime") }

    /// When it ended, if it has.
    public var end: AWSTimestamp? { node.timestamp("EndTime") }

    /// What was done, in a sentence.
    public var summary: String? { node.text("Description") }

    /// Why: `monitor alarm <name> in state ALARM triggered policy <policy>`.
    public var cause: String? { node.text("Cause") }

    /// `Pending`, `InProgress`, `Successful`, `Overridden`, `Unfulfilled`, `Failed`, or another one.
    public var statusCode: String { node.text("StatusCode") ?? "" }

    /// The status in a sentence.
    public var statusMessage: String? { node.text("StatusMessage") }

    /// The codes of the reasons for not scaling.
    public var notScaledCodes: [String] {
        (node.member("NotScaledReasons")?.list ?? []).compactMap { $0.text("Code") }
    }

    /// The desired count that the activity set, read from its description or status message.
    public var desiredCount: Int? {
        for text in [summary, statusMessage] {
            guard let text, let range = text.lowercased().firstRange(of: "desired count to ") else { continue }
            let digits = text.lowercased()[range.upperBound...].prefix { $0.isASCII && $0.isNumber }
            if let count = Int(digits) { return count }
        }
        return nil
    }
}
