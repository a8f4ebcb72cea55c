/// A CloudWatch metric that a plan can publish: namespace, name and the exact dimensions.
///
/// A policy's metric is found only if all three are equal; CloudWatch does not add up custom metrics over dimensions
/// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html>).
public struct PublishedIdentity: Sendable, Hashable, CustomStringConvertible {
    /// A dimension with its value, as far as it is known before a scrape.
    public struct Dimension: Sendable, Hashable {
        /// The dimension's name.
        public var name: String
        /// Its value; nil if only the scraped series will tell, or if they may lack it.
        public var value: String?

        /// Creates a dimension.
        public init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value
        }
    }

    /// The metric's name, or what the name must match.
    public enum MetricName: Sendable, Hashable {
        /// This name.
        case exactly(String)
        /// Every name in which this pattern is found.
        case matching(String)
    }

    /// The CloudWatch namespace.
    public var namespace: String
    /// The metric's name.
    public var metric: MetricName
    /// The dimensions sorted by name; none means a metric without dimensions.
    public var dimensions: [Dimension]
    /// The unit, if the configuration gives the metric one.
    public var unit: String?
    /// The job whose targets it comes from.
    public var job: String
    /// Whether it exists because the metric is a scaling metric, not because a declaration lists it.
    public var isAddedForScaling: Bool

    /// The identity in one line: `PowerSync / powersync_concurrent_connections {ClusterName=c}`.
    public var description: String {
        let name =
            switch self.metric {
            case .exactly(let name): name
            case .matching(let pattern): "/\(pattern)/"
            }
        let dimensions = self.dimensions.map { Label($0.name, $0.value ?? "?") }
        return "\(self.namespace) / \(name) \(Self.text(dimensions: dimensions))"
    }

    /// Dimensions in words: `{ClusterName=c, ServiceName=s}`, or "no dimensions".
    static func text(dimensions: [Label]) -> String {
        if dimensions.isEmpty { return "no dimensions" }
        return "{" + dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: ", ") + "}"
    }
}
