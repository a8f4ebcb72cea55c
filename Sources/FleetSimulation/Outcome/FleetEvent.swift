/// Something that happened to a task or to the whole fleet.
public struct FleetEvent: Sendable, Hashable {
    /// When, in milliseconds from the start of the run.
    public var milliseconds: Int
    /// What.
    public var kind: FleetEventKind
    /// The task by its launch number from 0, or -1 if it concerns the fleet.
    public var task: Int
    /// Connections concerned: those cut, or those still there.
    public var connections: Int

    /// Creates an event.
    public init(milliseconds: Int, kind: FleetEventKind, task: Int, connections: Int) {
        self.milliseconds = milliseconds
        self.kind = kind
        self.task = task
        self.connections = connections
    }
}

/// The kinds of ``FleetEvent``.
public enum FleetEventKind: String, Sendable, Hashable {
    /// The scheduler launched a task.
    case launched
    /// The task reached RUNNING.
    case running
    /// The load balancer sends it streams.
    case inService = "in_service"
    /// The load balancer found it unhealthy.
    case unhealthy
    /// The scheduler chose it to stop; it drains.
    case draining
    /// The deregistration delay ended, cutting the connections left.
    case drained
    /// It got SIGTERM.
    case terminated
    /// It was still there at the end of stopTimeout and was killed.
    case killed
    /// It is gone.
    case stopped
    /// It crashed.
    case crashed
    /// A zone was lost.
    case zoneLost = "zone_lost"
    /// Storage stalled: every stream was dropped.
    case storageStalled = "storage_stalled"
    /// Storage answers again.
    case storageRecovered = "storage_recovered"
    /// The sync configuration was switched: every stream ended.
    case configurationSwitched = "configuration_switched"
    /// A rolling deployment began.
    case deploymentStarted = "deployment_started"
    /// The last task of the old revision is gone.
    case deploymentFinished = "deployment_finished"
    /// The metric sidecar of a task was lost.
    case sidecarLost = "sidecar_lost"
    /// The desired count was set by hand.
    case desiredCountSet = "desired_count_set"
}
