public import LosslessJSON

/// The input of `aws cloudwatch get-metric-data --cli-input-json`.
public struct MetricDataRequestDocument: AWSDocument {
    public static let shape = Shape.structure([
        .required("MetricDataQueries", .list(MetricQueryDocument.shape)),
        .required("StartTime", .timestamp),
        .required("EndTime", .timestamp),
        .optional("NextToken", .string),
        .optional("ScanBy", .string),
        .optional("MaxDatapoints", .count),
        .optional("LabelOptions", .structure([.optional("Timezone", .string)])),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// A request for queries over `start..<end`, oldest datapoint first.
    public init(queries: [MetricQueryDocument], start: AWSTimestamp, end: AWSTimestamp) {
        var members = MemberList()
        members.set("MetricDataQueries", .array(queries.map(\.json)))
        members.set("StartTime", start.json)
        members.set("EndTime", end.json)
        members.set("ScanBy", "TimestampAscending")
        node = members.node
    }

    /// The queries.
    public var queries: [MetricQueryDocument] { views("MetricDataQueries") }

    /// The first instant asked for.
    public var start: AWSTimestamp? { node.timestamp("StartTime") }

    /// The end of what is asked for, itself not included.
    public var end: AWSTimestamp? { node.timestamp("EndTime") }
}

/// One result of the output of `aws cloudwatch get-metric-data`.
public struct MetricDataResultDocument: AWSDocument {
    public static let shape = Shape.structure([
        .optional("Id", .string),
        .optional("Label", .string),
        .optional("Timestamps", .list(.timestamp)),
        .optional("Values", .list(.number)),
        .optional("StatusCode", .string),
        .optional("Messages", .any),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// Reads the output of `get-metric-data`: `{"MetricDataResults": [...]}`.
    ///
    /// - Throws: also if a result has not as many values as timestamps.
    public static func readAll(_ root: JSONNode) throws(JSONContentError) -> [MetricDataResultDocument] {
        let results: [MetricDataResultDocument] = try readAll(root, listed: "MetricDataResults")
        for result in results {
            let counts = (
                result.node.member("Timestamps")?.list.count ?? 0, result.node.member("Values")?.list.count ?? 0
            )
            guard counts.0 == counts.1 else {
                throw result.node.failure("expected as many Values (\(counts.1)) as Timestamps (\(counts.0))")
            }
        }
        return results
    }

    /// The query's id.
    public var id: String? { node.text("Id") }

    /// The label.
    public var label: String? { node.text("Label") }

    /// `Complete`, `PartialData`, `InternalError` or `Forbidden`.
    public var statusCode: String? { node.text("StatusCode") }

    /// The datapoints, oldest first; periods without data are absent.
    public var datapoints: [MetricDatapoint] {
        let times = (node.member("Timestamps")?.list ?? []).compactMap { try? AWSTimestamp($0) }
        let values = (node.member("Values")?.list ?? []).compactMap(\.value.number)
        return zip(times, values).map { MetricDatapoint(time: $0, value: $1) }.sorted { $0.time < $1.time }
    }
}

/// The start of a period and the value of a statistic over it.
public struct MetricDatapoint: Hashable, Sendable {
    /// The start of the period.
    public var time: AWSTimestamp

    /// The value, as it was written.
    public var value: JSONNumber

    /// Makes a datapoint.
    public init(time: AWSTimestamp, value: JSONNumber) {
        self.time = time
        self.value = value
    }
}

/// The output of `aws cloudwatch get-metric-statistics`.
public struct MetricStatisticsDocument: AWSDocument {
    public static let shape = Shape.structure([
        .optional("Label", .string),
        .required(
            "Datapoints",
            .list(
                .structure([
                    .required("Timestamp", .timestamp),
                    .optional("SampleCount", .number),
                    .optional("Average", .number),
                    .optional("Sum", .number),
                    .optional("Minimum", .number),
                    .optional("Maximum", .number),
                    .optional("Unit", .string),
                    .optional("ExtendedStatistics", .map(.number)),
                ])
            )
        ),
    ])

    public let node: JSONNode

    public init(validated node: JSONNode) {
        self.node = node
    }

    /// The label, which is the metric's name.
    public var label: String? { node.text("Label") }

    /// The datapoints of a statistic (`Average`, or an extended one such as `p99`), oldest first.
    public func datapoints(of statistic: String) -> [MetricDatapoint] {
        (node.member("Datapoints")?.list ?? []).compactMap { point in
            let value = point.number(statistic) ?? point.member("ExtendedStatistics")?.number(statistic)
            guard let time = point.timestamp("Timestamp"), let value else { return nil }
            return MetricDatapoint(time: time, value: value)
        }.sorted { $0.time < $1.time }
    }
}
