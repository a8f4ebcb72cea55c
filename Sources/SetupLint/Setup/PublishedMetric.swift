public import AWSDocuments

/// A metric that a publisher will bring into being: an identity whose dimension values may not be known yet.
public struct PublishedMetric: Sendable, Hashable {
    /// A dimension whose value is `nil` if only the running task knows it.
    public struct Dimension: Sendable, Hashable, Comparable {
        /// The dimension's name.
        public var name: String
        /// Its value, if it is known.
        public var value: String?

        /// Makes a dimension.
        public init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value
        }

        public static func < (left: Dimension, right: Dimension) -> Bool {
            (left.name, left.value ?? "") < (right.name, right.value ?? "")
        }
    }

    /// The namespace.
    public var namespace: String
    /// The metric's name.
    public var name: String
    /// The dimensions, sorted.
    public private(set) var dimensions: [Dimension]
    /// The unit; `nil` is CloudWatch's `None`.
    public var unit: String?
    /// How many values one task publishes under this identity at each scrape.
    public var valuesPerScrape: Int

    /// Makes a metric.
    public init(
        namespace: String,
        name: String,
        dimensions: [Dimension],
        unit: String? = nil,
        valuesPerScrape: Int = 1
    ) {
        self.namespace = namespace
        self.name = name
        self.dimensions = dimensions.sorted()
        self.unit = unit
        self.valuesPerScrape = valuesPerScrape
    }

    /// `PowerSync/powersync_concurrent_connections{ClusterName=?}`; a value that only the task knows is `?`.
    public var description: String {
        let pairs = dimensions.map { "\($0.name)=\($0.value ?? "?")" }.joined(separator: ", ")
        return "\(namespace)/\(name){\(pairs)}"
    }

    /// Whether an identity names this metric; unknown values may be anything.
    public func matches(_ identity: MetricIdentity) -> Bool {
        guard namespace == identity.namespace, name == identity.name, dimensions.count == identity.dimensions.count
        else {
            return false
        }
        return zip(dimensions, identity.dimensions).allSatisfy { own, other in
            own.name == other.name && (own.value == nil || own.value == other.value)
        }
    }

    /// The identity with unknown values of the well-known ECS dimensions filled in; `nil` if others stay unknown.
    public func identity(of service: ServiceReference?) -> MetricIdentity? {
        var known: [MetricDimension] = []
        for dimension in dimensions {
            let fallback: String? =
                switch dimension.name {
                case "ClusterName": service?.cluster
                case "ServiceName": service?.service
                default: nil
                }
            guard let value = dimension.value ?? fallback else { return nil }
            known.append(MetricDimension(name: dimension.name, value: value))
        }
        return MetricIdentity(namespace: namespace, name: name, dimensions: known)
    }
}
