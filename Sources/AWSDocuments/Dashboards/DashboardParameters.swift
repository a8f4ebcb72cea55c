/// What a dashboard is about: one service, and the figures its lines stand at.
public struct DashboardParameters: Sendable, Hashable {
    /// The AWS Region.
    public var region: String
    /// The ECS cluster's name.
    public var cluster: String
    /// The ECS service's name.
    public var service: String
    /// The namespace of the scaling metric.
    public var namespace = "PowerSync"
    /// The scaling metric.
    public var metric = "powersync_concurrent_connections"
    /// The dimensions that the scaling metric is published with: some of `ClusterName` and `ServiceName`.
    public var dimensions = ["ClusterName"]
    /// The load balancer as metrics name it, `app/<name>/<id>`; without one its panels are left out.
    public var loadBalancer: String?
    /// The target group as metrics name it, `targetgroup/<name>/<id>`.
    public var targetGroup: String?
    /// The ARNs of the scaling alarms; without any the alarm panel is left out.
    public var alarmARNs: [String] = []
    /// The connections per task that the policy holds.
    public var target = 80
    /// The connections that one task takes at most.
    public var limit = 200
    /// The CPU percentage that the policy holds.
    public var cpuTarget = 70
    /// Whether to show the desired count, which only Container Insights publishes.
    public var usesContainerInsights = false

    /// A dashboard of one service.
    public init(region: String, cluster: String, service: String) {
        self.region = region
        self.cluster = cluster
        self.service = service
    }

    /// Names in place of values, to be filled in later.
    public static let placeholders: DashboardParameters = {
        var parameters = DashboardParameters(region: "${region}", cluster: "${cluster}", service: "${service}")
        parameters.loadBalancer = "${load_balancer}"
        parameters.targetGroup = "${target_group}"
        parameters.alarmARNs = ["${high_alarm_arn}", "${low_alarm_arn}"]
        return parameters
    }()
}
