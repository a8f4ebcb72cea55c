public import LosslessJSON

/// One metric alarm of the output of `aws cloudwatch describe-alarms`, or the input of `put-metric-alarm`.
public struct MetricAlarmDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("AlarmName", .string),
        .optional("AlarmArn", .string),
        .optional("AlarmDescription", .string),
        .optional("AlarmConfigurationUpdatedTimestamp", .timestamp),
        .optional("ActionsEnabled", .boolean),
        .optional("OKActions", .strings),
        .optional("AlarmActions", .strings),
        .optional("InsufficientDataActions", .strings),
        .optional("StateValue", .string),
        .optional("StateReason", .string),
        .optional("StateReasonData", .string),
        .optional("StateUpdatedTimestamp", .timestamp),
        .optional("StateTransitionedTimestamp", .timestamp),
        .optional("MetricName", .string),
        .optional("Namespace", .string),
        .optional("Statistic", .string),
        .optional("ExtendedStatistic", .string),
        .optional("Dimensions", .list(MetricDimension.shape)),
        .optional("Period", .integer(1 ... .max)),
        .optional("Unit", .string),
        .optional("EvaluationPeriods", .integer(1 ... .max)),
        .optional("DatapointsToAlarm", .integer(1 ... .max)),
        .optional("Threshold", .number),
        .optional("ComparisonOperator", .string),
        .optional("TreatMissingData", .string),
        .optional("EvaluateLowSampleCountPercentile", .string),
        .optional("Metrics", .list(MetricQueryDocument.shape)),
        .optional("ThresholdMetricId", .string),
        .optional("EvaluationState", .string),
        .optional("EvaluationCriteria", .any),
        .optional("EvaluationInterval", .count),
        .optional("Tags", .any),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads the output of `describe-alarms`, or a bare alarm.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [MetricAlarmDocument] {
        try read(root, listed: "MetricAlarms")
    }

    /// The alarm's name.
    public var name: String { node.text("AlarmName") ?? "" }

    /// The alarm's ARN, in outputs.
    public var arn: String? { node.text("AlarmArn") }

    /// `OK`, `ALARM` or `INSUFFICIENT_DATA`.
    public var state: String? { node.text("StateValue") }

    /// Why it is in this state.
    public var stateReason: String? { node.text("StateReason") }

    /// The metric, unless the alarm watches an expression.
    public var identity: MetricIdentity? { MetricIdentity(members: node) }

    /// The queries of a metric math alarm.
    public var queries: [MetricQueryDocument] { views("Metrics") }

    /// The statistic, plain or extended.
    public var statistic: String? { node.text("Statistic") ?? node.text("ExtendedStatistic") }

    /// The unit that the metric's data must have, if one is named.
    public var unit: String? { node.text("Unit") }

    /// The period in seconds, of the metric or of the first query that has one.
    public var periodSeconds: Int? { node.integer("Period") ?? queries.lazy.compactMap(\.periodSeconds).first }

    /// The number of periods looked at (N of "M out of N").
    public var evaluationPeriods: Int? { node.integer("EvaluationPeriods") }

    /// The number of breaching datapoints that raise the alarm (M); N if not said.
    public var datapointsToAlarm: Int? { node.integer("DatapointsToAlarm") ?? evaluationPeriods }

    /// The threshold.
    public var threshold: JSONNumber? { node.number("Threshold") }

    /// Such as `GreaterThanThreshold`.
    public var comparisonOperator: String? { node.text("ComparisonOperator") }

    /// `missing`, `notBreaching`, `breaching` or `ignore`; `missing` if not said.
    public var treatMissingData: String { node.text("TreatMissingData") ?? "missing" }

    /// What the alarm does, as ARNs: for a scaling policy, the policy's ARN with `:createdBy/...` after it.
    public var alarmActions: [String] { node.texts("AlarmActions") }

    /// The input of `put-metric-alarm` that makes this alarm again.
    public var putInput: JSONValue {
        json.removing([
            "AlarmArn", "AlarmConfigurationUpdatedTimestamp", "StateValue", "StateReason", "StateReasonData",
            "StateUpdatedTimestamp", "StateTransitionedTimestamp", "EvaluationState",
        ])
    }
}

/// One item of the output of `aws cloudwatch describe-alarm-history`.
public struct AlarmHistoryItemDocument: AWSDocument {
    public static let shape = Shape.structure([
        .optional("AlarmName", .string),
        .optional("AlarmContributorId", .string),
        .optional("AlarmType", .string),
        .required("Timestamp", .timestamp),
        .optional("HistoryItemType", .string),
        .optional("HistorySummary", .string),
        .optional("HistoryData", .string),
        .optional("AlarmContributorAttributes", .any),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads the output of `describe-alarm-history`: `{"AlarmHistoryItems": [...]}`.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [AlarmHistoryItemDocument] {
        try readAll(root, listed: "AlarmHistoryItems")
    }

    /// The alarm's name.
    public var alarmName: String? { node.text("AlarmName") }

    /// When it happened.
    public var time: AWSTimestamp? { node.timestamp("Timestamp") }

    /// `StateUpdate`, `Action`, `ConfigurationUpdate`, or another one.
    public var itemType: String? { node.text("HistoryItemType") }

    /// The sentence of the console: `Alarm updated from OK to ALARM`.
    public var summary: String? { node.text("HistorySummary") }

    /// The details, a JSON document in a string.
    public var data: JSONNode? {
        guard let text = node.text("HistoryData"), let value = try? JSONValue(parsing: text) else { return nil }
        return JSONNode(value, source: node.source)
    }

    /// The state before and after, for an item of type `StateUpdate` that carries both.
    public var stateChange: (from: String, to: String)? {
        guard let data, let old = data.member("oldState")?.text("stateValue"),
            let new = data.member("newState")?.text("stateValue")
        else { return nil }
        return (old, new)
    }
}
