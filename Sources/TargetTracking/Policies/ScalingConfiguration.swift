/// Which kinds of scaling are suspended.
public struct SuspendedState: Sendable, Hashable {
    /// No policy removes capacity.
    public var scaleIn: Bool
    /// No policy adds capacity.
    public var scaleOut: Bool
    /// No scheduled action runs.
    public var scheduled: Bool

    /// Nothing suspended unless said so.
    public init(scaleIn: Bool = false, scaleOut: Bool = false, scheduled: Bool = false) {
        self.scaleIn = scaleIn
        self.scaleOut = scaleOut
        self.scheduled = scheduled
    }
}

/// All that Application Auto Scaling is told about one service: its bounds, metrics, policies and schedules.
public struct ScalingConfiguration: Sendable, Hashable {
    /// The cluster and service in `cluster/service`, for alarm names and texts.
    public var service: String
    /// The least desired count policies may set.
    public var minimumCapacity: Int
    /// The largest desired count policies may set.
    public var maximumCapacity: Int
    /// The metrics the policies refer to by index.
    public var metrics: [MetricDefinition]
    /// The target tracking policies.
    public var targetTracking: [TargetTrackingPolicy]
    /// The step scaling policies.
    public var stepScaling: [StepScalingPolicy]
    /// The scheduled actions, in the order in which simultaneous ones run.
    public var scheduledActions: [ScheduledAction]
    /// The forecast of predictive scaling.
    public var forecast: CapacityForecast?
    /// What is suspended at the start.
    public var suspended: SuspendedState
    /// Milliseconds from 1970-01-01 UTC to time zero; a whole minute, so that periods align with the clock.
    public var epoch: Milliseconds

    /// A configuration with the given parts.
    public init(
        service: String = "cluster/service",
        minimumCapacity: Int,
        maximumCapacity: Int,
        metrics: [MetricDefinition] = [],
        targetTracking: [TargetTrackingPolicy] = [],
        stepScaling: [StepScalingPolicy] = [],
        scheduledActions: [ScheduledAction] = [],
        forecast: CapacityForecast? = nil,
        suspended: SuspendedState = SuspendedState(),
        epoch: Milliseconds = 0
    ) {
        self.service = service
        self.minimumCapacity = minimumCapacity
        self.maximumCapacity = maximumCapacity
        self.metrics = metrics
        self.targetTracking = targetTracking
        self.stepScaling = stepScaling
        self.scheduledActions = scheduledActions
        self.forecast = forecast
        self.suspended = suspended
        self.epoch = epoch
    }
}
