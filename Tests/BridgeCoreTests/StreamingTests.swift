import BridgeCore
import Testing

/// A body in pieces gives what the whole body gives, whatever the pieces and whatever the scrapes before it were.
struct StreamingTests {
    private static let declaration = MetricDeclaration(
        sourceLabels: ["job"],
        metricSelectors: [Pattern("^(app_|c$)", anchoring: .search)],
        dimensionSets: [["job"], []]
    )

    private static func pipeline(_ policy: PublicationPlan.MalformedLinePolicy = .failScrape) throws -> ScrapePipeline {
        var publication = PublicationPlan(namespace: "N", declarations: [Self.declaration])
        publication.malformedLines = policy
        let job = ScrapeJob(name: "j")
        let target = try TargetResolution.target(of: job, at: 0, address: "h:1", labels: [])
        return ScrapePipeline(plan: BridgePlan(jobs: [job], publication: publication), target: target)
    }

    /// Scrapes whose types come, go, change, and stand behind their samples.
    private static let scrapes: [(contentType: String?, body: String)] = [
        ("text/plain", "# TYPE app_a gauge\napp_a{x=\"1\"} 1\napp_a{x=\"2\"} 2\nother 5\n"),
        ("text/plain", "# TYPE app_a gauge\napp_a{x=\"1\"} 3\n# TYPE c counter\nc 10\nuntyped_thing 1\n"),
        ("text/plain", "# TYPE app_a gauge\napp_a{x=\"1\"} 4\n# TYPE c counter\nc 15\n"),
        ("text/plain", "app_late 7\napp_a{x=\"1\"} 5\n# TYPE app_late gauge\n# TYPE app_a gauge\n"),
        ("text/plain", "# TYPE app_late counter\napp_late 9\n{\"app_quoted\",y=\"z\"} 1\n# TYPE app_quoted gauge\n"),
        ("text/plain", "# TYPE app_late counter\n# TYPE app_quoted gauge\n{y=\"z\",\"app_quoted\"} 2\napp_late 19"),
        ("application/openmetrics-text", "# TYPE c counter\nc_total 20\n# TYPE app_a gauge\napp_a 1\n# EOF\n"),
        (nil, "# TYPE app_a gauge\napp_a 2\n# EOF\n"),
        ("text/plain", "# failed to export metrics: x"),
        ("text/plain", "# TYPE app_a gauge\napp_a 3\n"),
    ]

    @Test(arguments: [1, 2, 3, 7, 64, 4096])
    func `pieces of any size give the lines of the whole body`(size: Int) throws {
        var whole = try Self.pipeline()
        var pieces = try Self.pipeline()
        var differences: [Int] = []
        var lineCount = 0
        for (index, scrape) in Self.scrapes.enumerated() {
            let body = Array(scrape.body.utf8)
            var expected: [UInt8] = []
            let time = Int64(index) * 1000
            let result = whole.ingest(
                body.span,
                contentType: scrape.contentType,
                timestampMilliseconds: time,
                into: &expected
            )
            var lines: [UInt8] = []
            pieces.begin(contentType: scrape.contentType)
            for start in stride(from: 0, to: body.count, by: size) {
                let failure = body[start..<min(start + size, body.count)].withUnsafeBytes { pieces.feed($0) }
                if failure != nil { differences.append(-index) }
            }
            let streamed = pieces.finish(timestampMilliseconds: time, durationMilliseconds: 0, into: &lines)
            if lines != expected || streamed != result { differences.append(index) }
            lineCount += result.lineCount
        }
        #expect(differences.isEmpty)
        #expect(lineCount >= 10)
    }

    @Test func `a type that comes to be known makes its series wanted in the same scrape`() throws {
        var pipeline = try Self.pipeline()
        var lines: [UInt8] = []
        for body in ["app_a 1\n", "# TYPE app_a gauge\napp_a 2\n"] {
            lines.removeAll()
            let bytes = Array(body.utf8)
            pipeline.begin(contentType: "text/plain")
            _ = bytes.withUnsafeBytes { pipeline.feed($0) }
            _ = pipeline.finish(timestampMilliseconds: 0, durationMilliseconds: 0, into: &lines)
        }
        #expect(String(decoding: lines, as: UTF8.self).contains("\"app_a\":2"))
    }

    @Test func `a scrape that breaks off leaves baselines and nothing else`() throws {
        var pipeline = try Self.pipeline()
        func scrape(_ body: String, breaksOff: Bool = false) -> String {
            var lines: [UInt8] = []
            let bytes = Array(body.utf8)
            pipeline.begin(contentType: "text/plain")
            _ = bytes.withUnsafeBytes { pipeline.feed($0) }
            if breaksOff {
                pipeline.fail(timestampMilliseconds: 0, durationMilliseconds: 0, into: &lines)
            } else {
                _ = pipeline.finish(timestampMilliseconds: 0, durationMilliseconds: 0, into: &lines)
            }
            return String(decoding: lines, as: UTF8.self)
        }
        #expect(scrape("# TYPE c counter\nc 10\n") == "")
        #expect(scrape("# TYPE app_new gauge\napp_new 1\n", breaksOff: true) == "")
        #expect(scrape("# TYPE c counter\nc 14\n# TYPE app_new gauge\napp_new 2\n").contains("\"c\":4"))
    }

    @Test func `a body over the limit is refused as soon as it is over`() throws {
        var publication = PublicationPlan(namespace: "N", declarations: [Self.declaration])
        publication.malformedLines = .skipLine
        var job = ScrapeJob(name: "j")
        job.limits.bodyBytes = 100
        let target = try TargetResolution.target(of: job, at: 0, address: "h:1", labels: [])
        var pipeline = ScrapePipeline(plan: BridgePlan(jobs: [job], publication: publication), target: target)
        pipeline.begin(contentType: "text/plain")
        let piece = [UInt8](repeating: UInt8(ascii: "#"), count: 60)
        #expect(piece.withUnsafeBytes { pipeline.feed($0) } == nil)
        #expect(piece.withUnsafeBytes { pipeline.feed($0) } == .bodyTooLarge(limitBytes: 100))
    }
}
