import AWSDocuments
import LosslessJSON

/// Whether a policy's metric will exist under exactly the identity that the policy names.
enum PolicyMetricRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        for policy in setup.policies {
            guard let metric = policy.targetTracking?.customizedMetric, metric.queries.isEmpty,
                let identity = metric.identity
            else { continue }
            if let verdict = setup.verdict(on: policy, publisher: setup.deployedPublisher) {
                findings += judge(verdict, policy: policy, metric: metric, identity: identity, setup: setup)
            }
            checkDetails(policy, metric, identity, setup, into: &findings)
        }
    }

    private static func judge(
        _ verdict: PolicyVerdict,
        policy: ScalingPolicyDocument,
        metric: CustomizedMetricDocument,
        identity: MetricIdentity,
        setup: Setup
    ) -> [Finding] {
        let who = verdict.publisher == .agent ? "the CloudWatch agent" : "the bridge"
        let blindness =
            "Its alarms stay in INSUFFICIENT_DATA: it never adds a task, and no other policy of the service can remove one "
            + "while this one has no data. list-metrics and describe-scaling-policies look healthy all the same."
        switch verdict.outcome {
        case .notOurs, .found: return []
        case .foundWithoutDimensions:
            return [
                Finding(
                    .policyZeroDimension,
                    .note,
                    "\(policy.title) is served by the series without dimensions that the bridge adds",
                    evidence: [Evidence(metric.node)],
                    why:
                        "Every service of the account and Region that publishes this name without dimensions shares the "
                        + "series. A policy with the cluster's and service's dimensions tracks one service only.",
                    changes: dimensionChanges(policy, setup)
                )
            ]
        case .otherDimensions(let near):
            let names = near.map(\.description).joined(separator: " and ")
            let changes = dimensionChanges(policy, setup)
            return [
                Finding(
                    .policyDimensions,
                    .error,
                    "\(policy.title) tracks \(identity), but \(who) publishes \(names)",
                    evidence: [Evidence(metric.node)] + declarationEvidence(setup),
                    why:
                        "CloudWatch knows a metric by namespace, name and the exact set of dimensions and adds nothing "
                        + "up over them. " + blindness,
                    changes: changes,
                    mends: (changes.isEmpty ? [adviceOnDimensions(near)] : [])
                        + publisherMends(verdict.publisher, setup)
                )
            ]
        case .notPublished:
            let published = (verdict.publisher == .agent ? setup.agentMetrics : setup.bridgeMetrics) ?? []
            let names = published.map(\.description).joined(separator: ", ")
            return [
                Finding(
                    .policyMetricNotPublished,
                    .error,
                    "\(policy.title) tracks \(identity), which nothing publishes",
                    evidence: [Evidence(metric.node)],
                    why: "\(who.capitalizedFirst) will publish \(names.isEmpty ? "nothing" : names). " + blindness,
                    mends: [.advice("Name a published metric in the policy, or select this one in metric_selectors.")]
                )
            ]
        }
    }

    private static func declarationEvidence(_ setup: Setup) -> [Evidence] {
        let declarations = setup.agentConfiguration?.member("logs")?.member("metrics_collected")?.member("prometheus")?
            .member("emf_processor")?.member("metric_declaration")?.list
        return (declarations ?? []).compactMap { $0.member("dimensions").map { Evidence($0) } }
    }

    /// The policy with the dimensions of the most specific published series of its metric.
    private static func dimensionChanges(_ policy: ScalingPolicyDocument, _ setup: Setup) -> [PolicyChange] {
        guard let identity = policy.targetTracking?.customizedMetric?.identity else { return [] }
        let candidates = (setup.bridgeMetrics ?? []) + (setup.agentMetrics ?? [])
        let resolved = candidates.filter { $0.namespace == identity.namespace && $0.name == identity.name }
            .compactMap { $0.identity(of: policy.service) }
            .filter { !$0.dimensions.isEmpty && !$0.dimensions.contains { $0.name == "TaskId" } }
        guard let best = resolved.max(by: { $0.dimensions.count < $1.dimensions.count }) else { return [] }
        let dimensions = JSONValue.array(best.dimensions.map(\.json))
        return [policy.change("CustomizedMetricSpecification", "Dimensions", to: dimensions)]
    }

    /// What to do where the values of the published dimensions are not known.
    private static func adviceOnDimensions(_ near: [PublishedMetric]) -> Mend {
        let names = near.map { $0.dimensions.map(\.name).joined(separator: ", ") }.joined(separator: ", or ")
        return .advice(
            "Name the published dimensions (\(names)) in the policy; with --cluster and --service this is a command."
        )
    }

    /// How the publisher can be made to publish what the policy names.
    private static func publisherMends(_ publisher: PolicyVerdict.Publisher, _ setup: Setup) -> [Mend] {
        guard publisher == .agent else {
            return [.advice("Run the bridge without --no-zero-dimension.")]
        }
        let files = setup.taskDefinitions.filter { !$0.agentContainers.isEmpty }.map(\.node.source)
        return files.map { .command("scalebridge adopt \(ShellCommand.quote($0))") }
    }

    // MARK: - Unit, statistic, number of series, cluster

    private static func checkDetails(
        _ policy: ScalingPolicyDocument,
        _ metric: CustomizedMetricDocument,
        _ identity: MetricIdentity,
        _ setup: Setup,
        into findings: inout [Finding]
    ) {
        let published = (setup.deployedPublisher == .agent ? setup.agentMetrics : setup.bridgeMetrics) ?? []
        let matching = published.filter { $0.matches(identity) }
        if let unit = metric.unit, let other = matching.first(where: { ($0.unit ?? "None") != unit }) {
            findings.append(
                Finding(
                    .policyUnit,
                    .error,
                    "\(policy.title) asks for unit \(unit), but the metric is published with \(other.unit ?? "None")",
                    evidence: [Evidence(metric.node.member("Unit") ?? metric.node)],
                    why: "With a unit named, only data of that unit is selected; the alarms get no data.",
                    mends: [.advice("Leave Unit out of the policy.")]
                )
            )
        }
        checkStatistic(policy, metric, setup, into: &findings)
        if let series = matching.first(where: { $0.valuesPerScrape > 1 }) {
            let isAverage = (metric.statistic ?? "Average") == "Average"
            findings.append(
                Finding(
                    .policySeriesPerTask,
                    isAverage ? .warning : .note,
                    "each task publishes \(series.valuesPerScrape) values of \(identity) at a scrape",
                    evidence: [Evidence(metric.node)],
                    why:
                        "An Average is then taken over series, not over tasks: \(series.valuesPerScrape) series of one "
                        + "task divide its value by \(series.valuesPerScrape).",
                    mends: [.advice("Run the bridge with --sum-series, or drop the labels that split the metric.")]
                )
            )
        }
        if let service = policy.service,
            let dimension = identity.dimensions.first(where: { $0.name == "ClusterName" }),
            dimension.value != service.cluster
        {
            findings.append(
                Finding(
                    .policyCluster,
                    .warning,
                    "\(policy.title) scales cluster \(service.cluster) by the metric of cluster \(dimension.value)",
                    evidence: [Evidence(metric.node)],
                    why: "The load of one cluster sets the size of another.",
                    mends: [.advice("Name \(service.cluster) as ClusterName.")]
                )
            )
        }
    }

    private static func checkStatistic(
        _ policy: ScalingPolicyDocument,
        _ metric: CustomizedMetricDocument,
        _ setup: Setup,
        into findings: inout [Finding]
    ) {
        guard let statistic = metric.statistic, statistic != "Average",
            setup.assumptions.scalingMetrics.contains(metric.identity?.name ?? "")
        else { return }
        let grows = statistic == "Sum" || statistic == "SampleCount"
        findings.append(
            Finding(
                .policyStatistic,
                grows ? .error : .warning,
                "\(policy.title) tracks the \(statistic) of a value that each task publishes",
                evidence: [Evidence(metric.node.member("Statistic") ?? metric.node)],
                why: grows
                    ? "More tasks do not lower the \(statistic), so every step asks for another until MaxCapacity. Target "
                        + "tracking needs a metric that falls in proportion to capacity."
                    : "One task decides for all: the \(statistic) does not fall in proportion to capacity.",
                changes: [policy.change("CustomizedMetricSpecification", "Statistic", to: "Average")]
            )
        )
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
