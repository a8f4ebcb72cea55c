import Foundation
import ProgramSupport
import Testing

/// `scalebridge dry-run` as an operator calls it.
@Suite(.timeLimit(.minutes(3)))
struct DryRunTests {
    private static let metric = "powersync_concurrent_connections"
    private static let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("SetupLintTests/Fixtures/guide")
    private static let documents = [
        "--cw-config", guide.appendingPathComponent("cw-agent-config.json").path,
        "--prometheus-config", guide.appendingPathComponent("prometheus.yaml").path,
    ]

    private static func page(_ connections: String, operations: Int = 100) -> String {
        """
        # TYPE powersync_concurrent_connections gauge
        powersync_concurrent_connections \(connections)
        # TYPE powersync_operations_synced_total counter
        powersync_operations_synced_total \(operations)

        """
    }

    /// A folder with files, removed at the end.
    private func withFiles(_ files: [String: String], _ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        try await body(folder)
    }

    private func run(_ arguments: [String], environment: [String: String] = [:]) throws -> ProgramRun {
        try ProgramRun("scalebridge", ["dry-run"] + arguments, environment: environment)
    }

    @Test func `the guide's documents give both identities`() async throws {
        try await self.withFiles(["now.prom": Self.page("42")]) { folder in
            let scrape = folder.appendingPathComponent("now.prom").path
            let program = try self.run(
                Self.documents + ["--cluster", "c", "--now", "1764000000000", "--scrape", scrape]
            )
            #expect(await program.finish() == 0)
            let lines = try program.lines.map { try EMFLine($0) }
            #expect(lines.map { $0.value(Self.metric) } == ["42"])
            #expect(lines.map { $0.dimensionSets(of: Self.metric) } == [[["ClusterName"], []]])
            #expect(program.output.contains("\"Timestamp\":1764000000000"))
            #expect(program.errors.contains("log_group_name: has no effect"))
        }
    }

    @Test func `the last of several scrapes is printed, with counters as differences`() async throws {
        let agent = """
            {"logs": {"metrics_collected": {"prometheus": {"emf_processor": {"metric_declaration": [
            {"source_labels": ["job"], "dimensions": [["ClusterName"]], "metric_selectors": ["_total$"]}]}}}}}
            """
        let pages = ["1.prom": Self.page("1", operations: 100), "2.prom": Self.page("2", operations: 130)]
        try await self.withFiles(pages.merging(["cw.json": agent]) { $1 }) { folder in
            func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
            let arguments = ["--cw-config", path("cw.json")] + Self.documents.suffix(2)
            let scrapes = ["--scrape", path("1.prom"), "--scrape", path("2.prom")]
            let program = try self.run(arguments + scrapes + ["--cluster", "c"])
            #expect(await program.finish() == 0)
            let lines = try program.lines.map { try EMFLine($0) }
            #expect(lines.map { $0.value("powersync_operations_synced_total") } == ["30"])
        }
    }

    @Test func `wrong documents end with 2, every fault on its own line and nothing on standard output`() async throws {
        let agent = """
            {"logs": {"metrics_collected": {"prometheus": {"log_stream_name": "x", "emf_processor": {
            "metric_declaration": [{"source_labels": [], "dimensions": [[]], "metric_selectors": ["*"]}]}}}}}
            """
        try await self.withFiles(["cw.json": agent, "p.yaml": "scrape_configs: [{job_name: a}]", "s": ""]) { folder in
            func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
            let program = try self.run(
                ["--cw-config", path("cw.json"), "--prometheus-config", path("p.yaml"), "--scrape", path("s")]
            )
            #expect(await program.finish() == 2)
            #expect(program.output.isEmpty)
            let places = program.errors.split(separator: "\n").map { line in
                line.split(separator: ":").prefix(3).joined(separator: ":")
            }
            #expect(
                places == [
                    path("cw.json") + ":1:48", path("cw.json") + ":2:42", path("cw.json") + ":2:87",
                    path("p.yaml") + ":1:18",
                ]
            )
        }
    }

    @Test func `both documents come from the environment where no flag names them`() async throws {
        let agent = try String(
            decoding: Data(contentsOf: Self.guide.appendingPathComponent("cw-agent-config.json")),
            as: UTF8.self
        )
        let prometheus = try String(
            decoding: Data(contentsOf: Self.guide.appendingPathComponent("prometheus.yaml")),
            as: UTF8.self
        )
        try await self.withFiles(["now.prom": Self.page("7")]) { folder in
            let scrape = folder.appendingPathComponent("now.prom").path
            let environment = ["CW_CONFIG_CONTENT": agent, "PROMETHEUS_CONFIG_CONTENT": prometheus]
            let program = try self.run(
                ["--cluster", "c", "--no-zero-dimension", "--scrape", scrape],
                environment: environment
            )
            #expect(await program.finish() == 0)
            let lines = try program.lines.map { try EMFLine($0) }
            #expect(lines.map { $0.dimensionSets(of: Self.metric) } == [[["ClusterName"]]])
            let missing = try self.run(
                ["--cluster", "c", "--scrape", scrape],
                environment: ["CW_CONFIG_CONTENT": agent]
            )
            #expect(await missing.finish() == 2)
            #expect(missing.errors.contains("the environment variable PROMETHEUS_CONFIG_CONTENT is not set"))
        }
    }
}
