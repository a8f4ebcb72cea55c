// Looks that are certain to change nothing are passed over, where no log would show them.
//
// Most looks are of that kind: a datapoint within the threshold keeps an alarm with N of N from ALARM for N periods,
// and a scale-in alarm that stands while another policy forbids scale-in acts in vain. Whatever could make such a look
// matter (a late sample, a datapoint within the threshold, a change of the desired count or of its bounds) brings all
// looks back from that instant on.
extension ControlPlane {
    /// Tells that all samples of a metric before an instant have been shown with ``show(_:of:at:)``.
    ///
    /// Until then its alarms do not rely on the datapoints they see, since more samples may come.
    ///
    /// - Parameters:
    ///   - metric: An index into ``ScalingConfiguration/metrics``.
    ///   - instant: No sample with an earlier timestamp will be shown.
    ///   - bound: No sample that is not shown yet is larger, and none to come will be, unless
    ///     ``raiseBound(of:to:at:)`` is called first. It can only lower the last bound; `nil` leaves it as it is.
    public mutating func settle(_ metric: Int, before instant: Milliseconds, bound: Int? = nil) {
        shownBefore[metric] = instant
        if let bound { bounds[metric] = min(bounds[metric], bound) }
    }

    /// Tells that samples of a metric may be larger from now on than was promised.
    public mutating func raiseBound(of metric: Int, to bound: Int, at now: Milliseconds) {
        bounds[metric] = bound
        let isDisturbed = monitors.contains {
            $0.metric == metric && $0.rest == .steady
                && !$0.agrees(with: SampleSet(bound), unitsPerOne: unitsPerOne[metric])
        }
        if isDisturbed { wakeAlarms(from: now) }
    }

    /// Lets the alarms evaluated at `time` rest.
    @inline(__always)
    mutating func restAlarms(at time: Milliseconds) {
        // Every sample on its way is looked at, so there must not be many.
        guard restsAlarms, desired > 0, pending.count <= 64 else { return }
        for index in monitors.indices where monitors[index].isEvaluated(at: time) { restAlarm(index, at: time) }
        nextEvaluation = earliestEvaluation()
    }

    /// When an alarm is evaluated next.
    @inline(__always)
    private mutating func earliestEvaluation() -> Milliseconds {
        var earliest = Milliseconds.max
        let monitors = monitors.span
        for index in monitors.indices { earliest = min(earliest, monitors[index].nextEvaluation) }
        return earliest
    }

    @inline(__always)
    private mutating func restAlarm(_ index: Int, at time: Milliseconds) {
        let metric = monitors[index].metric
        if monitors[index].mayRestSteadily {
            let limit = monitors[index].state == .ok ? .max : noScaleInBefore(besides: monitors[index].policy, at: time)
            if limit > time &+ monitors[index].interval, agreesWithPending(index), agreesWithBound(index) {
                monitors[index].restSteadily(before: limit)
            }
        }
        if monitors[index].rest == .none, monitors[index].mayRestWithin {
            monitors[index].restWithin(settled: min(shownBefore[metric], pending.first(of: metric)))
        }
    }

    @inline(__always)
    private mutating func agreesWithPending(_ index: Int) -> Bool {
        let unitsPerOne = series[monitors[index].series].unitsPerOne
        for place in 0..<pending.count where pending[place].metric == monitors[index].metric {
            if !monitors[index].agrees(with: pending[place].samples, unitsPerOne: unitsPerOne) { return false }
        }
        return true
    }

    /// Whether samples that are shown, too late to wake an alarm by, will agree with its state.
    @inline(__always)
    private mutating func agreesWithBound(_ index: Int) -> Bool {
        let metric = monitors[index].metric
        if shownBefore[metric] == .max { return true }
        guard bounds[metric] < .max, monitors[index].agreesBelow else { return false }
        return monitors[index].agrees(with: SampleSet(bounds[metric]), unitsPerOne: unitsPerOne[metric])
    }

    /// Until when a policy's scale-in alarm acts in vain, whatever it does; `time` if it does not.
    @inline(__always)
    private mutating func noScaleInBefore(besides own: Int, at time: Milliseconds) -> Milliseconds {
        if desired <= minimumCapacity { return .max }
        // As long as another policy does not ask for it there is no scale-in.
        var limit = time
        for policy in lowAlarm.indices where policy != own && lowAlarm[policy] >= 0 {
            let other = lowAlarm[policy]
            if monitors[other].state == .ok { limit = max(limit, monitors[other].nextEvaluation) }
        }
        return limit
    }

    /// Takes notice of samples recorded now: they let a resting alarm rest longer or bring looks back.
    @inline(__always)
    mutating func wakeIfDisturbed(
        by samples: SampleSet,
        of metric: Int,
        inPeriodFrom start: Milliseconds,
        visibleAt: Milliseconds
    ) {
        let unitsPerOne = unitsPerOne[metric]
        var isDisturbed = false
        var earliest = Milliseconds.max
        var monitors = monitors.mutableSpan
        for index in monitors.indices {
            if monitors[index].metric == metric, monitors[index].rest != .none {
                let period = floorDivision(start, monitors[index].period)
                if monitors[index].isDisturbed(by: samples, unitsPerOne: unitsPerOne, inPeriod: period) {
                    isDisturbed = true
                } else {
                    monitors[index].restOn(inPeriod: period, visibleAt: visibleAt)
                }
            }
            earliest = min(earliest, monitors[index].nextEvaluation)
        }
        if isDisturbed { return wakeAlarms(from: visibleAt) }
        if earliest != nextEvaluation {
            nextEvaluation = earliest
            nextDue = earliestDue()
        }
    }

    /// Brings back all looks from an instant on that have not been passed yet.
    mutating func wakeAlarms(from instant: Milliseconds) {
        guard restsAlarms else { return }
        let earliest = max(instant, evaluatedTo &+ 1)
        for index in monitors.indices {
            monitors[index].wake(from: earliest)
            nextEvaluation = min(nextEvaluation, monitors[index].nextEvaluation)
        }
        nextDue = min(nextDue, nextEvaluation)
    }
}
