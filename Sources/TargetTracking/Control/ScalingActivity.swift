/// A scaling activity, as `describe-scaling-activities` lists them.
public struct ScalingActivity: Sendable, Hashable {
    /// The status of an activity.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Not yet handed to the service.
        case pending = "Pending"
        /// Desired is set, running is not there yet.
        case inProgress = "InProgress"
        /// Running reached desired.
        case successful = "Successful"
        /// A newer activity changed desired first.
        case overridden = "Overridden"
        /// The service did not get there in time.
        case unfulfilled = "Unfulfilled"
        /// Nothing was changed.
        case failed = "Failed"
    }

    /// When desired was changed.
    public var start: Milliseconds
    /// When the activity ended; `nil` while in progress.
    public var end: Milliseconds?
    /// What caused it.
    public var trigger: DecisionTrigger
    /// The policy that decided; `nil` without a policy.
    public var policy: Int?
    /// The desired count before.
    public var previousDesired: Int
    /// The desired count it set.
    public var desired: Int
    /// The status.
    public var status: Status
}
