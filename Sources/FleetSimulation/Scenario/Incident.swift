/// Something that happens to the fleet at a given time.
public struct Incident: Sendable, Hashable {
    /// When, in seconds from the start of the run.
    public var seconds: Double
    /// What.
    public var kind: IncidentKind

    /// Creates an incident.
    public init(atSeconds seconds: Double, _ kind: IncidentKind) {
        self.seconds = seconds
        self.kind = kind
    }
}

/// The kinds of incidents.
public enum IncidentKind: Sendable, Hashable {
    /// This many running tasks die at once, those with the most connections first; their streams are cut.
    case taskCrash(count: Int)
    /// The running task that was started as the n-th (from 0) dies.
    case taskLoss(launch: Int)
    /// Every task of a zone dies; no task is placed there for a while.
    case zoneLoss(zone: Int, durationSeconds: Double)
    /// Storage stops: every stream is dropped and every attempt is refused until it is over.
    case storageStall(durationSeconds: Double)
    /// A new sync configuration: every stream ends at once and clients do their initial sync again.
    case syncConfigurationSwitch
    /// A rolling deployment replaces every task.
    case rollingDeployment
    /// This many running tasks stop answering health checks for a while, those started first.
    case failingHealthChecks(count: Int, durationSeconds: Double)
    /// The metric sidecars of this many running tasks are lost for good, those started first.
    case lostSidecars(count: Int)
    /// The service's desired count is set by hand.
    case desiredCount(Int)
}
