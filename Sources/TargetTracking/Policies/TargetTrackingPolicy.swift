/// A target tracking policy: keep a statistic of a metric at a target by changing the number of tasks.
public struct TargetTrackingPolicy: Sendable, Hashable {
    /// The policy's name, such as `connections`.
    public var name: String
    /// The metric, as an index into ``ScalingConfiguration/metrics``.
    public var metric: Int
    /// The statistic tracked.
    public var statistic: Statistic
    /// The target value; above zero.
    public var target: Ratio
    /// The scale-out cooldown; `nil` for the default of the service.
    public var scaleOutCooldown: Milliseconds?
    /// The scale-in cooldown; `nil` for the default of the service.
    public var scaleInCooldown: Milliseconds?
    /// Whether the policy only ever adds capacity; it then has one alarm and no vote on scale-in.
    public var disablesScaleIn: Bool
    /// The scale-out alarm as it really is, in place of the assumed one.
    public var highAlarm: AlarmSettings?
    /// The scale-in alarm as it really is, in place of the assumed one.
    public var lowAlarm: AlarmSettings?

    /// A policy that keeps `metric` at `target`.
    public init(
        _ name: String,
        metric: Int,
        target: Ratio,
        statistic: Statistic = .average,
        scaleOutCooldown: Milliseconds? = nil,
        scaleInCooldown: Milliseconds? = nil,
        disablesScaleIn: Bool = false,
        highAlarm: AlarmSettings? = nil,
        lowAlarm: AlarmSettings? = nil
    ) {
        self.name = name
        self.metric = metric
        self.target = target
        self.statistic = statistic
        self.scaleOutCooldown = scaleOutCooldown
        self.scaleInCooldown = scaleInCooldown
        self.disablesScaleIn = disablesScaleIn
        self.highAlarm = highAlarm
        self.lowAlarm = lowAlarm
    }
}
