extension ControlPlane {
    /// Lets scale-out alarms rest while no recent datapoint is beyond their threshold.
    ///
    /// Every decision stays what it is, and fewer instants are due; of a resting alarm, ``alarms`` may show an old
    /// state, OK or INSUFFICIENT_DATA, and an old next evaluation. It needs a recording of ``DecisionRecording/none``
    /// and does nothing otherwise.
    ///
    /// It rests on this: datapoints that come with a constant delay become visible one a minute, so an alarm that needs
    /// three of them is not in ALARM at the first evaluation after the first one. The scale-in alarm of the same metric,
    /// which never rests, brings them to light every minute.
    public mutating func restQuietAlarms() {
        guard recording == .none, !hasWideAlarm else { return }
        for index in monitors.indices {
            let alarm = monitors[index]
            let isWatched = monitors.contains { $0.metric == alarm.metric && $0.direction == .in }
            monitors[index].mayRest =
                alarm.direction == .out && alarm.policy < configuration.targetTracking.count && isWatched
                && alarm.rule.datapointsToAlarm >= 3 && alarm.rule.missingData != .breaching
                && alarmSettings[index].period >= 60_000 && alarm.interval == 60_000
        }
    }

    /// Ends every rest where the service comes to zero: from there one datapoint wakes it (aws.md A3).
    mutating func wakeAtZero(at time: Milliseconds) {
        guard desired == 0, running == 0 else { return }
        for index in monitors.indices where monitors[index].isResting {
            monitors[index].wake(notBefore: time + 1)
            nextEvaluation = min(nextEvaluation, monitors[index].nextEvaluation)
        }
        nextDue = min(nextDue, nextEvaluation)
    }
}
