import AWSDocuments
import Foundation
import LosslessJSON
import SetupLint

/// The documents of the PowerSync guide for ECS, with its shell variables filled in.
enum Guide {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/guide")

    static func text(_ name: String) throws -> String {
        try String(decoding: Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }

    static func node(_ name: String) throws -> JSONNode {
        try JSONNode(JSONDocument(text: text(name)), source: name)
    }

    static let namespace = "PowerSync"
    static let gauge = "powersync_concurrent_connections"

    static let clusterSeries = PublishedMetric(
        namespace: namespace,
        name: gauge,
        dimensions: [.init("ClusterName", nil)]
    )

    static let bareSeries = PublishedMetric(namespace: namespace, name: gauge, dimensions: [])

    /// Everything that the guide deploys.
    static func setup() throws -> Setup {
        var setup = Setup()
        setup.agentConfiguration = try node("cw-agent-config.json")
        setup.prometheusConfiguration = try YAMLValue.read(text("prometheus.yaml"), source: "prometheus.yaml")
        setup.serviceConfiguration = try YAMLValue.read(text("service.yaml"), source: "service.yaml")
        setup.agentMetrics = [clusterSeries]
        setup.bridgeMetrics = [clusterSeries, bareSeries]
        setup.policies =
            try ScalingPolicyDocument.readAll(node("cpu-scaling.json"))
            + ScalingPolicyDocument.readAll(node("connection-scaling.json"))
        setup.scalableTargets = try ScalableTargetDocument.readAll(node("scalable-target.json"))
        setup.taskDefinitions = try [
            "api-task-definition.json", "replication-task-definition.json", "compact-task-definition.json",
        ].map { try TaskDefinitionDocument.read(node($0)) }
        setup.targetGroups = try TargetGroupDocument.readAll(node("target-group.json"))
        setup.attributes = try ["target-group-attributes.json", "load-balancer-attributes.json"].map {
            try LoadBalancingAttributesDocument(node($0))
        }
        setup.executionRolePolicies = try ["secrets-access.json", "ssm-parameter-access.json"].map {
            try PolicyDocument.read(node($0))
        }
        setup.taskRolePolicies = [try PolicyDocument.read(node("cloudwatch-metrics.json"))]
        return setup
    }
}

extension Setup {
    /// The setup's findings in short: `error policy-dimensions connection-scaling.json:12`.
    var brief: [String] {
        SetupCheck.findings(self).map { finding in
            let place = finding.evidence.first.map { " \($0.file):\($0.line ?? 0)" } ?? ""
            return "\(finding.severity.rawValue) \(finding.rule.id)\(place)"
        }
    }

    func finding(_ id: String) -> Finding? { SetupCheck.findings(self).first { $0.rule.id == id } }
}
