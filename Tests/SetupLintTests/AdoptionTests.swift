import AWSDocuments
import LosslessJSON
import SetupLint
import Testing

struct AdoptionTests {
    private static func adopt(_ text: String, fixes: Bool = false) throws -> Adoption {
        var options = Adoption.Options()
        options.fixes = fixes
        return try Adoption(JSONDocument(text: text), source: "task.json", options: options)
    }

    private static func text(_ adoption: Adoption) -> String {
        String(decoding: adoption.document.bytes, as: UTF8.self)
    }

    @Test func onlyTheAgentsContainerChanges() throws {
        let original = try Guide.text("api-task-definition.json")
        let adopted = Self.text(try Self.adopt(original))
        let before = original.split(separator: "\n", omittingEmptySubsequences: false)
        let after = adopted.split(separator: "\n", omittingEmptySubsequences: false)
        let difference = after.difference(from: before)
        let removed = difference.removals.map(Self.line)
        let inserted = difference.insertions.map(Self.line)
        #expect(
            removed.map { $0.filter { $0 != " " } } == [
                #""name":"cloudwatch-agent","#,
                #""image":"public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest","#,
                #""memory":256"#,
            ]
        )
        #expect(
            inserted.joined(separator: "\n") == """
                      "name": "scalebridge",
                      "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/scalebridge:0.1.0",
                      "memory": 64,
                      "readonlyRootFilesystem": true,
                      "healthCheck": {
                        "command": [
                          "CMD",
                          "/scalebridge",
                          "health"
                        ],
                        "interval": 30,
                        "timeout": 5,
                        "retries": 3,
                        "startPeriod": 60
                      }
                """
        )
    }

    private static func line(_ change: CollectionDifference<Substring>.Change) -> Substring {
        switch change {
        case .insert(_, let line, _), .remove(_, let line, _): line
        }
    }

    @Test(arguments: [false, true])
    func adoptingTwiceChangesNothing(fixes: Bool) throws {
        let once = try Self.adopt(Guide.text("api-task-definition.json"), fixes: fixes)
        let twice = try Self.adopt(Self.text(once), fixes: fixes)
        #expect(Self.text(twice) == Self.text(once) && twice.changes.isEmpty && !once.changes.isEmpty)
    }

    @Test func fixingLeavesNoErrors() throws {
        let adoption = try Self.adopt(Guide.text("api-task-definition.json"), fixes: true)
        var setup = try Guide.setup()
        setup.taskDefinitions = [
            try TaskDefinitionDocument.read(JSONNode(adoption.document, source: "task.json"))
        ]
        setup.serviceConfiguration = nil
        setup.executionRolePolicies = []
        #expect(SetupCheck.findings(setup).filter { $0.severity == .error }.map(\.rule.id) == [])
        #expect(adoption.changes.map(\.path).contains("containerDefinitions[0].healthCheck.command"))
        #expect(adoption.changes.map(\.path).contains("containerDefinitions[0].secrets[3]"))
    }

    @Test func theOutputOfDescribeBecomesTheInputOfRegister() throws {
        var inner = try Guide.node("api-task-definition.json").value
        inner["revision"] = 7
        inner["status"] = "ACTIVE"
        inner["taskDefinitionArn"] = "arn:aws:ecs:us-east-1:111122223333:task-definition/powersync-api:7"
        inner["containerDefinitions"]?[0]?["dependsOn"] = [["containerName": "cloudwatch-agent", "condition": "START"]]
        let wrapped = JSONValue.object(JSONObject([JSONMember(key: "taskDefinition", value: inner)]))
        let root = try Self.adopt(wrapped.text(.pretty)).document.root
        #expect(root["revision"] == nil && root["taskDefinitionArn"] == nil && root["family"] == "powersync-api")
        #expect(root["containerDefinitions"]?[0]?["dependsOn"]?[0]?["containerName"] == "scalebridge")
    }

    @Test func aDefinitionWithoutAPublisherIsRefused() throws {
        let error = try #require(throws: JSONContentError.self) {
            try Self.adopt(Guide.text("replication-task-definition.json"))
        }
        #expect(
            error.description
                == "task.json:8:27: containerDefinitions: expected a container with the image cloudwatch-agent, found "
                + "journeyapps/powersync-service:1.20.1"
        )
    }
}
