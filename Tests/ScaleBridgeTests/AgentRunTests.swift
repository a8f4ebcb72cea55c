import Foundation
import LoopbackSupport
import LosslessJSON
import ProgramSupport
import Testing

/// The built program in the place of the CloudWatch Agent: its two variables, the task metadata endpoint, a target.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct AgentRunTests {
    private static let metric = "powersync_concurrent_connections"
    private static let agent = """
        {"logs": {"metrics_collected": {"prometheus": {
          "log_group_name": "/ecs/powersync-api/prometheus",
          "prometheus_config_path": "env:PROMETHEUS_CONFIG_CONTENT",
          "emf_processor": {"metric_namespace": "PowerSync", "metric_declaration": [
            {"source_labels": ["job"], "label_matcher": "powersync", "dimensions": [["ClusterName"]],
             "metric_selectors": ["^powersync_concurrent_connections$"]}]}}}}}
        """

    private static func prometheus(_ lines: String, interval: String = "300ms") -> String {
        """
        global:
          scrape_interval: \(interval)
          scrape_timeout: \(interval)
        scrape_configs:
          - job_name: powersync
        \(lines)
        """
    }

    private static func body(_ value: Int) -> LoopbackEndpoint.Behaviour {
        .answer(
            status: 200,
            contentType: "text/plain",
            body: """
                # TYPE target_info gauge
                target_info{service="PowerSync"} 1
                # TYPE powersync_operations_synced_total counter
                powersync_operations_synced_total 5
                # TYPE powersync_concurrent_connections gauge
                powersync_concurrent_connections \(value)

                """
        )
    }

    private func start(
        _ prometheus: String,
        agent: String = Self.agent,
        metadata: LoopbackEndpoint? = nil,
        _ arguments: [String] = []
    ) throws -> ProgramRun {
        var environment = ["CW_CONFIG_CONTENT": agent, "PROMETHEUS_CONFIG_CONTENT": prometheus]
        if let metadata { environment["ECS_CONTAINER_METADATA_URI_V4"] = "http://127.0.0.1:\(metadata.port)/v4/id" }
        return try ProgramRun(
            "scalebridge",
            ["run", "--health-socket", "none"] + arguments,
            environment: environment
        )
    }

    @Test func `both variables unchanged give the cluster's identity and the one without dimensions`() async throws {
        let endpoint = try await LoopbackEndpoint.start(Self.body(83))
        let metadata = try await LoopbackEndpoint.start(
            .answer(status: 200, contentType: "application/json", body: #"{"Cluster":"powersync-cluster"}"#)
        )
        let prometheus = Self.prometheus(
            "    static_configs:\n      - targets:\n          - localhost:\(endpoint.port)\n"
        )
        let program = try self.start(prometheus, metadata: metadata)
        #expect(await program.wait { $0.lines.count >= 3 })
        program.signal(SIGTERM)
        #expect(await program.finish() == 0)
        let lines = try program.lines.map { try EMFLine($0) }
        #expect(lines.allSatisfy { $0.dimensionSets(of: Self.metric) == [["ClusterName"], []] })
        #expect(lines.allSatisfy { $0.value(Self.metric) == "83" && $0.value("ClusterName") == "powersync-cluster" })
        #expect(lines.allSatisfy { $0.value("powersync_operations_synced_total") == nil })
        let start = program.errors.split(separator: "\n").filter { $0.contains("publishes:") }
        #expect(start.count == 1)
        #expect(start.first?.contains("{ClusterName=powersync-cluster}") == true)
        #expect(start.first?.contains("added for the scaling policy") == true)
        try await endpoint.stop()
        try await metadata.stop()
    }

    @Test func `targets of a discovery file come and go while the bridge runs`() async throws {
        let first = try await LoopbackEndpoint.start(Self.body(1))
        let second = try await LoopbackEndpoint.start(Self.body(2))
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("scalebridge-\(UUID()).yml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("- targets: ['127.0.0.1:\(first.port)']\n".utf8).write(to: file)
        let prometheus = Self.prometheus("    file_sd_configs:\n      - files: ['\(file.path)']\n")
        let program = try self.start(prometheus, ["--cluster", "c"])
        #expect(await program.wait { $0.lines.contains { $0.contains("connections\":1") } })
        try Data("- targets: ['127.0.0.1:\(second.port)']\n".utf8).write(to: file)
        #expect(await program.wait { $0.lines.contains { $0.contains("connections\":2") } })
        let requests = first.requests.count
        let others = second.requests.count
        #expect(await program.wait { _ in second.requests.count >= others + 3 })
        #expect(first.requests.count == requests)
        program.signal(SIGTERM)
        #expect(await program.finish() == 0)
        try await first.stop()
        try await second.stop()
    }

    @Test(arguments: [
        (#"{"logs": {"metrics_collected": {"prometheus": {"emf_processor": 1}}}}"#, "emf_processor"),
        (
            Self.agent.replacingOccurrences(of: "[\"^powersync_concurrent_connections$\"]", with: "[\"*\"]"),
            "metric_selectors"
        ),
        (Self.agent.replacingOccurrences(of: "\"job\"", with: ""), "source_labels"),
        (Self.agent.replacingOccurrences(of: "env:PROMETHEUS", with: "env:NOTHING"), "NOTHING_CONFIG_CONTENT"),
        ("{", "CW_CONFIG_CONTENT"),
    ])
    func `a wrong document stops the start with code 2 and its place`(agent: String, word: String) async throws {
        let prometheus = Self.prometheus("    static_configs:\n      - targets: ['127.0.0.1:1']\n")
        let program = try self.start(prometheus, agent: agent, ["--cluster", "c"])
        #expect(await program.finish() == 2)
        #expect(program.errors.contains(word))
        #expect(program.output.isEmpty)
    }

    @Test(arguments: [
        ("    static_configs:\n      - targetz: ['127.0.0.1:1']\n", "targetz"),
        ("    scrape_timeout: 1h\n    static_configs:\n      - targets: ['127.0.0.1:1']\n", "scrape_timeout"),
        ("    relabel_configs:\n      - regex: '('\n    static_configs:\n      - targets: ['127.0.0.1:1']\n", "regex"),
        ("    ec2_sd_configs: []\n", "ec2_sd_configs"),
    ])
    func `a wrong Prometheus configuration does the same`(lines: String, word: String) async throws {
        let program = try self.start(Self.prometheus(lines), ["--cluster", "c"])
        #expect(await program.finish() == 2)
        #expect(program.errors.contains("PROMETHEUS_CONFIG_CONTENT:"))
        #expect(program.errors.contains(word))
    }
}
