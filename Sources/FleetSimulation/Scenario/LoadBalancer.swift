/// An Application Load Balancer in front of the fleet (aws.md D3, D5, D6).
public struct LoadBalancer: Sendable, Hashable {
    /// How a new stream finds its task.
    public var algorithm: RoutingAlgorithm
    /// From a task running to its registration, in seconds.
    public var registrationSeconds: Double
    /// Between two health checks of a target, in seconds (5 to 300); the first one falls anywhere inside it.
    public var healthCheckIntervalSeconds: Double
    /// From a health check to its counted answer, in seconds.
    public var healthCheckResponseSeconds: Double
    /// Failed checks in a row that make a healthy target unhealthy (2 to 10).
    public var unhealthyThreshold: Int
    /// Passed checks in a row that make an unhealthy target healthy again (2 to 10); a new target needs one.
    public var healthyThreshold: Int
    /// The ramp of a new target's share in seconds; 0 switches it off, as least outstanding requests does.
    public var slowStartSeconds: Double
    /// How long a deregistered target may keep its streams, in seconds (0 to 3600).
    public var deregistrationDelaySeconds: Double
    /// Whether deregistration ends as soon as the target has no stream left.
    public var drainEndsWhenEmpty: Bool
    /// Whether streams go to any registered target when none is healthy.
    public var failsOpen: Bool

    /// Creates a load balancer.
    public init(
        algorithm: RoutingAlgorithm = .roundRobin,
        registrationSeconds: Double = 3,
        healthCheckIntervalSeconds: Double = 30,
        healthCheckResponseSeconds: Double = 0,
        unhealthyThreshold: Int = 2,
        healthyThreshold: Int = 5,
        slowStartSeconds: Double = 0,
        deregistrationDelaySeconds: Double = 300,
        drainEndsWhenEmpty: Bool = true,
        failsOpen: Bool = true
    ) {
        self.algorithm = algorithm
        self.registrationSeconds = registrationSeconds
        self.healthCheckIntervalSeconds = healthCheckIntervalSeconds
        self.healthCheckResponseSeconds = healthCheckResponseSeconds
        self.unhealthyThreshold = unhealthyThreshold
        self.healthyThreshold = healthyThreshold
        self.slowStartSeconds = slowStartSeconds
        self.deregistrationDelaySeconds = deregistrationDelaySeconds
        self.drainEndsWhenEmpty = drainEndsWhenEmpty
        self.failsOpen = failsOpen
    }
}

/// How a target is chosen, in the names of the target group attribute `load_balancing.algorithm.type`.
public enum RoutingAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// Each target in turn.
    case roundRobin = "round_robin"
    /// The target with the fewest open streams; ties in turn.
    case leastOutstandingRequests = "least_outstanding_requests"
    /// A random target.
    case weightedRandom = "weighted_random"
}
