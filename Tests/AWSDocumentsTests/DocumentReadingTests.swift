import AWSDocuments
import LosslessJSON
import Testing

struct DocumentReadingTests {
    /// One operation's output, read from what both CLI versions print, told in one line.
    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var expected: String
        var tell: @Sendable (JSONNode) throws -> String
        var testDescription: String { file }
    }

    static let cases: [Case] = [
        Case(
            file: "application-autoscaling.DescribeScalingPolicies.output",
            expected: "berths harbour 62.5 90/240 Ferry/boarded{ClusterName=harbour, ServiceName=ferry} 2; "
                + "cpu harbour 55.0 nil/nil ECSServiceAverageCPUUtilizationHighResolution 0"
        ) {
            try ScalingPolicyDocument.readAll($0).map { policy in
                let tracking = try #require(policy.targetTracking)
                let cooldowns = [tracking.scaleOutCooldownSeconds, tracking.scaleInCooldownSeconds].map {
                    $0.map(String.init) ?? "nil"
                }
                let metric = tracking.customizedMetric?.identity?.description ?? tracking.predefinedMetric ?? ""
                return "\(policy.name ?? "") \(policy.service?.cluster ?? "") \(tracking.targetValue.text) "
                    + "\(cooldowns.joined(separator: "/")) \(metric) \(policy.alarmNames.count)"
            }.joined(separator: "; ")
        },
        Case(
            file: "application-autoscaling.DescribeScalableTargets.output",
            expected: "service/harbour/ferry 3...24 true"
        ) {
            try ScalableTargetDocument.readAll($0).map {
                "\($0.resourceID) \($0.minimumCapacity ?? -1)...\($0.maximumCapacity ?? -1) \($0.isScheduledSuspended)"
            }.joined(separator: "; ")
        },
        Case(
            file: "application-autoscaling.DescribeScalingActivities.output",
            expected:
                "2026-03-08T17:31:06.701Z Successful 7 []; 2026-03-08T17:31:40.200Z Failed nil [AlreadyAtMaxCapacity]"
        ) {
            try ScalingActivityDocument.readAll($0).map {
                "\($0.start?.description ?? "") \($0.statusCode) \($0.desiredCount.map(String.init) ?? "nil") "
                    + "[\($0.notScaledCodes.joined(separator: ","))]"
            }.joined(separator: "; ")
        },
        Case(
            file: "cloudwatch.DescribeAlarms.output",
            expected: "INSUFFICIENT_DATA 15/15 60 56.25 Ferry/boarded{ClusterName=harbour, ServiceName=ferry}; "
                + "OK 2/3 60 100.0 r=m1/m2 m1=Ferry/waiting{} "
                + "m2=ECS/ContainerInsights/RunningTaskCount{ClusterName=harbour, ServiceName=ferry}"
        ) {
            try MetricAlarmDocument.readAll($0).map { alarm in
                let metric =
                    alarm.identity?.description
                    ?? alarm.queries.map { "\($0.id)=\($0.expression ?? $0.identity?.description ?? "")" }
                    .joined(separator: " ")
                return "\(alarm.state ?? "") \(alarm.datapointsToAlarm ?? 0)/\(alarm.evaluationPeriods ?? 0) "
                    + "\(alarm.periodSeconds ?? 0) \(alarm.threshold?.text ?? "") \(metric)"
            }.joined(separator: "; ")
        },
        Case(file: "cloudwatch.DescribeAlarmHistory.output", expected: "2026-03-08T17:31:06.701Z StateUpdate OK>ALARM")
        {
            try AlarmHistoryItemDocument.readAll($0).map {
                "\($0.time?.description ?? "") \($0.itemType ?? "") \($0.stateChange?.from ?? "")>\($0.stateChange?.to ?? "")"
            }.joined(separator: "; ")
        },
        Case(
            file: "cloudwatch.GetMetricData.output",
            expected: "q1 Complete 2026-03-08T17:31:00Z=80.0 2026-03-08T17:32:00Z=26.666666666666668"
        ) {
            try MetricDataResultDocument.readAll($0).map { result in
                "\(result.id ?? "") \(result.statusCode ?? "") "
                    + result.datapoints.map { "\($0.time)=\($0.value.text)" }.joined(separator: " ")
            }.joined(separator: "; ")
        },
        Case(
            file: "cloudwatch.GetMetricStatistics.output",
            expected: "2026-03-08T17:31:00Z=11.0 2026-03-08T17:32:00Z=12.5; 2026-03-08T17:31:00Z=31.0"
        ) { node in
            let document = try MetricStatisticsDocument(node)
            return ["Average", "p99"].map { statistic in
                document.datapoints(of: statistic).map { "\($0.time)=\($0.value.text)" }.joined(separator: " ")
            }.joined(separator: "; ")
        },
        Case(file: "ecs.DescribeServices.output", expected: "harbour/ferry 4 3 1 45 1 2026-03-08T17:31:06.701Z") {
            try ServiceDocument.readAll($0).map { service in
                "\(service.cluster ?? "")/\(service.name) \(service.desiredCount ?? -1) \(service.runningCount ?? -1) "
                    + "\(service.pendingCount ?? -1) \(service.healthCheckGracePeriodSeconds) "
                    + "\(service.targetGroupARNs.count) \(service.events.first?.time?.description ?? "")"
            }.joined(separator: "; ")
        },
        Case(file: "ecs.DescribeTasks.output", expected: "ferry STOPPED 40000 3640250 ferry=0") {
            try TaskDocument.readAll($0).map { task in
                let created = try #require(task.created?.milliseconds)
                let times = [task.started, task.stopped].map { String(($0?.milliseconds ?? 0) - created) }
                return "\(task.serviceName ?? "") \(task.lastStatus ?? "") \(times.joined(separator: " ")) "
                    + task.exitCodes.map { "\($0.container)=\($0.code)" }.joined(separator: ",")
            }.joined(separator: "; ")
        },
        Case(
            file: "ecs.DescribeTaskDefinition.output",
            expected:
                "ferry fargate 1024 3072 ferry: serve --fast, PORT=8080, DB, awslogs non-blocking, 2 retries, stop 45"
        ) {
            let definition = try TaskDefinitionDocument.read($0)
            let container = try #require(definition.containers.first)
            return "\(definition.family) \(definition.isFargate ? "fargate" : "") \(definition.cpuUnits ?? 0) "
                + "\(definition.memoryMiB ?? 0) \(container.name): \(container.command.joined(separator: " ")), "
                + "PORT=\(container.environment("PORT")?.value.string ?? ""), "
                + "\(container.secret("DB") == nil ? "" : "DB"), \(container.logDriver ?? "") "
                + "\(container.logOption("mode")?.value.string ?? ""), \(container.healthCheck?.retries ?? 0) retries, "
                + "stop \(container.stopTimeoutSeconds ?? 0)"
        },
    ]

    @Test(arguments: cases)
    func readsWhatBothVersionsOfTheCLIPrint(_ test: Case) throws {
        for node in try Fixtures.bothVersions(test.file) {
            #expect(try test.tell(node) == test.expected)
        }
    }

    @Test func readsDocumentsWithoutTimestamps() throws {
        let metrics = try ListedMetricDocument.readAll(Fixtures.node("cloudwatch.ListMetrics.output")).map(
            \.identity.description
        )
        #expect(metrics == ["Ferry/boarded{ClusterName=harbour, ServiceName=ferry}", "Ferry/boarded{}"])

        let step = try ScalingPolicyDocument.readAll(
            Fixtures.node("application-autoscaling.PutScalingPolicy.input-step")
        )[0].stepScaling
        #expect(
            step?.steps == [
                .init(lowerBound: JSONNumber(text: "0.0"), upperBound: JSONNumber(text: "15.5"), adjustment: 10),
                .init(lowerBound: JSONNumber(text: "15.5"), upperBound: nil, adjustment: 30),
            ]
        )
        #expect(step?.cooldownSeconds == 120 && step?.minimumAdjustmentMagnitude == 2 && step?.aggregation == "Maximum")

        let group = try TargetGroupDocument.readAll(Fixtures.node("elbv2.DescribeTargetGroups.output"))[0]
        let created = try TargetGroupDocument.readAll(Fixtures.node("elbv2.CreateTargetGroup.input"))[0]
        #expect(group.name == "ferry" && created.name == "ferry" && group.healthCheckPath == created.healthCheckPath)
        let attributes = try LoadBalancingAttributesDocument(
            Fixtures.node("elbv2.DescribeTargetGroupAttributes.output")
        )
        #expect(attributes.deregistrationDelaySeconds == 120 && attributes.algorithm == "least_outstanding_requests")

        let request = try MetricDataRequestDocument(Fixtures.node("cloudwatch.GetMetricData.input"))
        #expect(request.queries.first?.periodSeconds == 60 && request.start?.milliseconds == 1_772_989_200_000)

        let action = try ScheduledActionDocument.readAll(
            Fixtures.node("application-autoscaling.PutScheduledAction.input")
        )[0]
        #expect(action.minimumCapacity == 9 && action.maximumCapacity == nil && action.timezone == "Europe/Stockholm")
    }

    @Test func aBareConfigurationIsAPolicyWithoutAName() throws {
        let node = JSONNode(try JSONValue(parsing: #"{"TargetValue": 80, "NewMember": [1]}"#), source: "policy.json")
        let policy = try ScalingPolicyDocument.readAll(node)[0]
        #expect(policy.isBareConfiguration && policy.name == nil && policy.targetTracking?.targetValue.text == "80")
        #expect(policy.putInput == node.value)
        #expect(policy.ownShape.unknownMembers(in: policy.node).map(\.path.description) == ["NewMember"])
    }

    static let refused: [(text: String, message: String)] = [
        (
            #"{"Policy": 1}"#,
            "f.json:1:1: $: expected a scaling policy: put-scaling-policy input (with PolicyName), a target tracking "
                + "configuration (with TargetValue), or the output of describe-scaling-policies"
        ),
        (#"{"TargetValue": "80"}"#, "f.json:1:17: TargetValue: expected a number, found a string"),
        (
            #"{"TargetValue": 80, "ScaleInCooldown": -1}"#,
            "f.json:1:40: ScaleInCooldown: expected a whole number of at least 0, found -1"
        ),
        (
            "{\"ScalingPolicies\": [\n {\"PolicyName\": \"p\", \"ServiceNamespace\": \"ecs\"}]}",
            "f.json:2:2: ScalingPolicies[0]: expected a member \"ResourceId\""
        ),
        (
            #"{"TargetValue": 1, "CustomizedMetricSpecification": {"Dimensions": [{"Name": "a"}]}}"#,
            "f.json:1:69: CustomizedMetricSpecification.Dimensions[0]: expected a member \"Value\""
        ),
    ]

    @Test(arguments: refused)
    func errorsNameFileLineAndKeyPath(text: String, message: String) throws {
        let node = JSONNode(try JSONDocument(text: text), source: "f.json")
        let error = try #require(throws: JSONContentError.self) { try ScalingPolicyDocument.readAll(node) }
        #expect(error.description == message)
    }

    @Test func resultsWithUnpairedTimestampsAreRefused() throws {
        let text = #"{"MetricDataResults": [{"Timestamps": [1, 2], "Values": [3]}]}"#
        let node = JSONNode(try JSONDocument(text: text), source: "f.json")
        let error = try #require(throws: JSONContentError.self) { try MetricDataResultDocument.readAll(node) }
        #expect(error.message == "expected as many Values (1) as Timestamps (2)")
    }
}
