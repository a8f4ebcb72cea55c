import AWSDocuments
import LosslessJSON

/// How the load balancer treats streams: where new ones go, how long old ones last, who answers the health check.
enum LoadBalancingRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        checkIdleTimeout(setup, into: &findings)
        checkAlgorithm(setup, into: &findings)
        checkLifetime(setup, into: &findings)
        checkProbes(setup, into: &findings)
    }

    private static func checkIdleTimeout(_ setup: Setup, into findings: inout [Finding]) {
        guard let node = setup.attribute("idle_timeout.timeout_seconds"),
            let seconds = node.value.string.flatMap({ Int($0) })
        else { return }
        if seconds > 72 {
            findings.append(
                Finding(
                    .idleTimeout,
                    .warning,
                    "the load balancer keeps idle connections for \(seconds) s, the service for 72 s",
                    evidence: [Evidence(node)],
                    why:
                        "The service closes an idle connection that the load balancer is about to use: now and then a short "
                        + "request is answered with 502. Streams do not need more than 60 s, since the service writes a keepalive "
                        + "every 20 s.",
                    mends: [
                        .command(
                            "aws elbv2 modify-load-balancer-attributes --load-balancer-arn \"$ALB_ARN\" "
                                + "--attributes Key=idle_timeout.timeout_seconds,Value=60"
                        )
                    ]
                )
            )
        } else if seconds < 30 {
            findings.append(
                Finding(
                    .idleTimeout,
                    .error,
                    "the load balancer cuts connections that are idle for \(seconds) s",
                    evidence: [Evidence(node)],
                    why: "The service writes to an idle stream every 18 to 22 s only.",
                    mends: [
                        .command(
                            "aws elbv2 modify-load-balancer-attributes --load-balancer-arn \"$ALB_ARN\" "
                                + "--attributes Key=idle_timeout.timeout_seconds,Value=60"
                        )
                    ]
                )
            )
        }
    }

    private static func checkAlgorithm(_ setup: Setup, into findings: inout [Finding]) {
        let node = setup.attribute("load_balancing.algorithm.type")
        let isKnown = node != nil || setup.attribute("deregistration_delay.timeout_seconds") != nil
        guard isKnown || !setup.targetGroups.isEmpty, node?.value.string != "least_outstanding_requests",
            let place = node ?? setup.attribute("deregistration_delay.timeout_seconds")
                ?? setup.targetGroups.first?.node
        else { return }
        let arn = setup.targetGroups.lazy.compactMap(\.arn).first ?? "\"$TG_ARN\""
        findings.append(
            Finding(
                .balancingAlgorithm,
                .warning,
                "new streams are dealt out in turn (\(node?.value.string ?? "round_robin by default"))",
                evidence: [Evidence(place)],
                why:
                    "Streams stay where they are. After a scale-out a new task gets only its turn of new streams, so that full "
                    + "tasks stay full for about the lifetime of a token. With least_outstanding_requests it gets all of them "
                    + "until it holds as many as the others.",
                mends: [
                    .command(
                        "aws elbv2 modify-target-group-attributes --target-group-arn \(arn) "
                            + "--attributes Key=load_balancing.algorithm.type,Value=least_outstanding_requests"
                    )
                ]
            )
        )
    }

    private static func checkLifetime(_ setup: Setup, into findings: inout [Finding]) {
        guard let node = setup.attribute("deregistration_delay.timeout_seconds"),
            let delay = node.value.string.flatMap({ Int($0) })
        else { return }
        let lifetime = max(1, setup.assumptions.tokenSeconds)
        let percent = min(100, delay * 100 / lifetime)
        findings.append(
            Finding(
                .tokenLifetime,
                .note,
                "with tokens of \(lifetime) s, \(percent) % of the streams leave a draining task by themselves within \(delay) s",
                evidence: [Evidence(node)],
                why:
                    "A stream ends when its token expires, and its client connects again, elsewhere. What is left when the "
                    + "deregistration delay is over is cut at once. Tokens shorter than the delay make scale-in gentle; they "
                    + "are also what evens out the tasks after a scale-out.",
                mends: [.advice("Shorten the tokens, or lengthen the delay and the scale-in cooldown with it.")]
            )
        )
    }

    private static func checkProbes(_ setup: Setup, into findings: inout [Finding]) {
        guard let group = setup.targetGroups.first(where: { $0.healthCheckPath?.hasPrefix("/probes") ?? false }),
            let path = group.node.member("HealthCheckPath")
        else { return }
        for container in setup.taskDefinitions.flatMap(\.serviceContainers) {
            guard container.powerSyncRole == "api" || container.powerSyncRole == "unified",
                let version = container.version,
                version.lexicographicallyPrecedes([1, 23, 2]), let image = container.node.member("image")
            else { continue }
            let seconds = group.healthCheckIntervalSeconds * group.unhealthyThreshold
            findings.append(
                Finding(
                    .probeQueue,
                    .warning,
                    "in \(container.image) health checks wait in one queue with write checkpoints",
                    evidence: [Evidence(image), Evidence(path)],
                    why:
                        "The queue runs 10 and holds 20 more, then answers 429. A burst of write checkpoints for about "
                        + "\(seconds) s makes the target unhealthy; its task is replaced and all its clients connect again.",
                    mends: [
                        .advice("Use version 1.23.2 or later, or count 429 as healthy: --matcher HttpCode=200,429.")
                    ]
                )
            )
        }
    }
}
