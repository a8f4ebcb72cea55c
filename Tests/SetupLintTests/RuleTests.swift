import AWSDocuments
import LosslessJSON
import SetupLint
import Testing

/// Every rule once where it fires and, by the sound setup, once where it does not.
struct RuleTests {
    static func node(_ text: String, _ source: String = "f") throws -> JSONNode {
        try JSONNode(JSONDocument(text: text), source: source)
    }

    static func policy(
        target: String = "80",
        metric: String =
            #"{"MetricName":"powersync_concurrent_connections","Namespace":"PowerSync","Statistic":"Average","Dimensions":[{"Name":"ClusterName","Value":"c"},{"Name":"ServiceName","Value":"s"}]}"#,
        more: String = "",
        resource: String = "service/c/s"
    ) throws -> ScalingPolicyDocument {
        try ScalingPolicyDocument(
            node(
                #"""
                {"PolicyName":"p","ServiceNamespace":"ecs","ResourceId":"\#(resource)","ScalableDimension":"ecs:service:DesiredCount",
                "TargetTrackingScalingPolicyConfiguration":{"TargetValue":\#(target),"ScaleInCooldown":420,
                "ScaleOutCooldown":180,"CustomizedMetricSpecification":\#(metric)\#(more)}}
                """#,
                "policy.json"
            )
        )
    }

    static func predefined(_ type: String, target: Int) throws -> ScalingPolicyDocument {
        var json = try policy().json
        json["TargetTrackingScalingPolicyConfiguration"]?["CustomizedMetricSpecification"] = nil
        json["TargetTrackingScalingPolicyConfiguration"]?["PredefinedMetricSpecification"] = [
            "PredefinedMetricType": .string(type)
        ]
        json["TargetTrackingScalingPolicyConfiguration"]?["TargetValue"] = .integer(target)
        return try ScalingPolicyDocument(JSONNode(json, source: "policy.json"))
    }

    static let series = PublishedMetric(
        namespace: "PowerSync",
        name: "powersync_concurrent_connections",
        dimensions: [.init("ServiceName", "s"), .init("ClusterName", nil)]
    )

    /// A task definition of a service and a bridge, changed by `edit`.
    static func task(_ edit: (inout JSONValue) -> Void = { _ in }) throws -> TaskDefinitionDocument {
        var value: JSONValue = [
            "family": "api", "requiresCompatibilities": ["FARGATE"], "cpu": "1024", "memory": "2048",
            "executionRoleArn": "arn:aws:iam::111122223333:role/exec",
            "containerDefinitions": [
                [
                    "name": "api", "image": "journeyapps/powersync-service:1.25.0", "command": ["start", "-r", "api"],
                    "secrets": [
                        ["name": "POWERSYNC_CONFIG_B64", "valueFrom": "arn:aws:ssm:r:1:parameter/x"],
                        ["name": "PS_DATA_SOURCE_URI", "valueFrom": "arn:aws:ssm:r:1:parameter/y"],
                    ],
                ],
                [
                    "name": "bridge", "image": "example/scalebridge:1", "essential": false, "memory": 64,
                    "logConfiguration": [
                        "logDriver": "awslogs", "options": ["awslogs-group": "g", "mode": "blocking"],
                    ],
                ],
            ],
        ]
        edit(&value)
        return try TaskDefinitionDocument(JSONNode(value, source: "task.json"))
    }

    static func sound() throws -> Setup {
        var setup = Setup()
        setup.bridgeMetrics = [series]
        setup.agentMetrics = [series]
        setup.policies = [try policy(), try predefined("ECSServiceAverageCPUUtilization", target: 70)]
        setup.scalableTargets = [
            ScalableTargetDocument(resourceID: "service/c/s", minimumCapacity: 2, maximumCapacity: 10)
        ]
        setup.taskDefinitions = [try task()]
        setup.serviceConfiguration = try YAMLValue.read(
            "telemetry: {prometheus_port: 9090, disable_telemetry_sharing: true}\nuri: !env PS_DATA_SOURCE_URI",
            source: "service.yaml"
        )
        setup.prometheusConfiguration = try YAMLValue.read(
            "global: {scrape_interval: 30s}\nscrape_configs: [{static_configs: [{targets: ['localhost:9090']}]}]",
            source: "prometheus.yaml"
        )
        setup.attributes = [
            try LoadBalancingAttributesDocument(
                node(
                    #"""
                    {"Attributes":[{"Key":"load_balancing.algorithm.type","Value":"least_outstanding_requests"},
                    {"Key":"idle_timeout.timeout_seconds","Value":"60"}]}
                    """#
                )
            )
        ]
        setup.alarms = []
        setup.listedMetrics = try ListedMetricDocument.readAll(
            JSONNode(["Metrics": [identity.json]], source: "list.json")
        )
        setup.scrapedSeries = [("powersync_concurrent_connections", 1)]
        setup.executionRolePolicies = [
            try PolicyDocument.read(
                node(#"{"Statement":{"Effect":"Allow","Action":["ssm:GetParameters"],"Resource":"*"}}"#)
            )
        ]
        return setup
    }

    static let identity = MetricIdentity(
        namespace: "PowerSync",
        name: "powersync_concurrent_connections",
        dimensions: [
            MetricDimension(name: "ClusterName", value: "c"), MetricDimension(name: "ServiceName", value: "s"),
        ]
    )

    @Test func aSoundSetupHasNoFindings() throws {
        #expect(try Self.sound().brief == [])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var expected: [String]
        var edit: @Sendable (inout Setup) throws -> Void
        init(_ expected: String..., edit: @escaping @Sendable (inout Setup) throws -> Void) {
            self.expected = expected
            self.edit = edit
        }
        var testDescription: String { expected.joined(separator: ", ") }
    }

    private static let metricWithoutName = #"{"MetricName":"powersync_concurrent_connections","Namespace":"PowerSync""#

    static let policyCases: [Case] = [
        Case("error policy-metric-not-published") {
            $0.bridgeMetrics = [
                PublishedMetric(namespace: "Other", name: "powersync_concurrent_connections", dimensions: [])
            ]
        },
        Case("error policy-dimensions") {
            $0.bridgeMetrics = [
                PublishedMetric(
                    namespace: "PowerSync",
                    name: "powersync_concurrent_connections",
                    dimensions: [.init("ClusterName", "c")]
                )
            ]
        },
        Case("error policy-unit") {
            $0.bridgeMetrics?[0].unit = "Count"
            $0.policies = [
                try policy(
                    metric: metricWithoutName
                        + #","Unit":"Percent","Dimensions":[{"Name":"ClusterName","Value":"c"},{"Name":"ServiceName","Value":"s"}]}"#
                )
            ]
        },
        Case("error policy-statistic") {
            var json = try policy().json
            json["TargetTrackingScalingPolicyConfiguration"]?["CustomizedMetricSpecification"]?["Statistic"] = "Sum"
            $0.policies = [try ScalingPolicyDocument(JSONNode(json, source: "policy.json"))]
        },
        Case("warning policy-statistic") {
            var json = try policy().json
            json["TargetTrackingScalingPolicyConfiguration"]?["CustomizedMetricSpecification"]?["Statistic"] = "Maximum"
            $0.policies = [try ScalingPolicyDocument(JSONNode(json, source: "policy.json"))]
        },
        Case("warning policy-series-per-task") { $0.bridgeMetrics?[0].valuesPerScrape = 2 },
        Case("warning policy-cluster") { $0.policies = [try policy(resource: "service/d/s")] },
        Case("error policy-resource") { $0.policies = [try policy(resource: "service/c")] },
        Case("warning unknown-member") { $0.policies = [try policy(more: #","ScaleInCoolDown":1"#)] },
        Case("error policy-math") {
            $0.policies = [
                try policy(metric: #"{"Metrics":[{"Id":"a","Expression":"1"},{"Id":"b","Expression":"a"}]}"#)
            ]
        },
        Case("error policy-target-above-limit") { $0.policies = [try policy(target: "200")] },
        Case("warning policy-target-above-limit") { $0.policies = [try policy(target: "170.5")] },
        Case("warning policy-request-count") {
            $0.policies = [try predefined("ALBRequestCountPerTarget", target: 100)]
        },
        Case("warning policy-cpu") {
            $0.taskDefinitions = [
                try task {
                    $0["cpu"] = "2048"
                    $0["memory"] = "4096"
                }
            ]
        },
        Case("warning scale-out-cooldown", "warning scale-out-cooldown") { $0.assumptions.startSeconds = 150 },
        Case("warning scale-in-cooldown", "warning scale-in-cooldown", "note stream-lifetime") {
            $0.attributes.append(
                try LoadBalancingAttributesDocument(
                    node(#"{"Attributes":[{"Key":"deregistration_delay.timeout_seconds","Value":"301"}]}"#)
                )
            )
            $0.assumptions.startSeconds = 30
        },
        Case("error alarm-insufficient-data") {
            $0.alarms = [
                try MetricAlarmDocument(
                    node(#"{"AlarmName":"TargetTracking-service/c/s-AlarmHigh-1","StateValue":"INSUFFICIENT_DATA"}"#)
                )
            ]
        },
        Case("error metric-not-listed") { $0.listedMetrics = [] },
        Case("error capacity-below-peak") { $0.assumptions.peakConnections = 2001 },
        Case("warning capacity-below-peak") { $0.assumptions.peakConnections = 801 },
        Case("warning capacity-minimum") {
            $0.scalableTargets = [
                ScalableTargetDocument(resourceID: "service/c/s", minimumCapacity: 1, maximumCapacity: 10)
            ]
        },
        Case("error scaling-suspended") {
            var json = ScalableTargetDocument(resourceID: "service/c/s", minimumCapacity: 2, maximumCapacity: 9).json
            json["SuspendedState"] = ["DynamicScalingOutSuspended": true]
            $0.scalableTargets = [try ScalableTargetDocument(JSONNode(json, source: "target.json"))]
        },
        Case("error log-group-class") {
            $0.logGroups = [try node(#"{"logGroupName":"g","logGroupClass":"INFREQUENT_ACCESS"}"#)]
        },
        Case("error metric-names", "error metric-names") {
            $0.bridgeMetrics?.append(PublishedMetric(namespace: "AWS/é", name: "n", dimensions: []))
        },
        Case("warning metric-names") {
            $0.bridgeMetrics?.append(
                PublishedMetric(namespace: "N", name: "n", dimensions: (0..<10).map { .init("d\($0)", "v") })
            )
        },
        Case("error metric-names") {
            $0.bridgeMetrics?.append(PublishedMetric(namespace: "N", name: "n", dimensions: [.init(":d", "v")]))
        },
    ]

    static let deploymentCases: [Case] = [
        Case("error health-check-command") {
            $0.taskDefinitions = [
                try task {
                    $0["containerDefinitions"]?[0]?["healthCheck"] = ["command": ["CMD-SHELL", "wget -q localhost"]]
                }
            ]
        },
        Case("error config-variable-missing") {
            $0.taskDefinitions = [try task { $0["containerDefinitions"]?[0]?["secrets"]?[1] = nil }]
        },
        Case("warning config-variable-missing") {
            $0.serviceConfiguration = nil
            $0.taskDefinitions = [try task { $0["containerDefinitions"]?[0]?["secrets"]?[1] = nil }]
        },
        Case("note stop-timeout") {
            $0.taskDefinitions = [try task { $0["containerDefinitions"]?[0]?["stopTimeout"] = 60 }]
        },
        Case("error stop-timeout-limit", "note stop-timeout") {
            $0.taskDefinitions = [try task { $0["containerDefinitions"]?[0]?["stopTimeout"] = 121 }]
        },
        Case("error fargate-size") { $0.taskDefinitions = [try task { $0["memory"] = "2560" }] },
        Case("error fargate-size") { $0.taskDefinitions = [try task { $0["cpu"] = nil }] },
        Case("error container-memory") {
            $0.taskDefinitions = [try task { $0["containerDefinitions"]?[0]?["memory"] = 2000 }]
        },
        Case("error execution-role") { $0.taskDefinitions = [try task { $0["executionRoleArn"] = nil }] },
        Case("warning sidecar-essential") {
            $0.taskDefinitions = [try task { $0["containerDefinitions"]?[1]?["essential"] = nil }]
        },
        Case("warning replication-publishes") {
            $0.taskDefinitions = [try task { $0["containerDefinitions"]?[0]?["command"]?[2] = "sync" }]
        },
        Case("note agent-image") {
            $0.taskDefinitions = [
                try task {
                    $0["containerDefinitions"]?[1]?["image"] = "public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1"
                }
            ]
        },
        Case("note awslogs-mode") {
            $0.taskDefinitions = [
                try task { $0["containerDefinitions"]?[1]?["logConfiguration"]?["options"]?["mode"] = nil }
            ]
        },
        Case("warning awslogs-mode", "warning log-line-length") {
            $0.assumptions.lineBytes = 20_000
            $0.taskDefinitions = [
                try task { $0["containerDefinitions"]?[1]?["logConfiguration"]?["options"]?["mode"] = "non-blocking" }
            ]
        },
        Case("error awslogs-create-group") {
            $0.taskDefinitions = [
                try task {
                    $0["containerDefinitions"]?[1]?["logConfiguration"]?["options"]?["awslogs-create-group"] = "true"
                }
            ]
        },
        Case("warning awslogs-create-group") {
            $0.executionRolePolicies = []
            $0.taskDefinitions = [
                try task {
                    $0["containerDefinitions"]?[1]?["logConfiguration"]?["options"]?["awslogs-create-group"] = "true"
                }
            ]
        },
        Case("error iam-permission") {
            $0.executionRolePolicies = [try PolicyDocument.read(node(#"{"Statement":[]}"#))]
        },
        Case("error iam-permission", "error iam-permission") {
            $0.assumptions.sendsToLogs = true
            $0.taskRolePolicies = [try PolicyDocument.read(node(#"{"Statement":[]}"#))]
        },
        Case("note iam-permission") {
            $0.taskRolePolicies = [
                try PolicyDocument.read(node(#"{"Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}"#))
            ]
        },
        Case("error telemetry-sharing-key") {
            $0.serviceConfiguration = try YAMLValue.read("telemetry: {prometheus_port: 9090}", source: "s")
        },
        Case("error telemetry-port") { $0.serviceConfiguration = try YAMLValue.read("port: 8080", source: "s") },
        Case("error scrape-port") {
            $0.serviceConfiguration = try YAMLValue.read(
                "telemetry: {prometheus_port: 9464, disable_telemetry_sharing: false}",
                source: "s"
            )
        },
        Case("warning scrape-interval") {
            $0.prometheusConfiguration = try YAMLValue.read("scrape_configs: [{scrape_interval: 25s}]", source: "p")
        },
        Case("warning scrape-interval") {
            $0.prometheusConfiguration = try YAMLValue.read("scrape_configs: [{scrape_interval: 2m}]", source: "p")
        },
        Case("error scrape-series-absent") { $0.scrapedSeries = [("target_info", 1)] },
        Case("warning idle-timeout") {
            $0.attributes.insert(
                try LoadBalancingAttributesDocument(
                    node(#"{"Attributes":[{"Key":"idle_timeout.timeout_seconds","Value":"73"}]}"#)
                ),
                at: 0
            )
        },
        Case("error idle-timeout") {
            $0.attributes.insert(
                try LoadBalancingAttributesDocument(
                    node(#"{"Attributes":[{"Key":"idle_timeout.timeout_seconds","Value":"20"}]}"#)
                ),
                at: 0
            )
        },
        Case("warning balancing-algorithm") {
            $0.attributes = []
            $0.targetGroups = [try TargetGroupDocument(node(#"{"Name":"g"}"#))]
            $0.policies = []
        },
        Case("warning probe-queue") {
            $0.policies = []
            $0.targetGroups = [try TargetGroupDocument(node(#"{"Name":"g","HealthCheckPath":"/probes/liveness"}"#))]
            $0.taskDefinitions = [
                try task { $0["containerDefinitions"]?[0]?["image"] = "journeyapps/powersync-service:1.23.1" }
            ]
        },
    ]

    @Test(arguments: policyCases + deploymentCases)
    func aFaultIsFoundByItsRuleAlone(_ test: Case) throws {
        var setup = try Self.sound()
        try test.edit(&setup)
        let found = SetupCheck.findings(setup).map { "\($0.severity.rawValue) \($0.rule.id)" }
        #expect(found == test.expected)
    }

    /// With tasks that run the agent, the agent's metrics decide.
    @Test func theDeployedPublisherDecides() throws {
        var setup = try Self.sound()
        setup.agentMetrics = [Guide.clusterSeries]
        setup.taskDefinitions = [try Self.task { $0["containerDefinitions"]?[1]?["image"] = "x/cloudwatch-agent" }]
        #expect(setup.brief == ["error policy-dimensions policy.json:3", "note agent-image task.json:0"])
    }
}
