import AWSDocuments
import LosslessJSON

/// Whether a policy is well formed and can do its work.
enum PolicyRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        for policy in setup.policies {
            checkResource(policy, into: &findings)
            checkMembers(policy, into: &findings)
            checkMath(policy, into: &findings)
            checkTarget(policy, setup, into: &findings)
            checkPredefined(policy, setup, into: &findings)
        }
    }

    private static func checkResource(_ policy: ScalingPolicyDocument, into findings: inout [Finding]) {
        guard !policy.isBareConfiguration, policy.node.member("ServiceNamespace")?.value.string == "ecs" else { return }
        if policy.service == nil, let node = policy.node.member("ResourceId") {
            findings.append(
                Finding(
                    .policyResource,
                    .error,
                    "\(policy.title) names no ECS service",
                    evidence: [Evidence(node)],
                    why: "The resource id of an ECS service is service/<cluster>/<service>.",
                    mends: [.advice("Write ResourceId as service/<cluster>/<service>.")]
                )
            )
        }
        if let node = policy.node.member("ScalableDimension"), node.value.string != "ecs:service:DesiredCount" {
            findings.append(
                Finding(
                    .policyResource,
                    .error,
                    "\(policy.title) does not scale an ECS service's desired count",
                    evidence: [Evidence(node)],
                    why: "The only scalable dimension of ECS is ecs:service:DesiredCount.",
                    mends: [
                        .patch(
                            file: node.source,
                            [PatchOperation(.replace, node.path, "ecs:service:DesiredCount")]
                        )
                    ]
                )
            )
        }
    }

    private static func checkMembers(_ policy: ScalingPolicyDocument, into findings: inout [Finding]) {
        for member in policy.ownShape.unknownMembers(in: policy.node) {
            findings.append(
                Finding(
                    .unknownMember,
                    .warning,
                    "\(policy.title) has a member that the AWS CLI does not know",
                    evidence: [Evidence(member)],
                    why: "The CLI refuses it; a misspelled member leaves the default in force.",
                    mends: [.advice("Correct its spelling or take it out.")]
                )
            )
        }
    }

    private static func checkMath(_ policy: ScalingPolicyDocument, into findings: inout [Finding]) {
        guard let metric = policy.targetTracking?.customizedMetric, !metric.queries.isEmpty else { return }
        let returning = metric.queries.filter(\.returnsData).count
        if returning != 1 {
            findings.append(
                Finding(
                    .policyMath,
                    .error,
                    "\(policy.title) returns \(returning) metrics instead of one",
                    evidence: [Evidence(metric.node.member("Metrics") ?? metric.node)],
                    why: "Exactly one query must return data; ReturnData is true where it is not said.",
                    mends: [.advice("Set \"ReturnData\": false on every query but the last expression.")]
                )
            )
        }
    }

    private static func checkTarget(_ policy: ScalingPolicyDocument, _ setup: Setup, into findings: inout [Finding]) {
        guard let tracking = policy.targetTracking, let identity = tracking.customizedMetric?.identity,
            setup.assumptions.scalingMetrics.contains(identity.name), let target = tracking.targetValue.double
        else { return }
        let limit = setup.connectionLimit
        guard target > Double(limit.value) * 0.8 else { return }
        let isAbove = target >= Double(limit.value)
        findings.append(
            Finding(
                .policyTarget,
                isAbove ? .error : .warning,
                "\(policy.title) has target \(tracking.targetValue.text) where a task takes \(limit.value) connections",
                evidence: [Evidence(tracking.node.member("TargetValue") ?? tracking.node)]
                    + (limit.node.map { [Evidence($0)] } ?? []),
                why: isAbove
                    ? "The count stops at the limit and never passes the target, while further clients get 429."
                    : "Between the target and the limit there is room for less than a quarter more connections, and a new task "
                        + "takes minutes; a step can ask for at most limit / target times the tasks.",
                changes: [policy.change("TargetValue", to: .integer(max(1, limit.value * 2 / 5)))]
            )
        )
    }

    private static func checkPredefined(_ policy: ScalingPolicyDocument, _ setup: Setup, into findings: inout [Finding])
    {
        guard let tracking = policy.targetTracking, let metric = tracking.predefinedMetric else { return }
        if metric == "ALBRequestCountPerTarget",
            setup.taskDefinitions.contains(where: { !$0.serviceContainers.isEmpty })
        {
            findings.append(
                Finding(
                    .policyRequestCount,
                    .warning,
                    "\(policy.title) counts requests where one request stays open for minutes or hours",
                    evidence: [Evidence(tracking.node)],
                    why:
                        "A sync stream is one request however long it lasts; the rate of requests says nothing of the load.",
                    mends: [.advice("Track powersync_concurrent_connections instead.")]
                )
            )
        }
        guard metric.hasPrefix("ECSServiceAverageCPUUtilization"), let target = tracking.targetValue.double else {
            return
        }
        for definition in setup.taskDefinitions where !definition.serviceContainers.isEmpty {
            guard let units = definition.cpuUnits, units > 0, let cpu = definition.node.member("cpu") else { continue }
            let reachable = min(100, (100 + setup.assumptions.extraCPUPercent) * 1024 / units)
            guard target >= Double(reachable),
                definition.serviceContainers.contains(where: {
                    $0.powerSyncRole == "api" || $0.powerSyncRole == "unified"
                })
            else { continue }
            findings.append(
                Finding(
                    .policyCPU,
                    .warning,
                    "\(policy.title) waits for \(tracking.targetValue.text) % CPU, but the service reaches about \(reachable) %",
                    evidence: [Evidence(tracking.node.member("TargetValue") ?? tracking.node), Evidence(cpu)],
                    why: "The service is one Node.js process with one event loop. Saturated, it uses about "
                        + "\(100 + setup.assumptions.extraCPUPercent) % of one vCPU, which on this task shows as \(reachable) %: "
                        + "the policy may never fire.",
                    changes: [policy.change("TargetValue", to: .integer(max(1, reachable * 7 / 10)))],
                    mends: [
                        .advice("Or give the task 1 vCPU and run more tasks.")
                    ]
                )
            )
        }
    }
}
