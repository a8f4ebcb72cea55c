import AWSDocuments
import LosslessJSON
import Testing

/// What we write is kept in `Fixtures/written`, which `validate_with_botocore.py` checks against AWS's service models.
struct DocumentWritingTests {
    static let identity = MetricIdentity(
        namespace: "Ferry",
        name: "boarded",
        dimensions: [
            MetricDimension(name: "ServiceName", value: "ferry"),
            MetricDimension(name: "ClusterName", value: "harbour"),
        ]
    )

    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var write: @Sendable () throws -> JSONValue
        var testDescription: String { file }
    }

    static let cases: [Case] = [
        Case(file: "application-autoscaling.PutScalingPolicy.input-from-output-v1") {
            try ScalingPolicyDocument.readAll(
                Fixtures.node("application-autoscaling.DescribeScalingPolicies.output.cli-v1")
            )[0].putInput
        },
        Case(file: "application-autoscaling.PutScalingPolicy.input-from-output-v2") {
            try ScalingPolicyDocument.readAll(
                Fixtures.node("application-autoscaling.DescribeScalingPolicies.output.cli-v2")
            )[1].putInput
        },
        Case(file: "application-autoscaling.PutScalingPolicy.input-built") {
            ScalingPolicyDocument(
                name: "berths",
                resourceID: ServiceReference(cluster: "harbour", service: "ferry").resourceID,
                targetTracking: TargetTrackingDocument(
                    targetValue: JSONNumber(80),
                    metric: CustomizedMetricDocument(identity),
                    scaleInCooldownSeconds: 300,
                    scaleOutCooldownSeconds: 120
                )
            ).json
        },
        Case(file: "application-autoscaling.PutScalingPolicy.input-built-math") {
            let queries = [
                MetricQueryDocument(id: "total", identity: identity, statistic: "Sum", returnsData: false),
                MetricQueryDocument(id: "perTask", expression: "total / 2", returnsData: true),
            ]
            return ScalingPolicyDocument(
                name: "math",
                resourceID: "service/harbour/ferry",
                targetTracking: TargetTrackingDocument(
                    targetValue: try #require(JSONNumber(62.5)),
                    metric: CustomizedMetricDocument(queries: queries),
                    disablesScaleIn: true
                )
            ).json
        },
        Case(file: "application-autoscaling.PutScalingPolicy.input-built-predefined") {
            ScalingPolicyDocument(
                name: "cpu",
                resourceID: "service/harbour/ferry",
                targetTracking: TargetTrackingDocument(
                    targetValue: JSONNumber(70),
                    predefinedMetric: "ECSServiceAverageCPUUtilization"
                )
            ).json
        },
        Case(file: "application-autoscaling.PutScalingPolicy.input-built-step") {
            ScalingPolicyDocument(
                name: "surge",
                resourceID: "service/harbour/ferry",
                stepScaling: StepScalingDocument(
                    adjustmentType: "ChangeInCapacity",
                    steps: [
                        .init(lowerBound: JSONNumber(0), upperBound: JSONNumber(20), adjustment: 1),
                        .init(lowerBound: JSONNumber(20), upperBound: nil, adjustment: 3),
                    ],
                    cooldownSeconds: 60
                )
            ).json
        },
        Case(file: "application-autoscaling.RegisterScalableTarget.input-from-output") {
            try ScalableTargetDocument.readAll(
                Fixtures.node("application-autoscaling.DescribeScalableTargets.output.cli-v1")
            )[0].registerInput
        },
        Case(file: "application-autoscaling.RegisterScalableTarget.input-built") {
            ScalableTargetDocument(resourceID: "service/harbour/ferry", minimumCapacity: 2, maximumCapacity: 10).json
        },
        Case(file: "application-autoscaling.PutScheduledAction.input-built") {
            ScheduledActionDocument(
                name: "morning",
                resourceID: "service/harbour/ferry",
                schedule: "cron(45 7 ? * MON-FRI *)",
                timezone: "Europe/Berlin",
                minimumCapacity: 8
            ).json
        },
        Case(file: "application-autoscaling.PutScheduledAction.input-again") {
            try ScheduledActionDocument.readAll(Fixtures.node("application-autoscaling.PutScheduledAction.input"))[0]
                .putInput
        },
        Case(file: "cloudwatch.PutMetricAlarm.input-from-output") {
            try MetricAlarmDocument.readAll(Fixtures.node("cloudwatch.DescribeAlarms.output.cli-v2"))[1].putInput
        },
        Case(file: "cloudwatch.GetMetricData.input-built") {
            MetricDataRequestDocument(
                queries: [MetricQueryDocument(id: "q1", identity: identity, periodSeconds: 60)],
                start: AWSTimestamp(milliseconds: 1_772_991_000_000),
                end: AWSTimestamp(milliseconds: 1_772_994_600_250)
            ).json
        },
        Case(file: "ecs.RegisterTaskDefinition.input-from-output") {
            try TaskDefinitionDocument.read(Fixtures.node("ecs.DescribeTaskDefinition.output.cli-v1")).registerInput
        },
    ]

    @Test(arguments: cases)
    func writesWhatTheCLITakes(_ test: Case) throws {
        #expect(try Fixtures.matchesWritten(test.write(), test.file))
    }

    @Test func membersThatAreNotKnownHereAreWrittenBack() throws {
        var value = try Fixtures.node("application-autoscaling.PutScalingPolicy.input").value
        value["TargetTrackingScalingPolicyConfiguration"]?["Tomorrow"] = ["x": [1, 2.50]]
        let policy = try ScalingPolicyDocument(JSONNode(value, source: "x"))
        #expect(policy.putInput == value)
    }
}
