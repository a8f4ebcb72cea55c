public import LosslessJSON

/// A `TargetTrackingScalingPolicyConfiguration`, as `--target-tracking-scaling-policy-configuration` takes it.
///
/// Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
public struct TargetTrackingDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("TargetValue", .number),
        .optional(
            "PredefinedMetricSpecification",
            .structure([.required("PredefinedMetricType", .string), .optional("ResourceLabel", .string)])
        ),
        .optional("CustomizedMetricSpecification", CustomizedMetricDocument.shape),
        .optional("ScaleOutCooldown", .count),
        .optional("ScaleInCooldown", .count),
        .optional("DisableScaleIn", .boolean),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// A configuration that tracks a customised metric.
    public init(
        targetValue: JSONNumber,
        metric: CustomizedMetricDocument,
        scaleInCooldownSeconds: Int? = nil,
        scaleOutCooldownSeconds: Int? = nil,
        disablesScaleIn: Bool? = nil
    ) {
        var members = MemberList()
        members.set("TargetValue", targetValue)
        members.set("CustomizedMetricSpecification", metric.json)
        members.set("ScaleInCooldown", scaleInCooldownSeconds)
        members.set("ScaleOutCooldown", scaleOutCooldownSeconds)
        members.set("DisableScaleIn", disablesScaleIn)
        node = members.node
    }

    /// A configuration that tracks a predefined metric, such as `ECSServiceAverageCPUUtilization`.
    public init(
        targetValue: JSONNumber,
        predefinedMetric: String,
        resourceLabel: String? = nil,
        scaleInCooldownSeconds: Int? = nil,
        scaleOutCooldownSeconds: Int? = nil,
        disablesScaleIn: Bool? = nil
    ) {
        var specification = MemberList()
        specification.set("PredefinedMetricType", predefinedMetric)
        specification.set("ResourceLabel", resourceLabel)
        var members = MemberList()
        members.set("TargetValue", targetValue)
        members.set("PredefinedMetricSpecification", .object(specification.object))
        members.set("ScaleInCooldown", scaleInCooldownSeconds)
        members.set("ScaleOutCooldown", scaleOutCooldownSeconds)
        members.set("DisableScaleIn", disablesScaleIn)
        node = members.node
    }

    /// The value at which the metric is held.
    public var targetValue: JSONNumber { node.number("TargetValue") ?? JSONNumber(0) }

    /// The predefined metric type, unknown ones included.
    public var predefinedMetric: String? {
        node.member("PredefinedMetricSpecification")?.text("PredefinedMetricType")
    }

    /// The load balancer and target group of `ALBRequestCountPerTarget`.
    public var resourceLabel: String? { node.member("PredefinedMetricSpecification")?.text("ResourceLabel") }

    /// The customised metric.
    public var customizedMetric: CustomizedMetricDocument? { view("CustomizedMetricSpecification") }

    /// The scale-out cooldown in seconds; AWS takes 300 for ECS services if it is not said.
    public var scaleOutCooldownSeconds: Int? { node.integer("ScaleOutCooldown") }

    /// The scale-in cooldown in seconds; AWS takes 300 for ECS services if it is not said.
    public var scaleInCooldownSeconds: Int? { node.integer("ScaleInCooldown") }

    /// Whether the policy never removes capacity; `false` if not said.
    public var disablesScaleIn: Bool { node.boolean("DisableScaleIn") ?? false }
}

/// A `CustomizedMetricSpecification`: a metric of one's own, or metric math.
public struct CustomizedMetricDocument: AWSDocument {
    public static let shape = Shape.structure([
        .optional("MetricName", .string),
        .optional("Namespace", .string),
        .optional("Dimensions", .list(MetricDimension.shape)),
        .optional("Statistic", .string),
        .optional("Unit", .string),
        .optional("Metrics", .list(MetricQueryDocument.shape)),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// A specification of one metric.
    public init(_ identity: MetricIdentity, statistic: String = "Average", unit: String? = nil) {
        var members = MemberList()
        members.set("MetricName", identity.name)
        members.set("Namespace", identity.namespace)
        if !identity.dimensions.isEmpty { members.set("Dimensions", .array(identity.dimensions.map(\.json))) }
        members.set("Statistic", statistic)
        members.set("Unit", unit)
        node = members.node
    }

    /// A specification by metric math; exactly one query returns data.
    public init(queries: [MetricQueryDocument]) {
        var members = MemberList()
        members.set("Metrics", .array(queries.map(\.json)))
        node = members.node
    }

    /// The metric, unless the specification is metric math.
    public var identity: MetricIdentity? { MetricIdentity(members: node) }

    /// The statistic of the metric.
    public var statistic: String? { node.text("Statistic") }

    /// The unit that the metric's data must have, if one is named.
    public var unit: String? { node.text("Unit") }

    /// The queries of metric math.
    public var queries: [MetricQueryDocument] { views("Metrics") }
}

/// A `StepScalingPolicyConfiguration`.
public struct StepScalingDocument: AWSDocument {
    public static let shape = Shape.structure([
        .optional("AdjustmentType", .string),
        .optional(
            "StepAdjustments",
            .list(
                .structure([
                    .optional("MetricIntervalLowerBound", .number),
                    .optional("MetricIntervalUpperBound", .number),
                    .required("ScalingAdjustment", .wholeNumber),
                ])
            )
        ),
        .optional("MinAdjustmentMagnitude", .wholeNumber),
        .optional("Cooldown", .count),
        .optional("MetricAggregationType", .string),
    ])

    /// One step, relative to the alarm's threshold.
    public struct Step: Hashable, Sendable {
        /// The lower bound; `nil` is minus infinity.
        public var lowerBound: JSONNumber?
        /// The upper bound; `nil` is plus infinity.
        public var upperBound: JSONNumber?
        /// The change, in tasks, percent or as the new capacity.
        public var adjustment: Int

        /// Makes a step.
        public init(lowerBound: JSONNumber?, upperBound: JSONNumber?, adjustment: Int) {
            self.lowerBound = lowerBound
            self.upperBound = upperBound
            self.adjustment = adjustment
        }
    }

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// A configuration with these steps.
    public init(
        adjustmentType: String,
        steps: [Step],
        minimumAdjustmentMagnitude: Int? = nil,
        cooldownSeconds: Int? = nil,
        aggregation: String? = nil
    ) {
        var members = MemberList()
        members.set("AdjustmentType", adjustmentType)
        members.set(
            "StepAdjustments",
            .array(
                steps.map { step in
                    var members = MemberList()
                    members.set("MetricIntervalLowerBound", step.lowerBound)
                    members.set("MetricIntervalUpperBound", step.upperBound)
                    members.set("ScalingAdjustment", step.adjustment)
                    return .object(members.object)
                }
            )
        )
        members.set("MinAdjustmentMagnitude", minimumAdjustmentMagnitude)
        members.set("Cooldown", cooldownSeconds)
        members.set("MetricAggregationType", aggregation)
        node = members.node
    }

    /// `ChangeInCapacity`, `PercentChangeInCapacity` or `ExactCapacity`.
    public var adjustmentType: String? { node.text("AdjustmentType") }

    /// The steps in the order of the document.
    public var steps: [Step] {
        (node.member("StepAdjustments")?.list ?? []).map { step in
            Step(
                lowerBound: step.number("MetricIntervalLowerBound"),
                upperBound: step.number("MetricIntervalUpperBound"),
                adjustment: step.integer("ScalingAdjustment") ?? 0
            )
        }
    }

    /// The least change in tasks of a percent adjustment.
    public var minimumAdjustmentMagnitude: Int? { node.integer("MinAdjustmentMagnitude") }

    /// The cooldown in seconds; AWS takes 300 for ECS services if it is not said.
    public var cooldownSeconds: Int? { node.integer("Cooldown") }

    /// `Average`, `Minimum` or `Maximum`; `Average` if not said.
    public var aggregation: String { node.text("MetricAggregationType") ?? "Average" }
}
