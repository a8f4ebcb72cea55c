/// A step scaling policy: an alarm of the user's own, and steps by how far the metric is beyond its threshold.
public struct StepScalingPolicy: Sendable, Hashable {
    /// What a step's adjustment means.
    public enum AdjustmentType: String, Sendable, Hashable, CaseIterable {
        /// Tasks to add or remove.
        case changeInCapacity = "ChangeInCapacity"
        /// The capacity itself.
        case exactCapacity = "ExactCapacity"
        /// Percent of the capacity to add or remove.
        case percentChangeInCapacity = "PercentChangeInCapacity"
    }

    /// How the newest datapoints are folded into one.
    public enum Aggregation: String, Sendable, Hashable, CaseIterable {
        /// Their mean.
        case average = "Average"
        /// The smallest.
        case minimum = "Minimum"
        /// The largest.
        case maximum = "Maximum"
    }

    /// One step: bounds relative to the alarm's threshold, and the adjustment between them.
    public struct Step: Sendable, Hashable {
        /// The lower bound as metric minus threshold; `nil` for minus infinity.
        public var lowerBound: Ratio?
        /// The upper bound as metric minus threshold; `nil` for plus infinity.
        public var upperBound: Ratio?
        /// The adjustment, in the unit of the adjustment type.
        public var adjustment: Int

        /// A step between two bounds.
        public init(from lowerBound: Ratio?, to upperBound: Ratio?, adjust adjustment: Int) {
            self.lowerBound = lowerBound
            self.upperBound = upperBound
            self.adjustment = adjustment
        }
    }

    /// The policy's name.
    public var name: String
    /// The metric of its alarm, as an index into ``ScalingConfiguration/metrics``.
    public var metric: Int
    /// The alarm that triggers the policy.
    public var alarm: AlarmSettings
    /// What the adjustments mean.
    public var adjustmentType: AdjustmentType
    /// The steps, in any order, without gaps and overlaps; 1 to 20.
    public var steps: [Step]
    /// The least change in tasks of a percent adjustment; `nil` for none.
    public var minimumAdjustmentMagnitude: Int?
    /// The cooldown after its activities; `nil` for the default of the service.
    public var cooldown: Milliseconds?
    /// How the newest datapoints are folded into one.
    public var aggregation: Aggregation

    /// A policy triggered by `alarm` on `metric`.
    public init(
        _ name: String,
        metric: Int,
        alarm: AlarmSettings,
        _ adjustmentType: AdjustmentType,
        steps: [Step],
        minimumAdjustmentMagnitude: Int? = nil,
        cooldown: Milliseconds? = nil,
        aggregation: Aggregation = .average
    ) {
        self.name = name
        self.metric = metric
        self.alarm = alarm
        self.adjustmentType = adjustmentType
        self.steps = steps
        self.minimumAdjustmentMagnitude = minimumAdjustmentMagnitude
        self.cooldown = cooldown
        self.aggregation = aggregation
    }
}
