/// What made a decision.
public enum DecisionTrigger: Sendable, Hashable {
    /// An alarm in ALARM ran its policy; an index into ``ControlPlane/alarms``.
    case alarm(Int)
    /// A scheduled action; an index into ``ScalingConfiguration/scheduledActions``.
    case scheduledAction(Int)
    /// A change of the minimum capacity.
    case minimumCapacity
    /// A change of the maximum capacity.
    case maximumCapacity
    /// The forecast of predictive scaling.
    case forecast
    /// A change of the desired count from outside.
    case manual
}

/// Out adds tasks, in removes them.
public enum ScalingDirection: Sendable, Hashable {
    /// More tasks.
    case out
    /// Fewer tasks.
    case `in`
}

/// The rule that kept an alarm from changing the capacity.
public enum BlockingRule: Sendable, Hashable {
    /// Scaling in this direction is suspended.
    case suspended
    /// A scale-out is in progress or cooling down, and this one is not larger; the end is `nil` while in progress.
    case scaleOutCooldown(until: Milliseconds?)
    /// A scale-in is in progress or cooling down; the end is `nil` while in progress.
    case scaleInCooldown(until: Milliseconds?)
    /// A deployment keeps the service from scaling in.
    case deployment
    /// Another policy with scale-in enabled is not ready: its scale-in alarm is in this state.
    case policyNotReady(policy: Int, state: AlarmState)
    /// A scale-out alarm is in ALARM.
    case scaleOutAlarm(policy: Int)
    /// The forecast of predictive scaling asks for this much.
    case forecast
    /// Desired is at the maximum capacity.
    case atMaximum
    /// Desired is at the minimum capacity.
    case atMinimum
    /// The computed capacity is the desired one.
    case alreadyAtDesired
    /// One task fewer would lift the metric above the target again.
    case anticipatedFlapping
    /// No datapoint to compute with.
    case noDatapoint
}

extension BlockingRule {
    /// The rule without its particulars, for counting repeats.
    var kind: Int {
        switch self {
        case .suspended: 0
        case .scaleOutCooldown: 1
        case .scaleInCooldown: 2
        case .deployment: 3
        case .policyNotReady(let policy, _): 100 + policy
        case .scaleOutAlarm(let policy): 200 + policy
        case .forecast: 4
        case .atMaximum: 5
        case .atMinimum: 6
        case .alreadyAtDesired: 7
        case .anticipatedFlapping: 8
        case .noDatapoint: 9
        }
    }

    /// The end of the cooldown that blocks, once it is known.
    var cooldownEnd: Milliseconds? {
        switch self {
        case .scaleOutCooldown(let end), .scaleInCooldown(let end): end
        default: nil
        }
    }
}

/// What one policy asked for in a decision, with its arithmetic.
public struct PolicyDemand: Sendable, Hashable {
    /// The policy, target tracking first, then step scaling; see ``ControlPlane/policyName(_:)``.
    public var policy: Int
    /// The numerator of the metric value: for an average the sum of the samples, in units of the metric.
    public var metricNumerator: Int
    /// The denominator of the metric value: for an average the sample count times the units per one.
    public var metricDenominator: Int
    /// The capacity multiplied.
    public var base: Int
    /// The capacity computed: `ceil(base * metric / target)`, before the bounds.
    public var capacity: Int
    /// Whether the demand took part in the decision; others are there to be shown.
    public var votes: Bool

    /// The metric value.
    public var metric: Ratio? { Ratio(metricNumerator, over: metricDenominator) }
}

/// One decision of the control plane: what ran, what it computed, and what came of it.
public struct Decision: Sendable, Hashable {
    /// When.
    public var time: Milliseconds
    /// What ran.
    public var trigger: DecisionTrigger
    /// The direction of the policy's alarm, or of the change.
    public var direction: ScalingDirection
    /// The policy that decided: the one that asks for the largest capacity; `nil` without a policy.
    public var policy: Int?
    /// The running count then.
    public var running: Int
    /// The desired count before.
    public var previousDesired: Int
    /// The desired count after.
    public var desired: Int
    /// The capacity computed, within the bounds; the desired count before if nothing was computed.
    public var candidate: Int
    /// The rule that kept desired as it was; `nil` if it changed.
    public var blockedBy: BlockingRule?
    /// The end of the cooldown of this direction, once it is known.
    public var cooldownUntil: Milliseconds?
    /// How often the same alarm was blocked by the same rule without a break, this time included.
    public var repeats: Int
    /// What each policy asked for, as a range of ``ControlPlane/demands``.
    public var demands: Range<Int>

    /// Whether desired changed.
    public var scaled: Bool { desired != previousDesired }
}

/// How much of its decisions a control plane keeps.
public enum DecisionRecording: Sendable, Hashable {
    /// None.
    case none
    /// Those that changed the desired count.
    case scaled
    /// Also those that did not, one entry for a run of equal ones.
    case changes
    /// Every one.
    case all
}
