import AWSDocuments
import LosslessJSON

/// Cooldowns against the times they must outlast, and bounds against the load.
enum CapacityRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        for policy in setup.policies {
            guard let tracking = policy.targetTracking else { continue }
            checkScaleIn(policy, tracking, setup, into: &findings)
            checkScaleOut(policy, tracking, setup, into: &findings)
        }
        for target in setup.scalableTargets { checkBounds(target, setup, into: &findings) }
    }

    private static func checkScaleIn(
        _ policy: ScalingPolicyDocument,
        _ tracking: TargetTrackingDocument,
        _ setup: Setup,
        into findings: inout [Finding]
    ) {
        let delayNode = setup.attribute("deregistration_delay.timeout_seconds")
        let given = delayNode?.value.string.flatMap { Int($0) }
        // Without attributes the delay is judged only if a target group was given: it has AWS's default of 300 s then.
        guard !tracking.disablesScaleIn, let delay = given ?? (setup.targetGroups.isEmpty ? nil : 300) else { return }
        let cooldown = tracking.scaleInCooldownSeconds ?? 300
        let needed = delay + setup.assumptions.metricDelaySeconds + 60
        guard cooldown < needed else { return }
        findings.append(
            Finding(
                .scaleInCooldown,
                .warning,
                "\(policy.title) may scale in again \(cooldown) s after a scale-in, while tasks drain for \(delay) s",
                evidence: [Evidence(tracking.node.member("ScaleInCooldown") ?? tracking.node)]
                    + (delayNode.map { [Evidence($0)] } ?? []),
                why:
                    "Until the deregistration delay is over and the metric has shown it (\(needed) s), the average still holds "
                    + "the draining tasks. A second scale-in decided on it removes too many, the clients come back at once, "
                    + "and the service scales out again.",
                // Alarms look once a minute, so whole minutes say what happens.
                changes: [policy.change("ScaleInCooldown", to: .integer((needed + 59) / 60 * 60))],
                mends: shorterDelay(setup)
            )
        )
    }

    private static func shorterDelay(_ setup: Setup) -> [Mend] {
        setup.targetGroups.compactMap(\.arn).map { arn in
            .command(
                "aws elbv2 modify-target-group-attributes --target-group-arn \(arn) "
                    + "--attributes Key=deregistration_delay.timeout_seconds,Value=60"
            )
        }
    }

    private static func checkScaleOut(
        _ policy: ScalingPolicyDocument,
        _ tracking: TargetTrackingDocument,
        _ setup: Setup,
        into findings: inout [Finding]
    ) {
        let cooldown = tracking.scaleOutCooldownSeconds ?? 300
        let needed = setup.assumptions.startSeconds + setup.assumptions.metricDelaySeconds
        guard cooldown < needed else { return }
        findings.append(
            Finding(
                .scaleOutCooldown,
                .warning,
                "\(policy.title) may scale out again after \(cooldown) s, before a new task shows in the metric",
                evidence: [Evidence(tracking.node.member("ScaleOutCooldown") ?? tracking.node)],
                why: "A task takes about \(setup.assumptions.startSeconds) s to start and its metric about "
                    + "\(setup.assumptions.metricDelaySeconds) s to count. Until then the average is the old one and asks for "
                    + "more than is needed. The harm is some extra tasks; a long cooldown delays help in a real rise.",
                changes: [policy.change("ScaleOutCooldown", to: .integer(needed))]
            )
        )
    }

    private static func checkBounds(_ target: ScalableTargetDocument, _ setup: Setup, into findings: inout [Finding]) {
        checkPeak(target, setup, into: &findings)
        if let minimum = target.minimumCapacity, minimum < 2, let node = target.node.member("MinCapacity") {
            findings.append(
                Finding(
                    .capacityMinimum,
                    .warning,
                    "\(target.resourceID) may run \(minimum == 0 ? "no task" : "a single task")",
                    evidence: [Evidence(node)],
                    why: minimum == 0
                        ? "Without a task nothing publishes the metric, so the policy cannot start the first one."
                        : "When the only task fails, all clients are without service until another has started.",
                    mends: [.patch(file: node.source, [PatchOperation(.replace, node.path, 2)])]
                )
            )
        }
        let suspended = [
            ("DynamicScalingOutSuspended", target.isScaleOutSuspended, "add"),
            ("DynamicScalingInSuspended", target.isScaleInSuspended, "remove"),
        ]
        for (key, isSuspended, verb) in suspended where isSuspended {
            guard let node = target.node.member("SuspendedState")?.member(key) else { continue }
            findings.append(
                Finding(
                    .suspended,
                    verb == "add" ? .error : .warning,
                    "\(target.resourceID) is suspended: no policy may \(verb) tasks",
                    evidence: [Evidence(node)],
                    why: "Suspended scaling ignores every alarm until it is resumed.",
                    mends: [.patch(file: node.source, [PatchOperation(.replace, node.path, false)])]
                )
            )
        }
    }

    private static func checkPeak(_ target: ScalableTargetDocument, _ setup: Setup, into findings: inout [Finding]) {
        guard let peak = setup.assumptions.peakConnections, let maximum = target.maximumCapacity,
            let node = target.node.member("MaxCapacity")
        else { return }
        let limit = setup.connectionLimit.value
        if maximum * limit < peak {
            findings.append(
                Finding(
                    .capacityPeak,
                    .error,
                    "\(maximum) tasks of \(limit) connections cannot hold the stated peak of \(peak)",
                    evidence: [Evidence(node)],
                    why: "\(peak - maximum * limit) clients get 429 and try again every few seconds.",
                    mends: [
                        .patch(file: node.source, [PatchOperation(.replace, node.path, .integer(tasks(peak, limit)))])
                    ]
                )
            )
            return
        }
        let connectionPolicies = setup.policies.compactMap(\.targetTracking).filter {
            setup.assumptions.scalingMetrics.contains($0.customizedMetric?.identity?.name ?? "")
        }
        for tracking in connectionPolicies {
            guard let value = tracking.targetValue.double, value >= 1, Double(maximum) * value < Double(peak) else {
                continue
            }
            let needed = Int((Double(peak) / value).rounded(.up))
            findings.append(
                Finding(
                    .capacityPeak,
                    .warning,
                    "\(maximum) tasks at target \(tracking.targetValue.text) hold fewer than the stated peak of \(peak)",
                    evidence: [Evidence(node), Evidence(tracking.node.member("TargetValue") ?? tracking.node)],
                    why:
                        "At the peak the service runs at MaxCapacity and above its target; what the target left as headroom "
                        + "is used up.",
                    mends: [.patch(file: node.source, [PatchOperation(.replace, node.path, .integer(needed))])]
                )
            )
        }
    }

    private static func tasks(_ connections: Int, _ limit: Int) -> Int { (connections + limit - 1) / max(1, limit) }
}
