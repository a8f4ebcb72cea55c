import AWSDocuments
import CapacityTuning
import TargetTracking

/// Scaling activities sorted by what a replay makes of them.
struct ActivityLog {
    /// What policies of the configuration changed the desired count to.
    var changes: [ObservedHistory.Count] = []
    /// What anything else changed it to, or policies so early that their alarms looked at data before the history.
    var manual: [ObservedHistory.Count] = []
    /// When each count was reached, as far as activities tell.
    var running: [ObservedHistory.Count] = []
    /// From start to end of scale-outs that were fulfilled.
    var scaleOutDurations: [Int] = []
    /// The desired count when the history begins.
    var initialDesired: Int?
    /// What was left out or taken over, in sentences.
    var notes: [String] = []

    /// Sorts activities; all times but those of the activities count from `epoch`.
    ///
    /// - Parameters:
    ///   - documents: The activities, in any order.
    ///   - resource: The service's resource id, `nil` if it is not known.
    ///   - policies: The names of the policies that a replay simulates.
    ///   - epoch: The start of the history, milliseconds since 1970-01-01 UTC.
    ///   - end: Its end, from the epoch.
    init(_ documents: [ScalingActivityDocument], resource: String?, policies: Set<String>, epoch: Int, end: Int) {
        var left: [(reason: String, count: Int)] = []
        func leaveOut(_ reason: String) {
            if let index = left.firstIndex(where: { $0.reason == reason }) {
                left[index].count += 1
            } else {
                left.append((reason, 1))
            }
        }
        var desired: Int?
        var (early, others) = (0, 0)
        var unknown: [String] = []
        var overridden: [(change: ObservedHistory.Count, isOut: Bool)] = []
        let sorted = documents.enumerated().sorted { left, right in
            let (first, second) = (left.element.start?.milliseconds ?? 0, right.element.start?.milliseconds ?? 0)
            // The CLI lists the newest first.
            return first == second ? left.offset > right.offset : first < second
        }.map(\.element)
        for activity in sorted where activity.notScaledCodes.isEmpty {
            guard let start = activity.start else { continue }
            if let resource, let own = activity.resourceID, own != resource {
                leaveOut("of other services")
                continue
            }
            switch activity.statusCode {
            case "Successful", "InProgress", "Overridden", "Unfulfilled": break
            case "Failed":
                leaveOut("that failed")
                continue
            case "Pending":
                leaveOut("not yet begun (Pending)")
                continue
            case let other: if !unknown.contains(other) { unknown.append(other) }
            }
            guard let count = activity.desiredCount else {
                leaveOut("whose text names no desired count")
                continue
            }
            let time = start.milliseconds - epoch
            if time < 0 {
                leaveOut("before the first datapoint")
                desired = count
                initialDesired = count
                continue
            }
            if time > end + ActivityLog.afterLastDatapoint {
                leaveOut("after the last datapoint")
                continue
            }
            let change = ObservedHistory.Count(time: time, tasks: count)
            let isIn = activity.cause?.contains("AlarmLow") ?? false
            // A first scale-in tells at least the count before it.
            if desired == nil, isIn { initialDesired = count + 1 }
            let policy = activity.policy
            if policy.map({ !policies.contains($0) }) ?? true {
                others += 1
                manual.append(change)
            } else if time < (isIn ? ActivityLog.lowAlarmMemory : ActivityLog.highAlarmMemory) {
                early += 1
                manual.append(change)
            } else {
                changes.append(change)
            }
            let previous = desired ?? initialDesired
            desired = count
            let isOut = previous.map { count > $0 } ?? !isIn
            if activity.statusCode == "Successful", let ended = activity.end, ended >= start {
                running.append(ObservedHistory.Count(time: ended.milliseconds - epoch, tasks: count))
                if isOut { scaleOutDurations.append(ended.milliseconds - start.milliseconds) }
            } else if activity.statusCode == "Overridden" {
                overridden.append((change, isOut))
            }
        }
        addOverridden(overridden)
        if !left.isEmpty {
            let texts = left.map { "\($0.count) \($0.reason)" }.joined(separator: ", ")
            notes.append("Activities left out: \(texts).")
        }
        if others > 0 {
            notes.append(
                "\(others) changes were not made by the policies given (schedules, bounds, other policies); they are taken "
                    + "over as they happened."
            )
        }
        if early > 0 {
            notes.append(
                "\(early) changes came so early that their alarms looked at data before the first datapoint; they are taken "
                    + "over as they happened."
            )
        }
        if !unknown.isEmpty {
            notes.append(
                "Activities with an unknown status (\(unknown.joined(separator: ", "))) are taken as carried out."
            )
        }
    }

    /// Adds the counts of activities that newer ones overrode: their tasks started all the same, which no activity
    /// tells, so they are taken to have started as fast as the others; what stops stops at once.
    private mutating func addOverridden(_ overridden: [(change: ObservedHistory.Count, isOut: Bool)]) {
        let durations = StartLatency(measured: scaleOutDurations)
        for (change, isOut) in overridden {
            guard let delay = isOut ? durations?.median : 0 else { continue }
            running.append(ObservedHistory.Count(time: change.time + delay, tasks: change.tasks))
        }
        running = running.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }

    /// How long after the last datapoint's period a change can still come from it.
    static let afterLastDatapoint = 180_000
    /// The three periods that a scale-out alarm looks back over.
    private static let highAlarmMemory = 3 * 60_000
    /// The fifteen periods that a scale-in alarm looks back over.
    private static let lowAlarmMemory = 15 * 60_000
}

extension ScalingActivityDocument {
    /// The policy that the cause names.
    var policy: String? {
        guard let cause, let range = cause.firstRange(of: "triggered policy ") else { return nil }
        return String(cause[range.upperBound...])
    }
}
