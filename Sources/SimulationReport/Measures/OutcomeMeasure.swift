public import FleetSimulation

/// A number of an outcome with a name for requirements, JSON and tables; the name carries the unit.
public struct OutcomeMeasure: Sendable {
    /// The name, such as `refused_clients`.
    public let name: String
    /// What it measures, a phrase.
    public let summary: String
    /// The block of the JSON document that holds it.
    public let group: String
    /// Whether it counts things, so that it prints without decimals.
    public let isCount: Bool
    private let read: @Sendable (Outcome) -> Double

    /// The number of an outcome.
    public func value(in outcome: Outcome) -> Double { read(outcome) }

    /// The number as text.
    public func text(_ value: Double) -> String {
        NumberText.short(value, places: isCount ? 0 : 2)
    }

    /// The measure of this name.
    public static func named(_ name: String) -> OutcomeMeasure? {
        all.first { $0.name == name }
    }

    private init(count name: String, _ summary: String, _ group: String, _ path: any (KeyPath<Outcome, Int> & Sendable))
    {
        self.init(name, summary, group, isCount: true) { Double($0[keyPath: path]) }
    }

    private init(_ name: String, _ summary: String, _ group: String, _ path: any (KeyPath<Outcome, Double> & Sendable))
    {
        self.init(name, summary, group, isCount: false) { $0[keyPath: path] }
    }

    private init(
        _ name: String,
        _ summary: String,
        _ group: String,
        isCount: Bool,
        _ read: @escaping @Sendable (Outcome) -> Double
    ) {
        self.name = name
        self.summary = summary
        self.group = group
        self.isCount = isCount
        self.read = read
    }

    /// All measures in the order of the JSON document.
    public static let all: [OutcomeMeasure] = clients + tasks + scaling + elasticity + cost

    private static let clients: [OutcomeMeasure] = [
        .init(count: "arrived_clients", "clients that came", "clients", \.clients.arrivedClients),
        .init(
            count: "departed_clients",
            "clients that left at the end of their session",
            "clients",
            \.clients.departedClients
        ),
        .init(count: "gave_up_clients", "clients that gave up after refusals", "clients", \.clients.gaveUpClients),
        .init(
            count: "peak_online_clients",
            "most clients online at once, connected or waiting",
            "clients",
            \.clients.peakOnlineClients
        ),
        .init(count: "peak_connections", "most connections at once", "clients", \.clients.peakConnections),
        .init("mean_connections", "connections, averaged over time", "clients", \.clients.meanConnections),
        .init(count: "connection_attempts", "attempts to connect", "clients", \.clients.connectionAttempts),
        .init(count: "refused_attempts", "attempts answered with 429", "clients", \.clients.refusedAttempts),
        .init(
            count: "failed_attempts",
            "attempts that found no task able to answer",
            "clients",
            \.clients.failedAttempts
        ),
        .init(count: "refused_clients", "clients refused at least once", "clients", \.clients.refusedClients),
        .init(count: "refusal_minutes", "minutes of the clock with a refusal", "clients", \.clients.refusalMinutes),
        .init(
            "waiting_client_s",
            "time clients wanted to be connected and were not",
            "clients",
            \.clients.waitingClientSeconds
        ),
        .init(
            count: "forced_disconnects",
            "connections cut against the client's will",
            "clients",
            \.clients.forcedDisconnects
        ),
        .init(
            count: "forced_disconnects_by_stop",
            "of those, cut by scale-in or deployment",
            "clients",
            \.clients.forcedDisconnectsByStop
        ),
        .init(
            count: "forced_disconnects_by_incident",
            "of those, cut by incidents",
            "clients",
            \.clients.forcedDisconnectsByIncident
        ),
        .init(
            count: "forced_disconnects_by_token",
            "of those, cut because a token refresh failed",
            "clients",
            \.clients.forcedDisconnectsByToken
        ),
        .init(
            "forced_disconnects_per_user_day",
            "cuts for each client online a whole day",
            "clients",
            \.clients.forcedDisconnectsPerUserDay
        ),
        .init(
            count: "token_refreshes",
            "connections that moved with a token refresh, without an outage",
            "clients",
            \.clients.tokenRefreshes
        ),
        .init(
            "reconnect_p50_s",
            "time to reconnect, median",
            "clients",
            \.clients.timeToReconnect.percentile50Seconds
        ),
        .init(
            "reconnect_p90_s",
            "time to reconnect, 90th percentile",
            "clients",
            \.clients.timeToReconnect.percentile90Seconds
        ),
        .init(
            "reconnect_p99_s",
            "time to reconnect, 99th percentile",
            "clients",
            \.clients.timeToReconnect.percentile99Seconds
        ),
        .init(
            "reconnect_max_s",
            "time to reconnect, longest",
            "clients",
            \.clients.timeToReconnect.maximumSeconds
        ),
        .init(
            count: "largest_wave_per_s",
            "most reconnect attempts in one second",
            "clients",
            \.clients.largestWavePerSecond
        ),
        .init(
            count: "largest_wave_per_min",
            "most reconnect attempts in 60 seconds",
            "clients",
            \.clients.largestWavePerMinute
        ),
    ]

    private static let tasks: [OutcomeMeasure] = [
        .init(
            "at_limit_task_min",
            "time tasks were at their connection limit",
            "tasks",
            \.tasks.atLimitTaskMinutes
        ),
        .init("hot_task_min", "time tasks were above the hot mark", "tasks", \.tasks.hotTaskMinutes),
        .init(
            "excess_connection_min",
            "connections above their task's target, over time",
            "tasks",
            \.tasks.excessConnectionMinutes
        ),
        .init(
            count: "hottest_task_connections",
            "most connections on one task",
            "tasks",
            \.tasks.hottestTaskConnections
        ),
        .init("mean_skew_ratio", "fullest task over the mean, averaged over time", "tasks", \.tasks.meanSkewRatio),
        .init(
            "minimum_headroom_tasks",
            "least spare room under the limit, in tasks",
            "tasks",
            \.tasks.minimumHeadroomTasks
        ),
        .init(count: "peak_tasks", "most tasks in service", "tasks", \.tasks.peakTasksInService),
        .init("mean_tasks", "tasks in service, averaged over time", "tasks", \.tasks.meanTasksInService),
        .init("serving_task_hours", "time tasks were in service or draining", "tasks", \.tasks.servingTaskHours),
        .init("starting_task_hours", "time tasks were starting", "tasks", \.tasks.startingTaskHours),
        .init("draining_task_hours", "time tasks were draining", "tasks", \.tasks.drainingTaskHours),
        .init(count: "launched_tasks", "tasks launched", "tasks", \.tasks.launchedTasks),
        .init(count: "stopped_tasks", "tasks stopped by the scheduler", "tasks", \.tasks.stoppedTasks),
        .init("mean_cpu_percent", "CPU of the service as ECS publishes it, mean", "tasks", \.tasks.meanCPUPercent),
        .init(
            "peak_cpu_percent",
            "CPU of the service as ECS publishes it, highest minute",
            "tasks",
            \.tasks.peakCPUPercent
        ),
        .init(
            "saturated_task_min",
            "time tasks spent with a saturated event loop",
            "tasks",
            \.tasks.saturatedTaskMinutes
        ),
    ]

    private static let scaling: [OutcomeMeasure] = [
        .init(count: "scale_out_actions", "changes of the desired count upwards", "scaling", \.scaling.scaleOutActions),
        .init(count: "scale_in_actions", "changes of the desired count downwards", "scaling", \.scaling.scaleInActions),
        .init("oscillations_per_day", "changes of direction a day", "scaling", \.scaling.oscillationsPerDay),
        .init(count: "peak_desired_tasks", "largest desired count", "scaling", \.scaling.peakDesiredTasks),
        .init(count: "least_desired_tasks", "smallest desired count", "scaling", \.scaling.leastDesiredTasks),
        .init(
            count: "overshoot_tasks",
            "most tasks beyond what the target asked for at the peak",
            "scaling",
            \.scaling.overshootTasks
        ),
        .init("at_maximum_min", "time at the maximum capacity", "scaling", \.scaling.atMaximumMinutes),
        .init(
            "shortage_s",
            "time with more clients than room at the limit",
            "scaling",
            \.scaling.shortageSeconds
        ),
        .init("longest_shortage_s", "the longest such time", "scaling", \.scaling.longestShortageSeconds),
    ]

    private static let elasticity: [OutcomeMeasure] =
        demand("limit", "ceil(online / limit)", \.elasticity.againstLimit)
        + demand("target", "ceil(online / target)", \.elasticity.againstTarget)

    private static func demand(
        _ suffix: String,
        _ what: String,
        _ path: any (KeyPath<Outcome, ProvisioningMeasures> & Sendable)
    ) -> [OutcomeMeasure] {
        [
            .init(
                "theta_u_\(suffix)_percent",
                "missing tasks against \(what), SPEC theta_U",
                "elasticity",
                isCount: false
            ) {
                $0[keyPath: path].underProvisionedPercent
            },
            .init(
                "theta_o_\(suffix)_percent",
                "superfluous tasks against \(what), SPEC theta_O",
                "elasticity",
                isCount: false
            ) {
                $0[keyPath: path].overProvisionedPercent
            },
            .init(
                "tau_u_\(suffix)_percent",
                "share of time with too few tasks against \(what)",
                "elasticity",
                isCount: false
            ) {
                $0[keyPath: path].underProvisionedTimePercent
            },
            .init(
                "tau_o_\(suffix)_percent",
                "share of time with too many tasks against \(what)",
                "elasticity",
                isCount: false
            ) {
                $0[keyPath: path].overProvisionedTimePercent
            },
        ]
    }

    private static let cost: [OutcomeMeasure] = [
        .init("billed_task_hours", "task-hours billed, from image pull to stop", "cost", \.cost.billedTaskHours),
        .init("total_cost_usd", "cost of the simulated time", "cost", \.cost.totalDollars),
        .init("monthly_cost_usd", "cost of a month at this pace", "cost", \.cost.monthlyDollars),
        .init("serving_cost_usd", "tasks that the demand needed at the target", "cost", \.cost.servingDollars),
        .init("idle_cost_usd", "tasks beyond what the demand needed", "cost", \.cost.idleDollars),
        .init("starting_cost_usd", "tasks starting", "cost", \.cost.startingDollars),
        .init("draining_cost_usd", "tasks draining and stopping", "cost", \.cost.drainingDollars),
        .init("monitoring_cost_usd", "custom metrics, alarms and logs", "cost", \.cost.monitoringDollars),
    ]
}
