/// CloudWatch and Application Auto Scaling for one ECS service, as a value.
///
/// Feed it samples with ``record(_:of:at:visibleAt:)``, tell it the running count with ``setRunning(_:at:)``, and call
/// ``advance(to:)`` no later than ``nextDue``; it sets ``desired``. Times may not run backwards. Within one instant
/// the order is: samples becoming visible, scheduled actions, alarm evaluation, then scaling actions by alarm name
/// (aws.md A12).
public struct ControlPlane: Sendable {
    /// What the service was configured with.
    public let configuration: ScalingConfiguration
    /// The rules in force where AWS documents none.
    public let assumptions: Assumptions
    /// Which decisions are kept in ``decisions``.
    public let recording: DecisionRecording

    /// The desired count.
    public internal(set) var desired: Int
    /// The running count last told.
    public internal(set) var running: Int
    /// The least desired count policies may set now.
    public internal(set) var minimumCapacity: Int
    /// The largest desired count policies may set now.
    public internal(set) var maximumCapacity: Int
    /// What is suspended now.
    public internal(set) var suspended: SuspendedState
    /// Whether a deployment is in progress.
    public internal(set) var deploymentInProgress = false
    /// When ``advance(to:)`` next has something to do.
    public internal(set) var nextDue: Milliseconds

    /// The decisions kept, oldest first.
    public internal(set) var decisions: [Decision] = []
    /// What policies asked for, pointed to by ``Decision/demands``.
    public internal(set) var demands: [PolicyDemand] = []
    /// The scaling activities, oldest first; empty if ``recording`` is `none`.
    public internal(set) var activities: [ScalingActivity] = []

    var series: [MetricSeries]
    /// The first series of each metric; -1 for none.
    let firstSeries: [Int]
    /// The alarms that read each series, one series after the other.
    let readers: [Int]
    /// Whether only alarms and votes decide which metrics are read: no log, no step scaling policy.
    let readsAreForeseeable: Bool
    /// The visible samples of all series.
    var store: SampleStore
    /// Samples on their way.
    var pending = PendingSamples()
    /// The longest time that every period of a metric is a multiple of, by metric.
    let resolutions: [Milliseconds]
    let looks: LookSchedule
    /// The units of each metric.
    let unitsPerOne: [Int]
    /// From a sample's timestamp, or the end of its period, to its being visible, by metric.
    let visibilityDelay: [Milliseconds]
    /// The period whose end starts the delay, by metric; 0 where the timestamp itself does.
    let visibilityRounding: [Milliseconds]
    /// The alarms, ordered by name, and their settings in the same order.
    var monitors: [AlarmMonitor]
    let alarmSettings: [AlarmSettings]
    /// Whether an alarm looks further back than ``RecentVerdicts`` does.
    let hasWideAlarm: Bool
    /// The alarms of each target tracking policy; -1 for none.
    let highAlarm: [Int]
    let lowAlarm: [Int]
    var activity = CurrentActivity()
    var outWindow = ScaleOutWindow()
    var inWindow = ScaleInWindow()
    /// When each scheduled action runs next; `Int.max` for never.
    var nextRun: [Milliseconds]
    var nextForecast: Milliseconds
    /// When an alarm is evaluated next.
    var nextEvaluation: Milliseconds
    /// The last instant whose evaluations are done.
    var evaluatedTo = Milliseconds.min
    /// Whether looks that are certain to change nothing are passed over.
    var restsAlarms: Bool
    /// Before which instant all samples of a metric have been shown; `Int.max` for a metric that is recorded.
    var shownBefore: [Milliseconds]
    /// What samples not shown yet do not exceed, by metric; `Int.max` if nothing is known.
    var bounds: [Int]
    var scratch: [PolicyDemand] = []

    /// Records one sample, in units of the metric.
    ///
    /// - Parameters:
    ///   - sample: The value times the metric's `unitsPerOne`.
    ///   - metric: An index into ``ScalingConfiguration/metrics``.
    ///   - timestamp: The sample's timestamp; decides its period.
    ///   - visibleAt: When it can be read; by default the timestamp (custom metrics) or the end of its period (ECS
    ///     metrics) plus the metric's delay.
    public mutating func record(
        _ sample: Int,
        of metric: Int,
        at timestamp: Milliseconds,
        visibleAt: Milliseconds? = nil
    ) {
        record(SampleSet(sample), of: metric, at: timestamp, visibleAt: visibleAt)
    }

    /// Records several samples with one timestamp.
    public mutating func record(
        _ samples: SampleSet,
        of metric: Int,
        at timestamp: Milliseconds,
        visibleAt: Milliseconds? = nil
    ) {
        let visible = visibleAt ?? visibility(of: metric, at: timestamp)
        let resolution = resolutions[metric]
        let period = floorDivision(timestamp, resolution) * resolution
        if restsAlarms { wakeIfDisturbed(by: samples, of: metric, inPeriodFrom: period, visibleAt: visible) }
        pending.insert(samples, of: metric, at: period, seenAt: looks.first(from: visible))
    }

    /// Adds samples of one period that the alarms evaluated next can see.
    ///
    /// The same as ``record(_:of:at:visibleAt:)`` with samples visible now, for a publisher that keeps what is on its
    /// way itself; nothing reads a metric between two evaluations. Alarms of a metric that is shown rely on its
    /// datapoints only as far as ``settle(_:before:bound:)`` tells.
    public mutating func show(_ samples: SampleSet, of metric: Int, at timestamp: Milliseconds) {
        if shownBefore[metric] == .max {
            shownBefore[metric] = .min
            wakeAlarms(from: .min)
        }
        take(samples, of: metric, at: timestamp)
    }

    /// Adds samples to every series of a metric and lets its alarms judge them.
    private mutating func take(_ samples: SampleSet, of metric: Int, at timestamp: Milliseconds) {
        var index = firstSeries[metric]
        while index >= 0 {
            let series = series[index]
            index = series.next
            let period = floorDivision(timestamp, series.period)
            guard let all = store.add(samples, to: series, inPeriod: period) else { continue }
            let readers = readers
            var monitors = monitors.mutableSpan
            for reader in series.readers {
                monitors[readers[reader]].judge(all, unitsPerOne: series.unitsPerOne, inPeriod: period)
            }
        }
    }

    /// Whether what is due at an instant may depend on the samples of a metric.
    ///
    /// Where it does not, a publisher that uses ``show(_:of:at:)`` may keep them until it does. The answer may be true
    /// without need, never false. It is mutating, since it shows the samples on their way that are visible by then.
    public mutating func mayRead(_ metric: Int, at time: Milliseconds) -> Bool {
        showPending(until: time)
        guard readsAreForeseeable, desired > 0 || running > 0 else { return true }
        // What changes bounds or the desired count may bring back a look at this very instant.
        if activity.timeout <= time || nextForecast <= time || nextRun.contains(where: { $0 <= time }) { return true }
        var due = -1
        for index in monitors.indices
        where monitors[index].nextEvaluation <= time || monitors[index].nextAction <= time {
            // Two alarms at once may each depend on what the other comes to.
            if due >= 0 || monitors[index].metric == metric { return true }
            due = index
        }
        guard due >= 0 else { return false }
        return monitors[due].direction == .out ? monitors[due].mayAlarm : mayScaleIn(besides: monitors[due].policy)
    }

    private mutating func showPending(until time: Milliseconds) {
        while pending.nextSeen <= time {
            let entry = pending.removeFirst()
            take(entry.samples, of: entry.metric, at: entry.timestamp)
        }
    }

    /// When a sample of a metric with this timestamp can be read.
    ///
    /// Inlined, because a call would copy the whole value for each sample recorded.
    @inline(__always)
    public func visibility(of metric: Int, at timestamp: Milliseconds) -> Milliseconds {
        let rounding = visibilityRounding[metric]
        let start = rounding == 0 ? timestamp : (floorDivision(timestamp, rounding) + 1) * rounding
        return start + visibilityDelay[metric]
    }

    /// The longest time that the period of every alarm is a multiple of; a minute if there is no alarm.
    public var commonPeriod: Milliseconds {
        let common = monitors.reduce(UInt128(0)) { greatestCommonDivisor($0, UInt128($1.period)) }
        return common == 0 ? 60_000 : Int(common)
    }

    /// The alarms as they stand, ordered by name.
    public var alarms: [Alarm] {
        zip(monitors, alarmSettings).map { monitor, settings in
            Alarm(
                settings: settings,
                metric: monitor.metric,
                policy: monitor.policy,
                direction: monitor.direction,
                state: monitor.state,
                stateSince: monitor.stateSince == .min ? nil : monitor.stateSince,
                nextEvaluation: monitor.nextEvaluation
            )
        }
    }

    /// Runs everything due up to and including `now`; returns whether the desired count changed.
    @discardableResult
    public mutating func advance(to now: Milliseconds) -> Bool {
        let before = desired
        while nextDue <= now { runDue(at: nextDue) }
        evaluatedTo = max(evaluatedTo, now)
        return desired != before
    }

    private mutating func runDue(at time: Milliseconds) {
        showPending(until: time)
        if activity.timeout <= time { expireActivity(at: time) }
        if !nextRun.isEmpty { runScheduledActions(at: time) }
        if nextForecast <= time { applyForecast(at: time) }
        if nextEvaluation <= time {
            let standing =
                hasWideAlarm || (desired == 0 && running == 0) ? evaluateOneByOne(at: time) : evaluate(at: time)
            evaluatedTo = time
            if standing {
                for index in monitors.indices where monitors[index].nextAction <= time {
                    runAction(ofAlarm: index, at: time)
                }
            }
            restAlarms(at: time)
        }
        nextDue = earliestDue()
    }

    /// Evaluates the alarms due and returns whether one of them has an action to run.
    @inline(__always)
    private mutating func evaluate(at time: Milliseconds) -> Bool {
        var standing = false
        var earliest = Milliseconds.max
        var monitors = monitors.mutableSpan
        for index in monitors.indices {
            if monitors[index].nextEvaluation <= time {
                monitors[index].evaluate(at: time)
                standing = standing || monitors[index].nextAction <= time
            }
            earliest = min(earliest, monitors[index].nextEvaluation)
        }
        nextEvaluation = earliest
        return standing
    }

    /// The same for alarms that look far back, or where one may wake a service at zero before the next is evaluated.
    private mutating func evaluateOneByOne(at time: Milliseconds) -> Bool {
        var standing = false
        for index in monitors.indices where monitors[index].nextEvaluation <= time {
            if monitors[index].isWide {
                monitors[index].evaluateWidely(store, series[monitors[index].series], at: time)
            } else {
                monitors[index].evaluate(at: time)
            }
            if desired == 0, running == 0 { wake(byAlarm: index, at: time) }
            standing = standing || monitors[index].nextAction <= time
        }
        nextEvaluation = monitors.reduce(.max) { min($0, $1.nextEvaluation) }
        return standing
    }

    private mutating func runAction(ofAlarm index: Int, at time: Milliseconds) {
        monitors[index].nextAction = time + monitors[index].actionRepeat
        let policy = monitors[index].policy
        if policy >= configuration.targetTracking.count {
            runStepPolicy(policy, alarm: index, at: time)
        } else if monitors[index].direction == .out {
            scaleOut(alarm: index, at: time)
        } else {
            scaleIn(alarm: index, at: time)
        }
    }

    /// When the next alarm, activity's end, scheduled action or forecast is due.
    @inline(__always)
    func earliestDue() -> Milliseconds {
        var earliest = min(nextForecast, activity.timeout, nextEvaluation)
        for index in nextRun.indices { earliest = min(earliest, nextRun[index]) }
        return earliest
    }
}
