/// The state of the fleet at regular instants, one array per quantity, for charts.
public struct FleetSeries: Sendable, Hashable {
    /// Between two rows, in seconds.
    public var stepSeconds: Double = 60
    /// Connections at the instant.
    public var connections: [Int32] = []
    /// Clients that want to be connected and are not.
    public var waitingClients: [Int32] = []
    /// Tasks that take new streams.
    public var tasksInService: [Int32] = []
    /// Tasks on their way to service.
    public var startingTasks: [Int32] = []
    /// Tasks draining or stopping.
    public var drainingTasks: [Int32] = []
    /// The desired count.
    public var desiredTasks: [Int32] = []
    /// Connections of the hottest task.
    public var hottestTaskConnections: [Int32] = []
    /// Connections the tasks in service carry at the policy's target.
    public var capacityAtTarget: [Int32] = []
    /// Connections the tasks in service carry at their limit.
    public var capacityAtLimit: [Int32] = []
    /// Attempts refused since the last row.
    public var refusedAttempts: [Int32] = []
    /// Connections cut since the last row.
    public var cutConnections: [Int32] = []
    /// The CPU utilization ECS would publish for the last closed minute, in hundredths of a percent.
    public var cpuHundredthsPercent: [Int32] = []

    /// Creates an empty series.
    public init() {}

    /// The number of rows.
    public var count: Int { connections.count }

    mutating func removeAll() {
        connections.removeAll(keepingCapacity: true)
        waitingClients.removeAll(keepingCapacity: true)
        tasksInService.removeAll(keepingCapacity: true)
        startingTasks.removeAll(keepingCapacity: true)
        drainingTasks.removeAll(keepingCapacity: true)
        desiredTasks.removeAll(keepingCapacity: true)
        hottestTaskConnections.removeAll(keepingCapacity: true)
        capacityAtTarget.removeAll(keepingCapacity: true)
        capacityAtLimit.removeAll(keepingCapacity: true)
        refusedAttempts.removeAll(keepingCapacity: true)
        cutConnections.removeAll(keepingCapacity: true)
        cpuHundredthsPercent.removeAll(keepingCapacity: true)
    }
}
