import AWSDocuments
public import FleetSimulation
public import LosslessJSON
import TargetTracking

/// A scenario's scaling as what AWS is told: commands, documents of the AWS CLI, CloudFormation and Terraform.
public struct ScalingDeployment: Sendable {
    /// The form of a snippet.
    public enum Format: String, Sendable, CaseIterable {
        case cli
        case cloudformation
        case terraform
    }

    private let scenario: Scenario
    private let service: ServiceReference

    /// The scaling of a scenario; the service is the one the scenario names.
    public init(_ scenario: Scenario) {
        self.scenario = scenario
        service =
            ServiceReference(resourceID: "service/" + scenario.scaling.service)
            ?? ServiceReference(cluster: "powersync-cluster", service: "powersync-api")
    }

    /// The documents for `--cli-input-json`, by file name, in the order of their commands.
    public var documents: [(file: String, json: JSONValue)] {
        let scaling = scenario.scaling
        let target = ScalableTargetDocument(
            resourceID: service.resourceID,
            minimumCapacity: scaling.minimumCapacity,
            maximumCapacity: scaling.maximumCapacity
        )
        return [("scalable-target.json", target.json)]
            + scaling.targetTracking.map { policy in
                let name = Self.name(of: policy)
                let document = ScalingPolicyDocument(
                    name: name,
                    resourceID: service.resourceID,
                    targetTracking: configuration(of: policy)
                )
                return ("\(name).json", document.json)
            }
    }

    /// The target group's attributes as `describe-target-group-attributes` prints them.
    public var targetGroupAttributes: JSONValue {
        let balancer = scenario.loadBalancer
        func attribute(_ key: String, _ value: String) -> JSONValue { ["Key": .string(key), "Value": .string(value)] }
        return [
            "Attributes": [
                attribute("load_balancing.algorithm.type", balancer.algorithm.rawValue),
                attribute("deregistration_delay.timeout_seconds", String(deregistrationSeconds)),
                attribute("slow_start.duration_seconds", String(Int(balancer.slowStartSeconds.rounded()))),
            ]
        ]
    }

    /// Commands that set everything that differs from `other`, or everything without it.
    public func commands(changedFrom other: Scenario? = nil) -> [String] {
        var lines: [String] = []
        let before = other.map(ScalingDeployment.init)
        for (index, document) in documents.enumerated() {
            if let before, before.documents.contains(where: { $0.file == document.file && $0.json == document.json }) {
                continue
            }
            lines += index == 0 ? registerCommand : policyCommand(document.json)
        }
        let balancer = scenario.loadBalancer
        var attributes: [String] = []
        if balancer.algorithm != other?.loadBalancer.algorithm {
            attributes.append("Key=load_balancing.algorithm.type,Value=\(balancer.algorithm.rawValue)")
        }
        if balancer.deregistrationDelaySeconds != other?.loadBalancer.deregistrationDelaySeconds {
            attributes.append("Key=deregistration_delay.timeout_seconds,Value=\(deregistrationSeconds)")
        }
        if !attributes.isEmpty {
            lines.append("aws elbv2 modify-target-group-attributes \\")
            lines.append("  --target-group-arn \"$TARGET_GROUP_ARN\" \\")
            lines.append("  --attributes " + attributes.joined(separator: " "))
        }
        return lines
    }

    private var subject: [String] {
        [
            "  --service-namespace ecs --scalable-dimension ecs:service:DesiredCount \\",
            "  --resource-id \(service.resourceID) \\",
        ]
    }

    private var registerCommand: [String] {
        let scaling = scenario.scaling
        return ["aws application-autoscaling register-scalable-target \\"] + subject
            + ["  --min-capacity \(scaling.minimumCapacity) --max-capacity \(scaling.maximumCapacity)"]
    }

    private func policyCommand(_ policy: JSONValue) -> [String] {
        let key = "TargetTrackingScalingPolicyConfiguration"
        let configuration = (policy[key] ?? .null).text(.pretty).split(separator: "\n")
        return ["aws application-autoscaling put-scaling-policy \\"] + subject
            + ["  --policy-name \(policy["PolicyName"]?.string ?? "") --policy-type TargetTrackingScaling \\"]
            + ["  --target-tracking-scaling-policy-configuration '{"]
            + configuration.dropFirst().dropLast().map { "  " + $0 } + ["  }'"]
    }

    /// The scaling as a snippet in a format.
    public func snippet(_ format: Format) -> [String] {
        switch format {
        case .cli: commands()
        case .cloudformation: cloudFormation
        case .terraform: terraform
        }
    }

    private static func name(of policy: TargetTrackingPolicy) -> String {
        switch policy.name {
        case "connections": "connection-scaling"
        case "cpu": "cpu-scaling"
        default: policy.name
        }
    }

    private func configuration(of policy: TargetTrackingPolicy) -> TargetTrackingDocument {
        let metric = scenario.scaling.metrics[policy.metric]
        let target = JSONNumber(text: policy.target.decimal(places: 1)) ?? JSONNumber(0)
        let cooldownIn = policy.scaleInCooldown.map { $0 / 1000 }
        let cooldownOut = policy.scaleOutCooldown.map { $0 / 1000 }
        let disables = policy.disablesScaleIn ? true : nil
        switch metric.source {
        case .custom:
            // The dimensions under which the guide's sidecar publishes; the guide as published names none.
            let identity = MetricIdentity(
                namespace: "PowerSync",
                name: "powersync_concurrent_connections",
                dimensions: scenario.metrics.connectionsIdentityMatches
                    ? [MetricDimension(name: "ClusterName", value: service.cluster)] : []
            )
            return TargetTrackingDocument(
                targetValue: target,
                metric: CustomizedMetricDocument(identity, statistic: policy.statistic.rawValue),
                scaleInCooldownSeconds: cooldownIn,
                scaleOutCooldownSeconds: cooldownOut,
                disablesScaleIn: disables
            )
        case .ecsService, .ecsServiceHighResolution:
            let suffix = metric.source == .ecsServiceHighResolution ? "HighResolution" : ""
            return TargetTrackingDocument(
                targetValue: target,
                predefinedMetric: "ECSServiceAverageCPUUtilization" + suffix,
                scaleInCooldownSeconds: cooldownIn,
                scaleOutCooldownSeconds: cooldownOut,
                disablesScaleIn: disables
            )
        }
    }

    private var cloudFormation: [String] {
        let balancer = scenario.loadBalancer
        return ["Resources:"] + cloudFormationResources.map { "  " + $0 } + [
            "# In the AWS::ElasticLoadBalancingV2::TargetGroup:",
            "#   TargetGroupAttributes:",
            "#     - { Key: load_balancing.algorithm.type, Value: \(balancer.algorithm.rawValue) }",
            "#     - { Key: deregistration_delay.timeout_seconds, Value: \"\(deregistrationSeconds)\" }",
        ]
    }

    private var deregistrationSeconds: Int { Int(scenario.loadBalancer.deregistrationDelaySeconds.rounded()) }

    private var cloudFormationResources: [String] {
        let scaling = scenario.scaling
        var lines = [
            "ScalableTarget:",
            "  Type: AWS::ApplicationAutoScaling::ScalableTarget",
            "  Properties:",
            "    ServiceNamespace: ecs",
            "    ResourceId: \(service.resourceID)",
            "    ScalableDimension: ecs:service:DesiredCount",
            "    MinCapacity: \(scaling.minimumCapacity)",
            "    MaxCapacity: \(scaling.maximumCapacity)",
        ]
        for (policy, document) in zip(scaling.targetTracking, documents.dropFirst()) {
            let words = Self.name(of: policy).split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
            lines += [
                words.joined() + "Policy:",
                "  Type: AWS::ApplicationAutoScaling::ScalingPolicy",
                "  Properties:",
                "    PolicyName: \(Self.name(of: policy))",
                "    PolicyType: TargetTrackingScaling",
                "    ScalingTargetId: !Ref ScalableTarget",
                "    TargetTrackingScalingPolicyConfiguration:",
            ]
            let value = document.json["TargetTrackingScalingPolicyConfiguration"] ?? .null
            lines += Self.yaml(value, indent: 6)
        }
        return lines
    }

    private static func yaml(_ value: JSONValue, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        guard let object = value.object else { return [margin + value.text(.compact)] }
        return object.members.flatMap { member -> [String] in
            if let elements = member.value.array {
                return [margin + member.key + ":"]
                    + elements.map { "\(margin)  - \($0.text(JSONLayout(indentation: nil, hasSpaces: true)))" }
            }
            if member.value.object != nil {
                return [margin + member.key + ":"] + yaml(member.value, indent: indent + 2)
            }
            return [margin + member.key + ": " + (member.value.string ?? member.value.text(.compact))]
        }
    }

    private var terraform: [String] {
        let scaling = scenario.scaling
        var lines = [
            "resource \"aws_appautoscaling_target\" \"service\" {",
            "  service_namespace  = \"ecs\"",
            "  resource_id        = \"\(service.resourceID)\"",
            "  scalable_dimension = \"ecs:service:DesiredCount\"",
            "  min_capacity       = \(scaling.minimumCapacity)",
            "  max_capacity       = \(scaling.maximumCapacity)",
            "}",
        ]
        for policy in scaling.targetTracking {
            let name = Self.name(of: policy)
            let identifier = String(name.map { $0 == "-" ? "_" : $0 })
            lines += [
                "",
                "resource \"aws_appautoscaling_policy\" \"\(identifier)\" {",
                "  name               = \"\(name)\"",
                "  policy_type        = \"TargetTrackingScaling\"",
                "  service_namespace  = aws_appautoscaling_target.service.service_namespace",
                "  resource_id        = aws_appautoscaling_target.service.resource_id",
                "  scalable_dimension = aws_appautoscaling_target.service.scalable_dimension",
                "",
                "  target_tracking_scaling_policy_configuration {",
                "    target_value       = \(policy.target.description)",
            ]
            if let seconds = policy.scaleInCooldown { lines.append("    scale_in_cooldown  = \(seconds / 1000)") }
            if let seconds = policy.scaleOutCooldown { lines.append("    scale_out_cooldown = \(seconds / 1000)") }
            if policy.disablesScaleIn { lines.append("    disable_scale_in   = true") }
            lines += terraformMetric(of: policy) + ["  }", "}"]
        }
        return lines + [
            "", "# In the aws_lb_target_group:",
            "#   load_balancing_algorithm_type = \"\(scenario.loadBalancer.algorithm.rawValue)\"",
            "#   deregistration_delay          = \(deregistrationSeconds)",
        ]
    }

    private func terraformMetric(of policy: TargetTrackingPolicy) -> [String] {
        switch scenario.scaling.metrics[policy.metric].source {
        case .custom:
            [
                "    customized_metric_specification {",
                "      namespace   = \"PowerSync\"",
                "      metric_name = \"powersync_concurrent_connections\"",
                "      statistic   = \"\(policy.statistic.rawValue)\"",
            ]
                + (scenario.metrics.connectionsIdentityMatches
                    ? [
                        "      dimensions {",
                        "        name  = \"ClusterName\"",
                        "        value = \"\(service.cluster)\"",
                        "      }",
                    ] : []) + ["    }"]
        case .ecsService, .ecsServiceHighResolution:
            [
                "    predefined_metric_specification {",
                "      predefined_metric_type = \"ECSServiceAverageCPUUtilization"
                    + (scenario.scaling.metrics[policy.metric].source == .ecsService ? "\"" : "HighResolution\""),
                "    }",
            ]
        }
    }
}
