public import TargetTracking

/// Everything a run needs, as plain values: the world, the clients in it, and what is recorded.
///
/// The default is the preset `powersync-guide`: the numbers of PowerSync's own ECS guide on a working day.
public struct Scenario: Sendable, Hashable {
    /// What the report calls it.
    public var name: String
    /// The simulated time in seconds.
    public var horizonSeconds: Double
    /// The time at the start that is simulated but not measured, in seconds.
    public var warmUpSeconds: Double
    /// The time of day at the start, in seconds after midnight; for reading and printing clock times.
    public var startSecondOfDay: Double
    /// The seed of a run that names none.
    public var seed: UInt64
    /// The clients that come and go.
    public var workload: Workload
    /// What every client does.
    public var clients: ClientBehavior
    /// What one task takes.
    public var limits: ServiceLimits
    /// The load balancer.
    public var loadBalancer: LoadBalancer
    /// How tasks start and stop.
    public var lifecycle: TaskLifecycle
    /// What a task's processor has to do.
    public var cpu: CPUModel
    /// How numbers travel to CloudWatch.
    public var metrics: MetricPipeline
    /// What Application Auto Scaling is told: bounds, metrics, policies and schedules.
    public var scaling: ScalingConfiguration
    /// What the metrics of ``scaling`` carry, by index; those beyond the list are told by who publishes them.
    public var metricContents: [MetricContent]
    /// The rules of the AWS control plane that AWS does not document.
    public var controlAssumptions: Assumptions
    /// Tasks in service at the first instant.
    public var initialTasks: Int
    /// Crashes, deployments and the like.
    public var incidents: [Incident]
    /// What things cost.
    public var prices: Prices
    /// A task with more connections than this is hot.
    public var hotConnections: Int
    /// The connections a task should have, for measures against the target when no policy names one.
    public var targetConnections: Double

    /// Creates a scenario; without a scaling configuration the fleet keeps its initial tasks.
    public init(
        name: String,
        horizonSeconds: Double,
        workload: Workload,
        clients: ClientBehavior = ClientBehavior(),
        limits: ServiceLimits = ServiceLimits(),
        loadBalancer: LoadBalancer = LoadBalancer(),
        lifecycle: TaskLifecycle = TaskLifecycle(),
        cpu: CPUModel = CPUModel(),
        metrics: MetricPipeline = MetricPipeline(),
        scaling: ScalingConfiguration? = nil,
        initialTasks: Int
    ) {
        self.name = name
        self.horizonSeconds = horizonSeconds
        self.warmUpSeconds = 0
        self.startSecondOfDay = 0
        self.seed = 1
        self.workload = workload
        self.clients = clients
        self.limits = limits
        self.loadBalancer = loadBalancer
        self.lifecycle = lifecycle
        self.cpu = cpu
        self.metrics = metrics
        self.scaling =
            scaling ?? ScalingConfiguration(minimumCapacity: initialTasks, maximumCapacity: initialTasks)
        self.metricContents = []
        self.controlAssumptions = Assumptions()
        self.initialTasks = initialTasks
        self.incidents = []
        self.prices = Prices()
        self.hotConnections = 100
        self.targetConnections = 80
    }
}

/// What a metric of a scaling configuration carries.
public enum MetricContent: String, Sendable, Hashable, CaseIterable {
    /// Connections, one sample for each task and scrape.
    case connections
    /// The service's CPU utilization in percent, as ECS publishes it; samples are thousandths of a percent.
    case cpu
    /// Nothing: a metric nobody publishes.
    case absent
}

extension Scenario {
    /// What a metric of ``scaling`` carries: as listed, else connections if the tasks publish it and CPU if ECS does.
    public func content(ofMetric index: Int) -> MetricContent {
        if metricContents.indices.contains(index) { return metricContents[index] }
        return scaling.metrics[index].source == .custom ? .connections : .cpu
    }

    /// The target of the first policy on connections, else ``targetConnections``.
    public var effectiveTargetConnections: Double {
        let policy = scaling.targetTracking.first { policy in
            scaling.metrics.indices.contains(policy.metric) && content(ofMetric: policy.metric) == .connections
        }
        return policy?.target.approximate ?? targetConnections
    }
}
