import Foundation
import LosslessJSON
import ProgramSupport
import Testing

/// The commands that read documents and print others, as a user runs them.
@Suite(.timeLimit(.minutes(2)))
struct DocumentCommandTests {
    private static let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("SetupLintTests/Fixtures/guide").path

    private static let configuration = [
        "--cw-config", "\(guide)/cw-agent-config.json", "--prometheus-config", "\(guide)/prometheus.yaml",
    ]
    private static let policy = ["--policy", "\(guide)/connection-scaling.json"]

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var arguments: [String]
        var status: Int32
        /// What standard output must hold.
        var output: [String] = []
        /// What standard error must hold.
        var errors: [String] = []
    }

    static let cases: [Case] = [
        Case(
            testDescription: "the guide's policy is blind with the agent and served by the bridge",
            arguments: ["check"] + configuration + policy,
            status: 0,
            output: [
                "PowerSync/powersync_concurrent_connections{ClusterName=?}",
                "PowerSync/powersync_concurrent_connections{}  (added by the bridge)",
                "with the CloudWatch agent  error", "with scalebridge           ok", "policy-zero-dimension",
            ]
        ),
        Case(
            testDescription: "without the zero dimension the policy is blind",
            arguments: ["check", "--no-zero-dimension"] + configuration + policy,
            status: 1,
            output: ["error: policy connection-scaling tracks", "[policy-dimensions]"]
        ),
        Case(
            testDescription: "a bare configuration is mended by a patch",
            arguments: ["check", "--no-zero-dimension", "--cluster", "c"] + configuration
                + ["--policy", "\(guide)/connection-scaling-configuration.json"],
            status: 1,
            output: [#"{"op": "add", "path": "/CustomizedMetricSpecification/Dimensions""#]
        ),
        Case(
            testDescription: "the Prometheus configuration is taken from the task definition",
            arguments: [
                "check", "--cw-config", "\(guide)/cw-agent-config.json", "--task-definition",
                "\(guide)/api-task-definition.json",
            ] + policy,
            status: 1,
            output: ["[policy-dimensions]", "[health-check-command]", "[awslogs-create-group]"]
        ),
        Case(
            testDescription: "a document that is no JSON is bad input",
            arguments: ["check", "--policy", "\(guide)/prometheus.yaml"],
            status: 2,
            errors: ["prometheus.yaml:1:1"]
        ),
        Case(
            testDescription: "a document of another kind is bad input",
            arguments: ["check", "--policy", "\(guide)/target-group.json"],
            status: 2,
            errors: ["target-group.json:1:1: $: expected a scaling policy"]
        ),
        Case(
            testDescription: "a file that is not there is bad input",
            arguments: ["check", "--policy", "\(guide)/missing.json"],
            status: 2,
            errors: ["missing.json"]
        ),
        Case(testDescription: "nothing given is bad usage", arguments: ["check"], status: 2, errors: ["--policy"]),
        Case(
            testDescription: "a definition without the agent is bad input",
            arguments: ["adopt", "\(guide)/replication-task-definition.json"],
            status: 2,
            errors: ["containerDefinitions: expected a container with the image cloudwatch-agent"]
        ),
        Case(
            testDescription: "adopt tells its changes on standard error",
            arguments: ["adopt", "\(guide)/api-task-definition.json", "--image", "r/scalebridge:9"],
            status: 0,
            output: [#""image": "r/scalebridge:9""#],
            errors: ["api-task-definition.json: 5 changes", "~ containerDefinitions[1].memory: 256 -> 64"]
        ),
        Case(
            testDescription: "a dashboard is filled in",
            arguments: ["dashboard", "cloudwatch", "--cluster", "c", "--service", "s", "--region", "r"],
            status: 0,
            output: [#""region": "r""#, #""ClusterName""#]
        ),
        Case(
            testDescription: "a dashboard without its service is bad usage",
            arguments: ["dashboard", "grafana", "--cluster", "c", "--region", "r"],
            status: 2,
            errors: ["--cluster and --service"]
        ),
    ]

    @Test(arguments: cases)
    func commandsAnswerWithTheirCodeAndText(_ test: Case) async throws {
        let program = try ProgramRun("scalebridge", test.arguments)
        let status = await program.finish()
        let (output, errors) = (program.output, program.errors)
        #expect(status == test.status, "\(errors)")
        #expect(test.output.filter { !output.contains($0) } == [])
        #expect(test.errors.filter { !errors.contains($0) } == [])
    }

    @Test func theReportIsOneJSONDocument() async throws {
        let program = try ProgramRun("scalebridge", ["check", "--json"] + Self.configuration + Self.policy)
        #expect(await program.finish() == 0)
        let json = try JSONValue(parsing: program.output)
        #expect(json["summary"]?["ok"] == true && json["policies"]?[0]?["bridge"]?["verdict"] == "ok")
    }
}
