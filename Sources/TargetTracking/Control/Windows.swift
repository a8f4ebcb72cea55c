/// The activity in progress, if any.
struct CurrentActivity: Sendable {
    var inProgress = false
    var direction = ScalingDirection.out
    /// Whether a policy caused it; only then does its end start a cooldown.
    var byPolicy = false
    /// The cooldown that its end starts.
    var cooldown: Milliseconds = 0
    /// When it is given up; `Int.max` for never.
    var timeout = Milliseconds.max
    /// Its entry in the list of activities; -1 if none is kept.
    var entry = -1
    /// Its entry in the list of decisions; -1 if none is kept.
    var decision = -1
}

/// From a scale-out by policy until its cooldown has ended: only a larger scale-out passes (aws.md A4).
struct ScaleOutWindow: Sendable {
    /// The end; `Int.max` while the activity is in progress, `Int.min` if there is no window.
    var end = Milliseconds.min
    /// The capacity before the activity.
    var base = 0
    /// What has been added since.
    var added = 0

    func isOpen(at time: Milliseconds) -> Bool { end > time }
    var knownEnd: Milliseconds? { end == .max || end == .min ? nil : end }
}

/// From a scale-in by policy until its cooldown has ended: no further scale-in.
struct ScaleInWindow: Sendable {
    /// The end; `Int.max` while the activity is in progress, `Int.min` if there is no window.
    var end = Milliseconds.min

    func isOpen(at time: Milliseconds) -> Bool { end > time }
    var knownEnd: Milliseconds? { end == .max || end == .min ? nil : end }
}
