/// A rule of the check: its name, its source, and how well it is founded.
public struct Rule: Sendable, Hashable {
    /// The rule's name in findings.
    public var id: String

    /// Where the rule comes from: a public page, or the source code that was read.
    public var source: String

    /// How well the rule is founded.
    public var basis: Basis

    init(_ id: String, _ basis: Basis, _ source: String) {
        self.id = id
        self.source = source
        self.basis = basis
    }
}

extension Rule {
    private static let aws = "https://docs.aws.amazon.com"
    private static let autoScaling = "\(aws)/autoscaling/application"
    private static let ecs = "\(aws)/AmazonECS/latest/developerguide"
    private static let cloudWatch = "\(aws)/AmazonCloudWatch/latest/monitoring"
    private static let balancer = "\(aws)/elasticloadbalancing/latest/application"
    private static let service = "powersync-ja/powersync-service"
    private static let customizedMetric = "\(autoScaling)/APIReference/API_CustomizedMetricSpecification.html"
    private static let targetTracking =
        "\(autoScaling)/userguide/target-tracking-scaling-policy-overview.html"

    // MARK: Policies and their metrics

    static let policyMetricNotPublished = Rule("policy-metric-not-published", .documented, customizedMetric)
    static let policyDimensions = Rule("policy-dimensions", .documented, customizedMetric)
    static let policyZeroDimension = Rule(
        "policy-zero-dimension",
        .documented,
        "\(cloudWatch)/cloudwatch_concepts.html"
    )
    static let policyUnit = Rule("policy-unit", .documented, "\(cloudWatch)/cloudwatch_concepts.html")
    static let policyStatistic = Rule("policy-statistic", .documented, targetTracking)
    static let policySeriesPerTask = Rule(
        "policy-series-per-task",
        .inferred,
        "\(cloudWatch)/Statistics-definitions.html"
    )
    static let policyMath = Rule(
        "policy-math",
        .documented,
        "\(autoScaling)/userguide/application-auto-scaling-target-tracking-metric-math.html"
    )
    static let policyResource = Rule(
        "policy-resource",
        .documented,
        "\(autoScaling)/APIReference/API_PutScalingPolicy.html"
    )
    static let policyCluster = Rule("policy-cluster", .inferred, customizedMetric)
    static let policyRequestCount = Rule(
        "policy-request-count",
        .documented,
        "https://docs.powersync.com/maintenance-ops/self-hosting/aws-ecs"
    )
    static let policyCPU = Rule("policy-cpu", .inferred, "\(service): one Node.js process, no cluster, no workers")
    static let policyTarget = Rule(
        "policy-target-above-limit",
        .observed,
        "\(service): packages/service-core/src/util/config/defaults.ts (200 connections)"
    )
    static let unknownMember = Rule("unknown-member", .observed, "botocore's service models refuse it")
    static let alarmNoData = Rule("alarm-insufficient-data", .documented, targetTracking)
    static let metricNotListed = Rule(
        "metric-not-listed",
        .documented,
        "\(aws)/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html"
    )

    // MARK: Cooldowns and capacity

    static let scaleInCooldown = Rule("scale-in-cooldown", .inferred, targetTracking)
    static let scaleOutCooldown = Rule("scale-out-cooldown", .inferred, targetTracking)
    static let capacityPeak = Rule("capacity-below-peak", .inferred, targetTracking)
    static let capacityMinimum = Rule("capacity-minimum", .documented, targetTracking)
    static let suspended = Rule(
        "scaling-suspended",
        .documented,
        "\(autoScaling)/userguide/application-auto-scaling-suspend-resume-scaling.html"
    )

    // MARK: Task definitions

    static let healthCheckCommand = Rule(
        "health-check-command",
        .inferred,
        "\(service): service/Dockerfile is FROM node:24-trixie-slim, which has no curl"
    )
    static let dataSourceVariable = Rule(
        "config-variable-missing",
        .observed,
        "\(service): collectors/impl/yaml-env.ts stops the start on an unset !env variable"
    )
    static let stopTimeout = Rule(
        "stop-timeout",
        .observed,
        "\(service): libs/lib-services/src/signals/termination-handler.ts exits after 30 s"
    )
    static let stopTimeoutLimit = Rule("stop-timeout-limit", .documented, "\(ecs)/task_definition_parameters.html")
    static let fargateSize = Rule("fargate-size", .documented, "\(ecs)/task-cpu-memory-error.html")
    static let containerMemory = Rule("container-memory", .documented, "\(ecs)/task_definition_parameters.html")
    static let logMode = Rule("awslogs-mode", .documented, "\(ecs)/using_awslogs.html")
    static let logLineLength = Rule("log-line-length", .observed, "https://github.com/moby/moby/issues/41794")
    static let logCreateGroup = Rule("awslogs-create-group", .documented, "\(ecs)/using_awslogs.html")
    static let replicationPublishes = Rule(
        "replication-publishes",
        .observed,
        "\(service): modules/module-core/src/CoreModule.ts registers the gauge for api and unified only"
    )
    static let sidecarEssential = Rule("sidecar-essential", .documented, "\(ecs)/task_definition_parameters.html")
    static let agentImage = Rule("agent-image", .observed, "the CloudWatch agent publishes declared sets only")
    static let executionRole = Rule("execution-role", .documented, "\(ecs)/task_execution_IAM_role.html")
    static let permission = Rule("iam-permission", .documented, "\(ecs)/task_execution_IAM_role.html")

    // MARK: Service configuration and scraping

    static let telemetrySharing = Rule(
        "telemetry-sharing-key",
        .inferred,
        "\(service): packages/types/src/config/PowerSyncConfig.ts requires disable_telemetry_sharing"
    )
    static let telemetryPort = Rule(
        "telemetry-port",
        .observed,
        "\(service): packages/service-core/src/metrics/open-telemetry/util.ts"
    )
    static let scrapePort = Rule("scrape-port", .inferred, "the scraped port and telemetry.prometheus_port differ")
    static let scrapeInterval = Rule("scrape-interval", .inferred, "\(cloudWatch)/Statistics-definitions.html")
    static let scrapeSeriesAbsent = Rule(
        "scrape-series-absent",
        .observed,
        "\(service): a failed collection is answered with 200 and a comment"
    )
    static let metricNames = Rule(
        "metric-names",
        .documented,
        "\(cloudWatch)/CloudWatch_Embedded_Metric_Format_Specification.html"
    )
    static let logGroupClass = Rule(
        "log-group-class",
        .documented,
        "\(aws)/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html"
    )

    // MARK: Load balancing

    static let idleTimeout = Rule(
        "idle-timeout",
        .inferred,
        "\(service): keepalive each 20 s; Fastify's keepAliveTimeout stays at 72 s"
    )
    static let tokenLifetime = Rule(
        "stream-lifetime",
        .observed,
        "\(service): packages/service-core/src/sync/util.ts ends streams at token expiry"
    )
    static let balancingAlgorithm = Rule(
        "balancing-algorithm",
        .documented,
        "\(balancer)/load-balancer-target-groups.html"
    )
    static let probeQueue = Rule(
        "probe-queue",
        .observed,
        "\(service) before 1.23.2: probes and write checkpoints share one queue of 10 + 20"
    )
}
