import AWSDocuments
import LosslessJSON

/// What the real account says: alarms without data, metrics that are not listed, log groups that yield no metrics.
enum AlarmRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        for alarm in setup.alarms ?? [] { checkState(alarm, setup, into: &findings) }
        if let listed = setup.listedMetrics {
            for policy in setup.policies { checkListed(policy, listed, into: &findings) }
        }
        for group in setup.logGroups { checkClass(group, into: &findings) }
    }

    private static func checkState(_ alarm: MetricAlarmDocument, _ setup: Setup, into findings: inout [Finding]) {
        guard alarm.state == "INSUFFICIENT_DATA",
            alarm.name.hasPrefix("TargetTracking-")
                || setup.policies.contains(where: { $0.alarmNames.contains(alarm.name) }),
            let node = alarm.node.member("StateValue")
        else { return }
        findings.append(
            Finding(
                .alarmNoData,
                .error,
                "the scaling alarm \(alarm.name) has no data",
                evidence: [Evidence(node), Evidence(alarm.node, value: alarm.identity?.description ?? "metric math")],
                why:
                    "Without data the policy neither adds nor removes tasks, and no other target tracking policy of the "
                    + "service can remove any either. After a deployment, wait five minutes and look again.",
                mends: [
                    .command(
                        alarm.identity.map {
                            "aws cloudwatch list-metrics --namespace \(ShellCommand.quote($0.namespace)) "
                                + "--metric-name \(ShellCommand.quote($0.name))"
                        } ?? "aws cloudwatch describe-alarms --alarm-names \(ShellCommand.quote(alarm.name))"
                    )
                ]
            )
        )
    }

    private static func checkListed(
        _ policy: ScalingPolicyDocument,
        _ listed: [ListedMetricDocument],
        into findings: inout [Finding]
    ) {
        guard let metric = policy.targetTracking?.customizedMetric, metric.queries.isEmpty,
            let identity = metric.identity,
            !listed.contains(where: { $0.identity == identity })
        else { return }
        let near = listed.filter { $0.identity.namespace == identity.namespace && $0.identity.name == identity.name }
        let names = near.map(\.identity.description).joined(separator: " and ")
        findings.append(
            Finding(
                .metricNotListed,
                .error,
                "\(policy.title) tracks \(identity), which CloudWatch does not list",
                evidence: [Evidence(metric.node)] + near.map { Evidence($0.node) },
                why: near.isEmpty
                    ? "Nothing of this name has had data in two weeks; a new metric takes up to 15 minutes to be listed."
                    : "CloudWatch lists \(names): another set of dimensions is another metric.",
                changes: near.suffix(1).map { metric in
                    let dimensions = JSONValue.array(metric.identity.dimensions.map(\.json))
                    return policy.change("CustomizedMetricSpecification", "Dimensions", to: dimensions)
                }
            )
        )
    }

    private static func checkClass(_ group: JSONNode, into findings: inout [Finding]) {
        guard let node = group.member("logGroupClass"), let name = node.value.string, name != "STANDARD" else { return }
        findings.append(
            Finding(
                .logGroupClass,
                .error,
                "log group \(group.member("logGroupName")?.value.string ?? "") is of class \(name)",
                evidence: [Evidence(node)],
                why:
                    "CloudWatch extracts metrics from embedded metric format in log groups of the Standard class only.",
                mends: [.advice("Write to a log group of the Standard class; the class of a group cannot be changed.")]
            )
        )
    }
}
