import AgentConfiguration
import BridgeCore
import Testing

/// Where documents and the files they name come from.
@Suite struct DocumentPlacesTests {
    @Test func `takes relative paths from the folder of the document`() throws {
        let text = Documents.prometheus(job: "bearer_token_file: token\n    file_sd_configs: [{files: [t.json]}]")
        let documents = AgentDocuments(
            environment: { _ in nil },
            readFile: { path in
                path == "/etc/prom/p.yaml" ? Array(text.utf8) : []
            }
        )
        let agent = Documents.agent.replacing("env:PROMETHEUS_CONFIG_CONTENT", with: "file:/etc/prom/p.yaml")
            .replacing("ClusterName", with: "job")
        let job = try documents.plan(agent: ConfigurationDocument(name: "cw.json", bytes: Array(agent.utf8))).plan.jobs[
            0
        ]
        #expect(job.authorization == .header(type: "Bearer", credentials: .file("/etc/prom/token")))
        #expect(job.fileDiscovery.first?.patterns == ["/etc/prom/t.json"])
    }

    @Test func `says which variable or file of the agent's document is missing`() {
        struct Missing: Error, CustomStringConvertible { var description: String { "no such file" } }
        let documents = AgentDocuments(environment: { _ in nil }, readFile: { _ in throw Missing() })
        let cases = [
            ("env:PROMETHEUS_CONFIG_CONTENT", "the environment variable PROMETHEUS_CONFIG_CONTENT is not set"),
            ("/etc/p.yaml", "the Prometheus configuration /etc/p.yaml cannot be read: no such file"),
            ("file:/etc/p.yaml", "the Prometheus configuration /etc/p.yaml cannot be read: no such file"),
        ]
        for (path, message) in cases {
            let agent = Documents.agent.replacing("env:PROMETHEUS_CONFIG_CONTENT", with: path)
            let source = ConfigurationDocument(name: "cw.json", bytes: Array(agent.utf8))
            let error = #expect(throws: ConfigurationErrors.self) { try documents.plan(agent: source) }
            #expect(
                error?.description.hasPrefix(
                    "cw.json:2:27: logs.metrics_collected.prometheus.prometheus_config_path: \(message)"
                ) == true
            )
        }
    }

    @Test func `reads target files in JSON and YAML`() throws {
        let expected = [TargetGroup(addresses: ["a:1"], labels: [Label("l", "v")]), TargetGroup(addresses: ["b:2"])]
        let json = "[{\"targets\": [\"a:1\"], \"labels\": {\"l\": \"v\"}}, {\"targets\": [\"b:2\"]}]"
        let yaml = "- targets: ['a:1']\n  labels: {l: v}\n- targets:\n  - b:2\n"
        #expect(try TargetFile.groups(path: "t.json", bytes: Array(json.utf8)) == expected)
        #expect(try TargetFile.groups(path: "t.yml", bytes: Array(yaml.utf8)) == expected)
        #expect(try TargetFile.groups(path: "t.yml", bytes: []).isEmpty)
        let error = #expect(throws: ConfigurationErrors.self) {
            try TargetFile.groups(path: "t.yml", bytes: Array("- target: [a]".utf8))
        }
        #expect(error?.description == "t.yml:1:3: [0].target: unknown key in a target group; did you mean targets?")
    }
}
