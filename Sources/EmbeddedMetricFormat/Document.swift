/// What one scrape or one request has to tell CloudWatch: metrics, their dimensions and plain fields.
///
/// A document becomes one or more lines of JSON in the
/// [embedded metric format](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html);
/// see ``Encoder``. A document without directives becomes a line without `_aws`: a log line that yields no metric.
///
/// ```swift
/// var document = Document(timestamp: 1_764_000_000_000)
/// document.properties = [Property("ClusterName", .string("production"))]
/// document.directives = [
///     Directive(
///         namespace: "PowerSync",
///         dimensionSets: [["ClusterName"], []],
///         metrics: [Metric("powersync_concurrent_connections", .number(83))]
///     )
/// ]
/// var lines: [UInt8] = []
/// try Encoder().encode(document, into: &lines)
/// ```
public struct Document: Sendable, Equatable {
    /// The time of the values, in milliseconds since 1970-01-01T00:00:00Z.
    public var timestamp: Int64
    /// What CloudWatch shall extract.
    public var directives: [Directive]
    /// Members of the root; dimensions take their values from the strings among them.
    ///
    /// Every line repeats them.
    public var properties: [Property]
    /// Numbers at the root that CloudWatch shall not extract.
    ///
    /// Like metrics they appear once over all lines.
    public var fields: [Field]
    /// Further members of `_aws`, beside the directives.
    public var metadata: [Property]
    /// The log group that the CloudWatch agent's own listener shall write to (`_aws.LogGroupName`).
    public var logGroupName: String?
    /// The name of a member that holds the timestamp, as a string, on lines that have no `_aws`; none unless set.
    public var timestampFieldOfPlainLines: String?

    /// Creates a document of the given time, in milliseconds since the epoch.
    public init(
        timestamp: Int64,
        directives: [Directive] = [],
        properties: [Property] = [],
        fields: [Field] = [],
        metadata: [Property] = [],
        logGroupName: String? = nil,
        timestampFieldOfPlainLines: String? = nil
    ) {
        self.timestamp = timestamp
        self.directives = directives
        self.properties = properties
        self.fields = fields
        self.metadata = metadata
        self.logGroupName = logGroupName
        self.timestampFieldOfPlainLines = timestampFieldOfPlainLines
    }

    /// Sets a property; an earlier one of the same name is replaced in its place.
    public mutating func setProperty(_ name: String, _ value: PropertyValue) {
        if let index = properties.firstIndex(where: { $0.name.hasSameBytes(as: name) }) {
            properties[index].value = value
        } else {
            properties.append(Property(name, value))
        }
    }
}

/// One entry of `CloudWatchMetrics`: metrics of a namespace, each published under each of the dimension sets.
public struct Directive: Sendable, Equatable {
    /// The CloudWatch namespace.
    public var namespace: String
    /// The dimension sets by the names of their dimensions.
    ///
    /// An empty set publishes the metric without dimensions.
    public var dimensionSets: [[String]]
    /// The metrics to extract.
    public var metrics: [Metric]

    /// Creates a directive; `[[]]` as dimension sets means "without dimensions".
    public init(namespace: String, dimensionSets: [[String]] = [[]], metrics: [Metric] = []) {
        self.namespace = namespace
        self.dimensionSets = dimensionSets
        self.metrics = metrics
    }

    /// Adds a dimension set; one of the same names that is there already moves to the end.
    public mutating func addDimensionSet(_ names: [String]) {
        let key = Self.identity(of: names)
        dimensionSets.removeAll { Self.identity(of: $0) == key }
        dimensionSets.append(names)
    }

    /// What two sets of the same names have in common, whatever their order.
    static func identity(of names: [String]) -> [[UInt8]] {
        names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    }
}

/// A metric: its name, how CloudWatch shall take it, and what was measured.
public struct Metric: Sendable, Equatable {
    /// The metric's name, also the name of the root member that holds the value.
    public var name: String
    /// The unit; without one no `Unit` is written, which CloudWatch reads as `None`.
    public var unit: Unit?
    /// How finely CloudWatch stores it.
    public var resolution: StorageResolution
    /// What was measured.
    public var value: MetricValue

    /// Creates a metric.
    public init(
        _ name: String,
        _ value: MetricValue,
        unit: Unit? = nil,
        resolution: StorageResolution = .standard
    ) {
        self.name = name
        self.unit = unit
        self.resolution = resolution
        self.value = value
    }
}

/// What was measured of a metric.
public enum MetricValue: Sendable, Equatable {
    /// One number.
    case number(Double)
    /// Several numbers, in order; more than 100 spread over several lines. One alone is written as a number.
    case array([Double])
    /// A distribution as values with counts.
    case distribution(Distribution)
}

/// Values with the number of times each occurred, and the statistics over all of them.
///
/// This object is not on the specification's page; CloudWatch has accepted it for years from the OpenTelemetry
/// collector's `awsemf` exporter and from Fluent Bit (emf.md 6.14).
public struct Distribution: Sendable, Equatable {
    /// The values, at most 100.
    public var values: [Double]
    /// How often each value occurred; as many as values.
    public var counts: [Double]
    /// The sum of everything observed.
    public var sum: Double
    /// The number of observations.
    public var count: Double
    /// The smallest observation, or a bound of it.
    public var minimum: Double
    /// The greatest observation, or a bound of it.
    public var maximum: Double

    /// Creates a distribution.
    public init(values: [Double], counts: [Double], sum: Double, count: Double, minimum: Double, maximum: Double) {
        self.values = values
        self.counts = counts
        self.sum = sum
        self.count = count
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// A member of the root that is not a metric.
public struct Property: Sendable, Equatable {
    /// The member's name.
    public var name: String
    /// The member's value.
    public var value: PropertyValue

    /// Creates a property.
    public init(_ name: String, _ value: PropertyValue) {
        self.name = name
        self.value = value
    }
}

/// The value of a property.
public enum PropertyValue: Sendable, Equatable {
    /// A string; the only kind that can be a dimension's value.
    case string(String)
    /// A finite number.
    case number(Double)
    /// A whole number.
    case integer(Int64)
    /// A truth value.
    case boolean(Bool)
}

/// A number at the root that is not extracted as a metric.
public struct Field: Sendable, Equatable {
    /// The member's name.
    public var name: String
    /// The number.
    public var value: Double

    /// Creates a field.
    public init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}

extension String {
    /// Whether two strings are the same bytes; `==` also takes canonically equivalent ones for equal, JSON does not.
    func hasSameBytes(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
