public import FleetSimulation

/// A number read from the outcome of one run; smaller is better.
///
/// The raw value names it with its unit.
public enum Measure: String, Sendable, Hashable, CaseIterable {
    /// The cost at this pace for a month.
    case monthlyCost = "monthly_cost_usd"
    /// Task hours billed.
    case billedTaskHours = "billed_task_hours"
    /// 1 if any client was refused, else 0; its mean is the probability of a day with refusals.
    case refused = "refused"
    /// Clients refused at least once.
    case refusedClients = "refused_clients"
    /// Attempts refused.
    case refusedAttempts = "refused_attempts"
    /// Minutes with a refused attempt.
    case refusalMinutes = "refusal_minutes"
    /// Time clients wanted to be connected and were not.
    case waitingClientSeconds = "waiting_client_s"
    /// Connections cut against the client's will.
    case forcedDisconnects = "forced_disconnects"
    /// The same for each client online for a whole day.
    case forcedDisconnectsPerUserDay = "forced_disconnects_per_user_day"
    /// The 99th percentile of the time to reconnect.
    case reconnectP99 = "reconnect_p99_s"
    /// The most reconnect attempts in one second.
    case largestWave = "largest_wave_per_s"
    /// Time tasks spent at their connection limit.
    case atLimitTaskMinutes = "at_limit_task_min"
    /// Time tasks spent above the hot mark.
    case hotTaskMinutes = "hot_task_min"
    /// The largest number of connections on one task.
    case hottestTask = "hottest_task_connections"
    /// Changes of the desired count.
    case scalingActions = "scaling_actions"
    /// Changes of direction a day.
    case oscillations = "oscillations_per_day"
    /// Tasks in service beyond the need at the peak.
    case overshoot = "overshoot_tasks"
    /// Time the demand was above the limit of the tasks in service.
    case shortageSeconds = "shortage_s"
    /// Share of tasks missing against ceil(online / limit).
    case underLimit = "theta_u_limit_percent"
    /// Share of tasks missing against ceil(online / target).
    case underTarget = "theta_u_target_percent"
    /// Share of tasks spare against ceil(online / target).
    case overTarget = "theta_o_target_percent"

    /// Whether the measure is 0 or 1, so that its mean is a probability.
    public var isIndicator: Bool { self == .refused }

    /// Whether a few bad runs make most of the mean, so that the mean of the worst ones is worth telling.
    public var isHeavyTailed: Bool {
        switch self {
        case .refusedClients, .refusedAttempts, .waitingClientSeconds, .forcedDisconnects: true
        default: false
        }
    }

    /// What is measured, for the head of a table.
    public var title: String {
        switch self {
        case .monthlyCost: "cost per month, $"
        case .billedTaskHours: "billed task hours"
        case .refused: "P(any refusal)"
        case .refusedClients: "refused clients"
        case .refusedAttempts: "refused attempts"
        case .refusalMinutes: "minutes with refusals"
        case .waitingClientSeconds: "waiting, client seconds"
        case .forcedDisconnects: "forced disconnects"
        case .forcedDisconnectsPerUserDay: "cuts per user and day"
        case .reconnectP99: "time to reconnect p99, s"
        case .largestWave: "largest wave, per s"
        case .atLimitTaskMinutes: "at limit, task minutes"
        case .hotTaskMinutes: "hot, task minutes"
        case .hottestTask: "hottest task, connections"
        case .scalingActions: "scaling actions"
        case .oscillations: "oscillations per day"
        case .overshoot: "overshoot, tasks"
        case .shortageSeconds: "shortage, s"
        case .underLimit: "under limit, %"
        case .underTarget: "under target, %"
        case .overTarget: "over target, %"
        }
    }

    /// The value in an outcome.
    public func value(in outcome: Outcome) -> Double {
        switch self {
        case .monthlyCost: outcome.cost.monthlyDollars
        case .billedTaskHours: outcome.cost.billedTaskHours
        case .refused: outcome.clients.refusedClients > 0 ? 1 : 0
        case .refusedClients: Double(outcome.clients.refusedClients)
        case .refusedAttempts: Double(outcome.clients.refusedAttempts)
        case .refusalMinutes: Double(outcome.clients.refusalMinutes)
        case .waitingClientSeconds: outcome.clients.waitingClientSeconds
        case .forcedDisconnects: Double(outcome.clients.forcedDisconnects)
        case .forcedDisconnectsPerUserDay: outcome.clients.forcedDisconnectsPerUserDay
        case .reconnectP99: outcome.clients.timeToReconnect.percentile99Seconds
        case .largestWave: Double(outcome.clients.largestWavePerSecond)
        case .atLimitTaskMinutes: outcome.tasks.atLimitTaskMinutes
        case .hotTaskMinutes: outcome.tasks.hotTaskMinutes
        case .hottestTask: Double(outcome.tasks.hottestTaskConnections)
        case .scalingActions: Double(outcome.scaling.scaleOutActions + outcome.scaling.scaleInActions)
        case .oscillations: outcome.scaling.oscillationsPerDay
        case .overshoot: Double(outcome.scaling.overshootTasks)
        case .shortageSeconds: outcome.scaling.shortageSeconds
        case .underLimit: outcome.elasticity.againstLimit.underProvisionedPercent
        case .underTarget: outcome.elasticity.againstTarget.underProvisionedPercent
        case .overTarget: outcome.elasticity.againstTarget.overProvisionedPercent
        }
    }
}
