/// One alarm of a control plane as it stands: its settings, the policy it triggers, and its state.
public struct Alarm: Sendable, Hashable {
    /// The settings.
    public let settings: AlarmSettings
    /// The metric watched, as an index into ``ScalingConfiguration/metrics``.
    public let metric: Int
    /// The policy triggered; target tracking policies first, then step scaling policies.
    public let policy: Int
    /// The direction of the comparison: out for above the threshold, in for below.
    public let direction: ScalingDirection
    /// The state.
    public let state: AlarmState
    /// When the state last changed; `nil` for a new alarm.
    public let stateSince: Milliseconds?
    /// When the alarm is evaluated next; evaluations that are certain to change nothing are passed over where no
    /// decisions are recorded.
    public let nextEvaluation: Milliseconds
}
