import Foundation
import LoopbackSupport
import LosslessJSON
import ProgramSupport
import Testing

/// The built program against real HTTP servers on loopback.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct RunTests {
    private static let metric = "powersync_concurrent_connections"

    private static func body(_ value: Int) -> LoopbackEndpoint.Behaviour {
        .answer(
            status: 200,
            contentType: "text/plain",
            body: """
                # HELP powersync_concurrent_connections Number of concurrent sync connections
                # TYPE powersync_concurrent_connections gauge
                powersync_concurrent_connections \(value)

                """
        )
    }

    private func run(
        _ endpoints: [LoopbackEndpoint],
        _ more: [String] = [],
        interval: String = "200ms",
        environment: [String: String] = [:]
    ) throws -> ProgramRun {
        let targets = endpoints.flatMap { ["--target", "127.0.0.1:\($0.port)"] }
        let socket = more.contains("--health-socket") ? [] : ["--health-socket", "none"]
        return try ProgramRun(
            "scalebridge",
            ["run", "--interval", interval] + socket + targets + more,
            environment: environment
        )
    }

    @Test func `every scrape gives one line with the value and both identities`() async throws {
        let endpoint = try await LoopbackEndpoint.start(Self.body(42))
        let program = try self.run([endpoint], ["--cluster", "c", "--service", "s"])
        #expect(await program.wait { $0.lines.count >= 3 })
        program.signal(SIGTERM)
        #expect(await program.finish() == 0)
        let lines = try program.lines.map { try EMFLine($0) }
        #expect(lines.allSatisfy { $0.value(Self.metric) == "42" })
        #expect(lines.allSatisfy { $0.dimensionSets(of: Self.metric) == [["ClusterName", "ServiceName"], []] })
        try await endpoint.stop()
    }

    @Test func `what is no value is never published, and a state is told once`() async throws {
        let endpoint = try await LoopbackEndpoint.start(Self.body(7))
        let program = try self.run([endpoint])
        #expect(await program.wait { $0.lines.count >= 1 })
        let others: [LoopbackEndpoint.Behaviour] = [
            .answer(status: 500, contentType: "text/plain", body: "powersync_concurrent_connections 1\n"),
            .answer(status: 200, contentType: "text/plain", body: "# failed to export metrics: Error: x"),
            .answer(status: 200, contentType: "text/plain", body: "other 1\n"),
            .drip(body: "powersync_concurrent_connections 1\n", milliseconds: 50),
        ]
        let words = ["status 500", "without any sample", "none of which is selected", "no complete answer"]
        for (behaviour, word) in zip(others, words) {
            endpoint.become(behaviour)
            #expect(await program.wait { $0.errors.contains(word) }, "\(word)")
        }
        let before = program.lines.count
        let requests = endpoint.requests.count
        #expect(await program.wait { _ in endpoint.requests.count >= requests + 3 })
        #expect(program.lines.count == before)
        endpoint.become(Self.body(8))
        #expect(await program.wait { $0.lines.count > before })
        program.signal(SIGTERM)
        #expect(await program.finish() == 0)
        let values = Set(try program.lines.compactMap { try EMFLine($0).value(Self.metric) })
        #expect(values == ["7", "8"])
        for word in words {
            let count = program.errors.components(separatedBy: word).count - 1
            #expect(count == 1, "\(word) is told \(count) times")
        }
        try await endpoint.stop()
    }

    @Test func `a target that goes and comes back is scraped again`() async throws {
        let endpoint = try await LoopbackEndpoint.start(Self.body(1))
        let port = endpoint.port
        let program = try self.run([endpoint])
        #expect(await program.wait { $0.lines.count >= 1 })
        try await endpoint.stop()
        #expect(await program.wait { $0.errors.contains("refused") })
        let before = program.lines.count
        let again = try await LoopbackEndpoint.start(Self.body(2), port: port)
        #expect(await program.wait { $0.lines.count > before })
        program.signal(SIGINT)
        #expect(await program.finish() == 0)
        #expect(try EMFLine(program.lines.last ?? "").value(Self.metric) == "2")
        try await again.stop()
    }

    @Test func `targets that hang, drip, flood or fail do not delay the others`() async throws {
        let good = try await LoopbackEndpoint.start(Self.body(5))
        let bad = [
            try await LoopbackEndpoint.start(.hang),
            try await LoopbackEndpoint.start(.drip(body: String(repeating: "a 1\n", count: 500), milliseconds: 50)),
            try await LoopbackEndpoint.start(.flood(bytes: 1 << 30)),
            try await LoopbackEndpoint.start(.answer(status: 500, contentType: "text/plain", body: "")),
            try await LoopbackEndpoint.start(.breakOff(body: "a 1\n")),
        ]
        let program = try self.run(bad + [good], ["--max-body", "1M"])
        #expect(await program.wait { $0.lines.count >= 5 })
        program.signal(SIGTERM)
        #expect(await program.finish(seconds: 2.5) == 0)
        #expect(try program.lines.allSatisfy { try EMFLine($0).value(Self.metric) == "5" })
        for endpoint in bad + [good] { try await endpoint.stop() }
    }

    @Test func `a hundred targets are all scraped`() async throws {
        var endpoints: [LoopbackEndpoint] = []
        for index in 0..<100 { endpoints.append(try await LoopbackEndpoint.start(Self.body(index))) }
        let program = try self.run(endpoints, ["--once", "--dimensions", "instance"], interval: "30s")
        #expect(await program.finish() == 0)
        let values = try program.lines.compactMap { try EMFLine($0).value(Self.metric) }.compactMap(Int.init)
        #expect(values.sorted() == Array(0..<100))
        for endpoint in endpoints { try await endpoint.stop() }
    }

    @Test func `the task metadata endpoint names cluster, service and task`() async throws {
        let endpoint = try await LoopbackEndpoint.start(Self.body(3))
        let metadata = try await LoopbackEndpoint.start(
            .answer(
                status: 200,
                contentType: "application/json",
                body: """
                    {"Cluster":"arn:aws:ecs:us-east-1:111122223333:cluster/powersync-cluster",
                     "ServiceName":"powersync-api","Family":"powersync-api","AvailabilityZone":"us-east-1a",
                     "TaskARN":"arn:aws:ecs:us-east-1:111122223333:task/powersync-cluster/0123456789abcdef"}
                    """
            )
        )
        let program = try self.run(
            [endpoint],
            ["--once", "--dimensions", "ClusterName,ServiceName,TaskId"],
            interval: "30s",
            environment: ["ECS_CONTAINER_METADATA_URI_V4": "http://127.0.0.1:\(metadata.port)/v4/x"]
        )
        #expect(await program.finish() == 0)
        let line = try EMFLine(try #require(program.lines.first))
        #expect(line.value("ClusterName") == "powersync-cluster")
        #expect(line.value("ServiceName") == "powersync-api")
        #expect(line.value("TaskId") == "0123456789abcdef")
        #expect(metadata.paths.first == "/v4/x/task")
        try await endpoint.stop()
        try await metadata.stop()
    }

    @Test func `the health command follows the scrapes`() async throws {
        let endpoint = try await LoopbackEndpoint.start(Self.body(3))
        let socket = "scalebridge-test-\(ProcessInfo.processInfo.processIdentifier)"
        let nobody = try ProgramRun("scalebridge", ["health", "--health-socket", socket])
        #expect(await nobody.finish() == 1)
        let program = try self.run([endpoint], ["--health-socket", socket])
        #expect(await program.wait { $0.lines.count >= 1 })
        let healthy = try ProgramRun("scalebridge", ["health", "--json", "--health-socket", socket])
        #expect(await healthy.finish() == 0)
        let document = try JSONDocument(text: healthy.output)
        #expect(document.root["targets"]?[0]?["state"]?.string == "values")
        endpoint.become(.answer(status: 503, contentType: "text/plain", body: ""))
        let requests = endpoint.requests.count
        #expect(await program.wait { _ in endpoint.requests.count >= requests + 6 })
        let ill = try ProgramRun("scalebridge", ["health", "--health-socket", socket])
        #expect(await ill.finish() == 1)
        #expect(ill.errors.contains("status 503"))
        program.signal(SIGTERM)
        #expect(await program.finish() == 0)
        try await endpoint.stop()
    }

    @Test(arguments: [
        (["run"], "--target"),
        (["run", "--target", "a b"], "a b"),
        (["run", "--target", "a:1", "--timeout", "2m"], "--timeout"),
        (["run", "--target", "a:1", "--unit", "m=Second"], "Second"),
        (["run", "--target", "a:1", "--metric", "*"], "*"),
        (["run", "--target", "a:1", "--namespace", ""], "--namespace"),
        (["run", "--target", "a:1", "--label", "1x=y"], "1x"),
        (["run", "--interval", "x", "--target", "a:1"], "--interval"),
        (["nonsense"], "nonsense"),
    ])
    func `bad usage is refused with code 2 and names what is wrong`(arguments: [String], word: String) async throws {
        let program = try ProgramRun("scalebridge", arguments)
        #expect(await program.finish() == 2)
        #expect(program.errors.contains(word))
        #expect(program.output.isEmpty)
    }
}
