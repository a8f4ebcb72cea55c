/// How numbers travel from the tasks to CloudWatch (powersync.md 1.5, 5.3); the delays from there to the alarms are
/// assumptions of the control plane.
public struct MetricPipeline: Sendable, Hashable {
    /// Between two scrapes of a task, in seconds; every task has its own phase.
    public var scrapeIntervalSeconds: Double
    /// The phase of every task's scrapes in seconds, or nil for a phase drawn per task.
    public var scrapePhaseSeconds: Double?
    /// Whether the metric the connection policy names is the one that is published.
    ///
    /// The guide as published names no dimensions while its agent publishes `ClusterName`: the policy then watches a
    /// metric that does not exist and its alarms stay in INSUFFICIENT_DATA (aws.md G1).
    public var connectionsIdentityMatches: Bool
    /// Whether a task that has not had a connection publishes 0.
    public var freshTasksPublishZero: Bool
    /// Whether a draining task goes on publishing until SIGTERM.
    public var drainingTasksPublish: Bool

    /// Creates a pipeline.
    public init(
        scrapeIntervalSeconds: Double = 30,
        scrapePhaseSeconds: Double? = nil,
        connectionsIdentityMatches: Bool = true,
        freshTasksPublishZero: Bool = true,
        drainingTasksPublish: Bool = true
    ) {
        self.scrapeIntervalSeconds = scrapeIntervalSeconds
        self.scrapePhaseSeconds = scrapePhaseSeconds
        self.connectionsIdentityMatches = connectionsIdentityMatches
        self.freshTasksPublishZero = freshTasksPublishZero
        self.drainingTasksPublish = drainingTasksPublish
    }
}
