import AWSDocuments
import LosslessJSON
import SetupLint
import Testing

/// The faults of the guide as published.
struct GuideTests {
    @Test func everyFaultOfTheGuideIsFoundWhereItStands() throws {
        let expected = [
            "error policy-dimensions connection-scaling.json:9",
            "error health-check-command api-task-definition.json:37",
            "error config-variable-missing service.yaml:5",
            "error config-variable-missing service.yaml:5",
            "error config-variable-missing service.yaml:10",
            "error awslogs-create-group api-task-definition.json:33",
            "error awslogs-create-group replication-task-definition.json:29",
            "error awslogs-create-group compact-task-definition.json:27",
            "error telemetry-sharing-key service.yaml:13",
            "warning policy-cpu cpu-scaling.json:8",
            "warning scale-in-cooldown cpu-scaling.json:12",
            "warning scale-out-cooldown cpu-scaling.json:13",
            "warning scale-in-cooldown connection-scaling.json:14",
            "warning scale-out-cooldown connection-scaling.json:15",
            "warning idle-timeout load-balancer-attributes.json:5",
            "warning balancing-algorithm target-group-attributes.json:5",
            "warning probe-queue api-task-definition.json:12",
            "note stop-timeout api-task-definition.json:43",
            "note agent-image api-task-definition.json:47",
            "note stream-lifetime target-group-attributes.json:5",
        ]
        #expect(try Guide.setup().brief == expected)
    }

    @Test func theGuidesPolicyIsBlindWithTheAgentAndServedByTheBridge() throws {
        var setup = try Guide.setup()
        setup.taskDefinitions = []
        let policy = try #require(setup.policies.last)
        #expect(setup.verdict(on: policy, publisher: .agent)?.works == false)
        #expect(setup.verdict(on: policy, publisher: .bridge)?.outcome == .foundWithoutDimensions)
        #expect(setup.finding("policy-zero-dimension")?.severity == .note && setup.finding("policy-dimensions") == nil)

        setup.bridgeMetrics = [Guide.clusterSeries]
        #expect(setup.verdict(on: policy, publisher: .bridge)?.works == false)
        #expect(setup.finding("policy-dimensions")?.severity == .error)
    }

    /// One command mends all that is wrong with a policy, since a policy is put as a whole.
    @Test func theMendOfAPolicyMakesAllItsChangesAtOnce() throws {
        var setup = try Guide.setup()
        let mends = SetupCheck.findings(setup).filter { $0.evidence.first?.file == "connection-scaling.json" }.map(
            \.mends.first
        )
        let command = try #require(mends.first ?? nil)
        guard case .command(let text) = command else {
            Issue.record("expected a command")
            return
        }
        let json = text.split(separator: "'")[1]
        let policy = try ScalingPolicyDocument(JSONNode(JSONValue(parsing: String(json)), source: "mended"))
        #expect(mends.allSatisfy { $0 == command } && mends.count == 3)
        #expect(
            policy.targetTracking?.customizedMetric?.identity?.description
                == "PowerSync/powersync_concurrent_connections{ClusterName=powersync-cluster}"
        )
        setup.policies[1] = policy
        let left = SetupCheck.findings(setup).filter { $0.evidence.first?.file == "mended" }.map(\.rule.id)
        #expect(left.isEmpty)
    }

    @Test func patchesMendTheTaskDefinition() throws {
        var setup = try Guide.setup()
        var value = setup.taskDefinitions[0].json
        var refused: [PatchOperation] = []
        let file = setup.taskDefinitions[0].node.source
        for case .patch(file, let operations) in SetupCheck.findings(setup).flatMap(\.mends) {
            for operation in operations where !value.apply(operation) { refused.append(operation) }
        }
        #expect(refused.isEmpty)
        setup.taskDefinitions = [try TaskDefinitionDocument(JSONNode(value, source: "mended"))]
        let left = SetupCheck.findings(setup).filter { $0.evidence.contains { $0.file == "mended" } }.map(\.rule.id)
        #expect(left == ["awslogs-create-group", "policy-cpu", "probe-queue", "agent-image"])
    }

    @Test func theReportTellsEverythingAsJSONToo() throws {
        let report = CheckReport(try Guide.setup())
        let json = try JSONValue(parsing: report.json.text())
        #expect(
            json["findings"]?.array?.count == 20 && json["summary"]?["ok"] == false && json["summary"]?["errors"] == 9
        )
        #expect(
            json["policies"]?[0]?["agent"]?["verdict"] == "error" && json["policies"]?[0]?["bridge"]?["verdict"] == "ok"
        )
        let first = try #require(json["findings"]?[0])
        #expect(
            first["id"] == "policy-dimensions" && first["evidence"]?[0]?["line"] == 9 && first["tag"] == "documented"
        )
        let isComplete = json["findings"]?.array?.allSatisfy { finding in
            ["title", "why", "source"].allSatisfy { !(finding[$0]?.string ?? "").isEmpty }
                && !(finding["mend"]?.array ?? []).isEmpty
        }
        #expect(isComplete == true)
    }

    @Test func theTextFitsATerminalExceptForCommandsAndPlaces() throws {
        let lines = CheckReport(try Guide.setup()).text.split(separator: "\n", omittingEmptySubsequences: false)
        let long = lines.filter { line in
            line.count > 80 && !line.contains("  mend  ") && !line.contains("  at    ")
                && !line.hasPrefix("  from  http") && !line.hasPrefix("        [{")
                && line.split(separator: " ").count > 1
        }
        #expect(long == [])
        #expect(lines.contains("  with the CloudWatch agent  error published as"))
        #expect(lines.contains { $0.hasPrefix("  with scalebridge           ok    published without dimensions") })
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { 0x20..<0x7F ~= $0 } })
    }
}
