/// Every rule of the AWS control plane that AWS does not document, as a value with a default.
///
/// The names, the sources and the alternatives worth trying are in ``fields``.
public struct Assumptions: AssumptionSet, Hashable {
    /// Which datapoint enters the capacity formula.
    public enum MetricPick: String, Sendable, CaseIterable {
        /// The newest datapoint visible when the policy runs.
        case latest
        /// The mean of the datapoints the alarm evaluated, weighted by samples.
        case mean = "mean_of_evaluated"
        /// The largest of the datapoints the alarm evaluated: most capacity out, least removed.
        case largest = "worst_case"
    }

    /// The capacity a policy multiplies while no cooldown runs.
    public enum OutsideBase: String, Sendable, CaseIterable {
        /// The running task count.
        case running
        /// The desired task count.
        case desired
    }

    /// The capacity a policy multiplies from a scale-out decision until its cooldown has ended.
    public enum InsideBase: String, Sendable, CaseIterable {
        /// The capacity before the activity; what it added counts towards the next one.
        case activity
        /// The running task count.
        case running
        /// The desired task count.
        case desired
    }

    /// How far one scale-in goes.
    public enum ScaleInMode: String, Sendable, CaseIterable {
        /// To the capacity computed from the metric.
        case proportional
        /// One task at a time.
        case oneTask = "one_task"
    }

    /// When a cooldown starts to run.
    public enum CooldownStart: String, Sendable, CaseIterable {
        /// When the activity completes: running equals desired.
        case completion
        /// When desired is changed.
        case decision
    }

    /// What a policy without data does to the scale-in of the others.
    public enum InsufficientData: String, Sendable, CaseIterable {
        /// It is not ready, so nothing scales in.
        case blocks
        /// It has no vote.
        case ignored
    }

    /// What shows demand while no task runs.
    public enum ZeroCapacityDemand: String, Sendable, CaseIterable {
        /// A datapoint above zero.
        case aboveZero = "above_zero"
        /// A datapoint above the target.
        case aboveTarget = "above_target"
    }

    /// Evaluation periods of a scale-out alarm.
    public var highPeriods = 3
    /// Evaluation periods of a scale-in alarm.
    public var lowPeriods = 15
    /// Evaluation periods of a scale-in alarm of a custom metric; 0 for ``lowPeriods``.
    public var customLowPeriods = 0
    /// The scale-in threshold as a part of the target.
    public var lowFactor = Ratio(9, over: 10) ?? Ratio(1)
    /// Evaluation periods of a high-resolution scale-out alarm.
    public var highResolutionHighPeriods = 3
    /// Evaluation periods of a high-resolution scale-in alarm.
    public var highResolutionLowPeriods = 45
    /// The second of the minute at which alarms are evaluated; -1 for one seeded phase per alarm.
    public var alarmPhase = -1
    /// How often a standing alarm runs its scaling action.
    public var actionRepeat: Milliseconds = 60_000
    /// How often an alarm with a period below one minute is evaluated.
    public var highResolutionEvaluation: Milliseconds = 10_000
    /// How often a standing high-resolution alarm runs its scaling action.
    public var highResolutionActionRepeat: Milliseconds = 20_000
    /// Periods an alarm looks at beyond its evaluation periods.
    public var evaluationRangeExtra = 2
    /// From the end of a period to the datapoint of a predefined ECS metric being visible.
    public var ecsMetricDelay: Milliseconds = 120_000
    /// The same for a high-resolution ECS metric.
    public var highResolutionDelay: Milliseconds = 11_000
    /// From a sample's timestamp to its being visible, custom metrics.
    public var customMetricDelay: Milliseconds = 15_000
    /// Which datapoint enters the capacity formula.
    public var metricPick = MetricPick.latest
    /// Datapoints a step policy aggregates.
    public var stepDatapoints = 1
    /// The capacity a policy multiplies while no cooldown runs.
    public var baseOutsideCooldown = OutsideBase.running
    /// The capacity a policy multiplies from a scale-out decision until its cooldown has ended.
    public var baseInsideCooldown = InsideBase.activity
    /// How far one scale-in goes.
    public var scaleInMode = ScaleInMode.proportional
    /// The scale-out cooldown of a policy that names none.
    public var defaultScaleOutCooldown: Milliseconds = 300_000
    /// The scale-in cooldown of a policy that names none.
    public var defaultScaleInCooldown: Milliseconds = 300_000
    /// When a cooldown starts to run.
    public var cooldownStart = CooldownStart.completion
    /// Whether a scale-out in progress or cooling down keeps the service from scaling in.
    public var scaleOutBlocksScaleIn = false
    /// Whether a scale-in still in progress keeps the next one from starting.
    public var activityBlocksScaleIn = true
    /// When an activity that has not completed is given up; 0 for never.
    public var activityTimeout: Milliseconds = 0
    /// What a policy without data does to the scale-in of the others.
    public var insufficientData = InsufficientData.blocks
    /// Whether a deployment keeps the service from scaling in.
    public var deploymentBlocksScaleIn = true
    /// What shows demand while no task runs.
    public var zeroCapacityDemand = ZeroCapacityDemand.aboveZero
    /// How late a scheduled action runs.
    public var scheduledActionDelay: Milliseconds = 0

    /// The defaults.
    public init() {}
}
