public import CapacityTuning
public import TargetTracking

/// A history as the AWS CLI prints it.
public struct HistoryDocuments: Sendable {
    /// How the CLI writes instants.
    public enum Version: Sendable, CaseIterable {
        /// Epoch seconds.
        case first
        /// ISO 8601 with an offset.
        case second
    }

    public var history: ObservedHistory
    public var version: Version
    /// Milliseconds since 1970-01-01 UTC at which the history begins: 2026-11-20T00:00:00Z.
    public var epoch: Milliseconds = 1_795_132_800_000

    public init(_ history: ObservedHistory, version: Version = .second) {
        self.history = history
        self.version = version
    }

    private static let resource = "service/demo-cluster/powersync-api"

    /// `describe-scaling-policies`.
    public var policies: String {
        let items = history.configuration.targetTracking.map { policy in
            let metric = history.configuration.metrics[policy.metric]
            let watched =
                metric.source == .custom
                ? #""CustomizedMetricSpecification": {"MetricName": "powersync_concurrent_connections", "#
                    + #""Namespace": "PowerSync", "Dimensions": [{"Name": "ClusterName", "Value": "demo-cluster"}], "#
                    + #""Statistic": "Average"}"#
                : #""PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}"#
            let cooldown = policy.scaleOutCooldown.map { #", "ScaleOutCooldown": \#($0 / 1000)"# } ?? ""
            return #"{"PolicyARN": "arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:1:policyName/"#
                + #"\#(policy.name)", "PolicyName": "\#(policy.name)", "ServiceNamespace": "ecs", "#
                + #""ResourceId": "\#(Self.resource)", "ScalableDimension": "ecs:service:DesiredCount", "#
                + #""PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": "#
                + #"{"TargetValue": \#(policy.target), \#(watched)\#(cooldown)}, "Alarms": [], "#
                + #""CreationTime": \#(time(-86_400_000))}"#
        }
        return list("ScalingPolicies", items)
    }

    /// `describe-scalable-targets`.
    public var targets: String {
        list(
            "ScalableTargets",
            [
                #"{"ServiceNamespace": "ecs", "ResourceId": "\#(Self.resource)", "#
                    + #""ScalableDimension": "ecs:service:DesiredCount", "#
                    + #""MinCapacity": \#(history.configuration.minimumCapacity), "#
                    + #""MaxCapacity": \#(history.configuration.maximumCapacity), "RoleARN": "arn:aws:iam::1:role/r", "#
                    + #""CreationTime": \#(time(-86_400_000))}"#
            ]
        )
    }

    /// `get-metric-data`, newest first.
    public var metrics: String {
        let items = zip(history.configuration.metrics, history.datapoints).map { metric, points in
            let newest = points.reversed()
            let times = newest.map { time($0.time) }.joined(separator: ", ")
            let values = newest.map { "\(Double($0.samples.sum) / Double($0.samples.count * metric.unitsPerOne))" }
            return #"{"Id": "\#(metric.name)", "Label": "\#(metric.name)", "Timestamps": [\#(times)], "#
                + #""Values": [\#(values.joined(separator: ", "))], "StatusCode": "Complete"}"#
        }
        return #"{"MetricDataResults": [\#(items.joined(separator: ", "))], "Messages": []}"#
    }

    /// `describe-scaling-activities`, newest first; each ends when the running count is reached.
    public var activities: String { list("ScalingActivities", activityItems.reversed()) }

    /// The activities, oldest first.
    public var activityItems: [String] {
        var desired = history.initialDesired
        return history.changes.enumerated().map { index, change in
            let isOut = change.tasks > desired
            desired = change.tasks
            let next = index + 1 < history.changes.count ? history.changes[index + 1].time : .max
            let reached = history.running.first { $0.time >= change.time && $0.time < next && $0.tasks == change.tasks }
            let end = reached.map { #", "EndTime": \#(time($0.time))"# } ?? #", "EndTime": \#(time(next))"#
            let isLast = reached == nil && next == .max
            let status = reached != nil ? "Successful" : isLast ? "InProgress" : "Overridden"
            return #"{"ActivityId": "\#(index)", "ServiceNamespace": "ecs", "ResourceId": "\#(Self.resource)", "#
                + #""ScalableDimension": "ecs:service:DesiredCount", "#
                + #""Description": "Setting desired count to \#(change.tasks).", "#
                + #""Cause": "monitor alarm TargetTracking-\#(Self.resource)-Alarm\#(isOut ? "High" : "Low")-1 "#
                + #"in state ALARM triggered policy \#(policy(of: change, isOut: isOut))", "#
                + #""StartTime": \#(time(change.time))\#(isLast ? "" : end), "StatusCode": "\#(status)"}"#
        }
    }

    /// `describe-tasks` of tasks that took so long from `createdAt` to `startedAt`; `nil` for one that never ran.
    public func tasks(_ latencies: [Milliseconds?], service: String = "powersync-api") -> String {
        let items = latencies.enumerated().map { index, latency in
            let created = index * 600_000
            var text = #"{"taskArn": "arn:aws:ecs:eu-west-1:123456789012:task/demo-cluster/\#(service)\#(index)", "#
            text += #""group": "service:\#(service)", "launchType": "FARGATE", "createdAt": \#(time(created)), "#
            guard let latency else { return text + #""lastStatus": "PENDING"}"# }
            text += #""pullStartedAt": \#(time(created + latency / 4)), "#
            text += #""pullStoppedAt": \#(time(created + latency * 3 / 4)), "#
            return text + #""startedAt": \#(time(created + latency)), "lastStatus": "RUNNING"}"#
        }
        return #"{"tasks": [\#(items.joined(separator: ", "))], "failures": []}"#
    }

    // The alarms of both policies share their phases, so either may have decided: the one that asked for more.
    private func policy(of change: ObservedHistory.Count, isOut: Bool) -> String {
        let last = history.datapoints.map { points in points.last { $0.time + 60_000 <= change.time }?.samples }
        let shares = zip(zip(history.configuration.metrics, last), history.configuration.targetTracking).map {
            pair,
            policy in
            guard let samples = pair.1 else { return 0.0 }
            let value = Double(samples.sum) / Double(samples.count * pair.0.unitsPerOne)
            return value * Double(policy.target.denominator) / Double(policy.target.numerator)
        }
        let first = shares.indices.max { shares[$0] < shares[$1] } ?? 0
        return history.configuration.targetTracking[first].name
    }

    private func list(_ name: String, _ items: [String]) -> String {
        #"{"\#(name)": [\#(items.joined(separator: ", "))]}"#
    }

    private func time(_ milliseconds: Milliseconds) -> String {
        let instant = epoch + milliseconds
        if version == .first { return "\(Double(instant) / 1000)" }
        let day = CivilDay(instant / 86_400_000)
        let rest = instant % 86_400_000
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let clock = "\(two(rest / 3_600_000)):\(two(rest / 60_000 % 60)):\(two(rest / 1000 % 60))"
        let fraction = String(1000 + rest % 1000).dropFirst()
        return "\"\(day.year)-\(two(day.month))-\(two(day.day))T\(clock).\(fraction)000+00:00\""
    }
}

/// A day of the calendar, found by counting.
private struct CivilDay {
    var year = 1970
    var month = 1
    var day = 1

    init(_ days: Int) {
        var left = days
        while true {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = isLeap ? 366 : 365
            if left < length {
                for days in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
                    if left < days { break }
                    left -= days
                    month += 1
                }
                day += left
                return
            }
            left -= length
            year += 1
        }
    }
}
