public import LosslessJSON

/// One dimension of a CloudWatch metric.
public struct MetricDimension: Hashable, Comparable, Sendable {
    /// The dimension's name.
    public var name: String

    /// The dimension's value.
    public var value: String

    /// Makes a dimension.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    public static func < (left: MetricDimension, right: MetricDimension) -> Bool {
        (left.name, left.value) < (right.name, right.value)
    }

    static let shape = Shape.structure([.required("Name", .string), .required("Value", .string)])

    init?(_ node: JSONNode) {
        guard let name = node.text("Name"), let value = node.text("Value") else { return nil }
        self.init(name: name, value: value)
    }

    /// The dimension as `{"Name": ..., "Value": ...}`.
    public var json: JSONValue { ["Name": .string(name), "Value": .string(value)] }
}

/// What makes a CloudWatch metric the one it is: namespace, name and the exact set of dimensions.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html (Dimension).
public struct MetricIdentity: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The namespace, such as `PowerSync`.
    public var namespace: String

    /// The metric's name.
    public var name: String

    /// The dimensions, sorted by name.
    public private(set) var dimensions: [MetricDimension]

    /// Makes an identity; the order of dimensions does not matter.
    public init(namespace: String, name: String, dimensions: [MetricDimension] = []) {
        self.namespace = namespace
        self.name = name
        self.dimensions = dimensions.sorted()
    }

    public static func < (left: MetricIdentity, right: MetricIdentity) -> Bool {
        if (left.namespace, left.name) != (right.namespace, right.name) {
            return (left.namespace, left.name) < (right.namespace, right.name)
        }
        return left.dimensions.lexicographicallyPrecedes(right.dimensions)
    }

    /// `PowerSync/powersync_concurrent_connections{ClusterName=c}`, `{}` without dimensions.
    public var description: String {
        let pairs = dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
        return "\(namespace)/\(name){\(pairs)}"
    }

    /// The identity as `{"Namespace": ..., "MetricName": ..., "Dimensions": [...]}`, as `list-metrics` prints it.
    public var json: JSONValue {
        [
            "Namespace": .string(namespace), "MetricName": .string(name),
            "Dimensions": .array(dimensions.map(\.json)),
        ]
    }

    /// Reads the members `Namespace`, `MetricName` and `Dimensions`; `nil` if the first two are not there.
    init?(members node: JSONNode) {
        guard let namespace = node.text("Namespace"), let name = node.text("MetricName") else { return nil }
        let dimensions = (node.member("Dimensions")?.list ?? []).compactMap(MetricDimension.init)
        self.init(namespace: namespace, name: name, dimensions: dimensions)
    }
}

/// One metric of the output of `aws cloudwatch list-metrics`.
public struct ListedMetricDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("Namespace", .string),
        .required("MetricName", .string),
        .optional("Dimensions", .list(MetricDimension.shape)),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads the output of `list-metrics`: `{"Metrics": [...]}`.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [ListedMetricDocument] {
        try readAll(root, listed: "Metrics")
    }

    /// The metric.
    public var identity: MetricIdentity {
        MetricIdentity(members: node) ?? MetricIdentity(namespace: "", name: "")
    }
}

/// One query of metric math: an expression, or a statistic of a metric.
///
/// The same members serve `get-metric-data`, metric math alarms and customised metric specifications.
public struct MetricQueryDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("Id", .string),
        .optional("Expression", .string),
        .optional("Label", .string),
        .optional("ReturnData", .boolean),
        .optional("Period", .count),
        .optional("AccountId", .string),
        .optional(
            "MetricStat",
            .structure([
                .required(
                    "Metric",
                    .structure([
                        .optional("Namespace", .string),
                        .optional("MetricName", .string),
                        .optional("Dimensions", .list(MetricDimension.shape)),
                    ])
                ),
                .optional("Period", .count),
                .required("Stat", .string),
                .optional("Unit", .string),
            ])
        ),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// A statistic of a metric, or an expression if `identity` is `nil`.
    public init(
        id: String,
        expression: String? = nil,
        identity: MetricIdentity? = nil,
        statistic: String = "Average",
        periodSeconds: Int? = nil,
        unit: String? = nil,
        label: String? = nil,
        returnsData: Bool? = nil
    ) {
        var members = MemberList()
        members.set("Id", id)
        members.set("Expression", expression)
        if let identity {
            var stat = MemberList()
            stat.set("Metric", identity.json)
            stat.set("Period", periodSeconds)
            stat.set("Stat", statistic)
            stat.set("Unit", unit)
            members.set("MetricStat", .object(stat.object))
        }
        members.set("Label", label)
        members.set("ReturnData", returnsData)
        node = members.node
    }

    /// The name that expressions use for this query.
    public var id: String { node.text("Id") ?? "" }

    /// The expression, if this is not a statistic of a metric.
    public var expression: String? { node.text("Expression") }

    /// The metric, if this is not an expression.
    public var identity: MetricIdentity? { node.member("MetricStat")?.member("Metric").flatMap(MetricIdentity.init) }

    /// The statistic of the metric.
    public var statistic: String? { node.member("MetricStat")?.text("Stat") }

    /// The period in seconds.
    public var periodSeconds: Int? { node.member("MetricStat")?.integer("Period") ?? node.integer("Period") }

    /// The unit that the metric's data must have, if one is named.
    public var unit: String? { node.member("MetricStat")?.text("Unit") }

    /// Whether the query's result is returned; `true` if not said.
    public var returnsData: Bool { node.boolean("ReturnData") ?? true }
}
