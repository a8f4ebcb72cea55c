/// Why nothing was scaled, as `describe-scaling-activities --include-not-scaled-activities` codes it.
public struct NotScaledReason: Sendable, Hashable {
    /// The codes AWS documents.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The step was expected to flap.
        case anticipatedFlapping = "AutoScalingAnticipatedFlapping"
        /// The service cannot be scaled for now, as during a deployment.
        case unscalable = "TargetServicePutResourceAsUnscalable"
        /// Desired is at the maximum capacity.
        case atMaximum = "AlreadyAtMaxCapacity"
        /// Desired is at the minimum capacity.
        case atMinimum = "AlreadyAtMinCapacity"
        /// The computed capacity is the desired one.
        case atDesired = "AlreadyAtDesiredCapacity"
    }

    /// The code.
    public var code: Code
    /// The maximum capacity, for that code only.
    public var maximumCapacity: Int?
    /// The minimum capacity, for that code only.
    public var minimumCapacity: Int?
    /// The current capacity.
    public var currentCapacity: Int
}

extension Decision {
    /// The reason in AWS's codes; `nil` if desired changed, or for rules that AWS has no code for (a cooldown, a
    /// suspension, a policy that is not ready).
    ///
    /// - Parameters:
    ///   - minimum: The minimum capacity then.
    ///   - maximum: The maximum capacity then.
    /// - Returns: The reason with the capacities AWS gives beside its code.
    public func notScaledReason(minimumCapacity minimum: Int, maximumCapacity maximum: Int) -> NotScaledReason? {
        switch blockedBy {
        case .atMaximum:
            NotScaledReason(code: .atMaximum, maximumCapacity: maximum, currentCapacity: desired)
        case .atMinimum:
            NotScaledReason(code: .atMinimum, minimumCapacity: minimum, currentCapacity: desired)
        case .alreadyAtDesired, .forecast:
            NotScaledReason(code: .atDesired, currentCapacity: desired)
        case .anticipatedFlapping:
            NotScaledReason(code: .anticipatedFlapping, currentCapacity: desired)
        case .deployment:
            NotScaledReason(code: .unscalable, currentCapacity: desired)
        case .suspended, .scaleOutCooldown, .scaleInCooldown, .policyNotReady, .scaleOutAlarm, .noDatapoint, nil:
            nil
        }
    }
}

extension ScalingActivity {
    /// The activity's description in AWS's words, such as `Setting desired count to 7`.
    public var activityDescription: String { "Setting desired count to \(desired)." }

    /// The status message, as AWS words it; `nil` while in progress.
    public var statusMessage: String? {
        switch status {
        case .successful: "Successfully set desired count to \(desired). Change successfully fulfilled by ecs."
        case .overridden: "Successfully set desired count to \(desired). Change was overridden by a newer activity."
        case .unfulfilled: "Successfully set desired count to \(desired). Change could not be fulfilled by ecs in time."
        case .failed: "Failed to set desired count to \(desired)."
        case .pending, .inProgress: nil
        }
    }
}

extension ControlPlane {
    /// The cause of an activity or decision, as AWS words it.
    public func cause(of trigger: DecisionTrigger, policy: Int?) -> String {
        switch trigger {
        case .alarm(let index):
            let name = policyName(policy ?? monitors[index].policy)
            return "monitor alarm \(alarmSettings[index].name) in state ALARM triggered policy \(name)"
        case .scheduledAction(let index):
            return "scheduled action name \(configuration.scheduledActions[index].name) was triggered"
        case .minimumCapacity: return "minimum capacity was set to \(minimumCapacity)"
        case .maximumCapacity: return "maximum capacity was set to \(maximumCapacity)"
        case .forecast: return "predictive scaling forecast was applied"
        case .manual: return "desired count was changed outside Application Auto Scaling"
        }
    }
}
