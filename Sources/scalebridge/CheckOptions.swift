import AWSDocuments
import ArgumentParser
import LosslessJSON
import SetupLint

/// The AWS documents and PowerSync's configuration.
struct CheckDocumentOptions: ParsableArguments {
    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp(
            "put-scaling-policy input, its bare configuration, or describe-scaling-policies output. Repeatable.",
            valueName: "file"
        )
    )
    var policies: [String] = []

    @Option(
        name: .customLong("scalable-target"),
        help: ArgumentHelp(
            "register-scalable-target input or describe-scalable-targets output. Repeatable.",
            valueName: "file"
        )
    )
    var scalableTargets: [String] = []

    @Option(
        name: .customLong("task-definition"),
        help: ArgumentHelp("A task definition as registered or described. Repeatable.", valueName: "file")
    )
    var taskDefinitions: [String] = []

    @Option(name: .customLong("service-yaml"), help: ArgumentHelp("PowerSync's service.yaml.", valueName: "file"))
    var serviceYAML: String?

    @Option(
        name: .customLong("target-group"),
        help: ArgumentHelp(
            "create-target-group input, or output of describe-target-groups, describe-target-group-attributes or "
                + "describe-load-balancer-attributes. Repeatable.",
            valueName: "file"
        )
    )
    var targetGroups: [String] = []

    @Option(help: ArgumentHelp("Output of describe-alarms.", valueName: "file"))
    var alarms: String?

    @Option(help: ArgumentHelp("Output of list-metrics.", valueName: "file"))
    var listMetrics: String?

    @Option(help: ArgumentHelp("Output of describe-log-groups.", valueName: "file"))
    var logGroups: String?

    @Option(
        name: .customLong("task-role"),
        help: ArgumentHelp("A policy document of the task role. Repeatable.", valueName: "file")
    )
    var taskRoles: [String] = []

    @Option(
        name: .customLong("execution-role"),
        help: ArgumentHelp(
            "A policy document of the execution role, beside the managed policy. Repeatable.",
            valueName: "file"
        )
    )
    var executionRoles: [String] = []

    /// Whether any document was named.
    var isGiven: Bool {
        !(policies + scalableTargets + taskDefinitions + targetGroups + taskRoles + executionRoles).isEmpty
            || [serviceYAML, alarms, listMetrics, logGroups].contains { $0 != nil }
    }

    /// Reads the documents.
    func setup() throws -> Setup {
        var setup = Setup()
        setup.policies = try policies.flatMap { try ScalingPolicyDocument.readAll(DocumentFiles.node($0)) }
        setup.scalableTargets = try scalableTargets.flatMap {
            try ScalableTargetDocument.readAll(DocumentFiles.node($0))
        }
        setup.taskDefinitions = try taskDefinitions.map { try TaskDefinitionDocument.read(DocumentFiles.node($0)) }
        setup.serviceConfiguration = try serviceYAML.map(DocumentFiles.yaml)
        for file in targetGroups {
            let node = try DocumentFiles.node(file)
            if node.value["Attributes"] == nil {
                setup.targetGroups += try TargetGroupDocument.readAll(node)
            } else {
                setup.attributes.append(try LoadBalancingAttributesDocument(node))
            }
        }
        setup.alarms = try alarms.map { try MetricAlarmDocument.readAll(DocumentFiles.node($0)) }
        setup.listedMetrics = try listMetrics.map { try ListedMetricDocument.readAll(DocumentFiles.node($0)) }
        if let logGroups { setup.logGroups = try DocumentFiles.node(logGroups).required("logGroups").elements() }
        setup.taskRolePolicies = try taskRoles.map { try PolicyDocument.read(DocumentFiles.node($0)) }
        setup.executionRolePolicies = try executionRoles.map { try PolicyDocument.read(DocumentFiles.node($0)) }
        return setup
    }
}

/// Figures that no document holds.
struct CheckFigureOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Connections at the busiest time.", valueName: "count"))
    var peak: Int?

    @Option(
        help: ArgumentHelp("Connections that one task takes at most, unless service.yaml says.", valueName: "count")
    )
    var connectionLimit = CheckAssumptions().connectionLimit

    @Option(help: ArgumentHelp("Seconds until a new task takes connections.", valueName: "seconds"))
    var startTime = CheckAssumptions().startSeconds

    @Option(help: ArgumentHelp("Seconds until a value of the metric counts in an alarm.", valueName: "seconds"))
    var metricDelay = CheckAssumptions().metricDelaySeconds

    @Option(help: ArgumentHelp("Seconds that a client's token lives.", valueName: "seconds"))
    var tokenLifetime = CheckAssumptions().tokenSeconds

    func validate() throws {
        let figures = [
            ("--peak", peak ?? 0), ("--connection-limit", connectionLimit - 1), ("--start-time", startTime),
            ("--metric-delay", metricDelay), ("--token-lifetime", tokenLifetime - 1),
        ]
        for (name, value) in figures where !(0...1_000_000_000).contains(value) {
            throw ValidationError(
                "\(name) takes a number from \(name.hasSuffix("t") || name.hasSuffix("lifetime") ? 1 : 0)."
            )
        }
    }

    /// Carries the figures into a check.
    func apply(to assumptions: inout CheckAssumptions) {
        assumptions.peakConnections = peak
        assumptions.connectionLimit = connectionLimit
        assumptions.startSeconds = startTime
        assumptions.metricDelaySeconds = metricDelay
        assumptions.tokenSeconds = tokenLifetime
    }
}
