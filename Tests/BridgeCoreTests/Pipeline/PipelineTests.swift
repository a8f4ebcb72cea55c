import BridgeCore
import Testing

struct PipelineTests {
    static let guide = """
        # HELP target_info Target metadata
        # TYPE target_info gauge
        target_info{service="PowerSync",service_version="1.15.0"} 1
        # TYPE powersync_concurrent_connections gauge
        powersync_concurrent_connections 42
        # TYPE powersync_operations_synced_total counter
        powersync_operations_synced_total 100

        """

    func guide(_ configure: (inout PublicationPlan) -> Void = { _ in }) throws -> PipelineFixture {
        try PipelineFixture(selectors: ["^powersync_concurrent_connections$"], plan: configure)
    }

    @Test func theGuidesScrapeBecomesOneLineWithBothIdentities() throws {
        var fixture = try self.guide()
        let scrape = try fixture.scrape(Self.guide)
        let expected =
            #"{"_aws":{"Timestamp":1764000000000,"CloudWatchMetrics":[{"Namespace":"Demo","#
            + #""Dimensions":[["ClusterName"],[]],"Metrics":[{"Name":"powersync_concurrent_connections"}]}]},"#
            + #""ClusterName":"demo","instance":"localhost:9090","job":"powersync","prom_metric_type":"gauge","#
            + #""powersync_concurrent_connections":42}"#
        #expect(scrape.lines == [expected])
        #expect(scrape.result.outcome == .values)
        #expect(scrape.result.sampleCount == 3)
        #expect(scrape.result.selectedCount == 1)
        #expect(scrape.result.metricCount == 1)
        #expect(scrape.result.missingScalingMetrics == [])
        #expect(scrape.warnings == [])
    }

    @Test func withoutTheOptionTheZeroDimensionIdentityIsAbsent() throws {
        var fixture = try self.guide { $0.addsZeroDimension = false }
        #expect(
            try fixture.scrape(Self.guide).metrics == ["powersync_concurrent_connections{ClusterName=demo}=42"]
        )
    }

    @Test func unselectedSamplesAreLoggedOnlyByOption() throws {
        var fixture = try self.guide { $0.logsUnselected = true }
        let first = try fixture.scrape(Self.guide)
        let second = try fixture.scrape(Self.guide)
        #expect(first.lines.count == 2)
        #expect(second.lines.count == 3)
        #expect(second.metrics.count == 2)
        #expect(second.member("target_info") as? Int == 1)
        #expect(second.member("powersync_operations_synced_total") as? Int == 0)
        #expect(second.member("Timestamp") as? String == "1764000030000")
    }

    @Test func extractionDisabledLeavesOnlyFields() throws {
        var fixture = try self.guide { $0.extractionDisabled = true }
        let scrape = try fixture.scrape(Self.guide)
        #expect(scrape.metrics == [])
        #expect(scrape.lines.count == 1)
        #expect(scrape.member("powersync_concurrent_connections") as? Int == 42)
        #expect(scrape.result.outcome == .values)
    }

    @Test(
        "What is not there is said and never invented",
        arguments: [
            (
                "# failed to export metrics: Error: boom",
                AbsenceReason.noSamples(comment: "failed to export metrics: Error: boom")
            ),
            ("", .noSamples(comment: nil)),
            ("# TYPE other gauge\nother 1\n", .notSelected(sampleCount: 1)),
        ]
    )
    func absence(_ body: String, _ reason: AbsenceReason) throws {
        var fixture = try self.guide()
        try fixture.scrape(Self.guide)
        let scrape = try fixture.scrape(body)
        #expect(scrape.result.outcome == .absent(reason))
        #expect(scrape.lines == [])
        #expect(scrape.result.missingScalingMetrics == ["powersync_concurrent_connections"])
    }

    @Test(
        "A scrape that breaks a rule or a limit is discarded whole",
        arguments: [
            "app_a 1\ngarbage{{{ 1\n", "app_a 1\napp_b 1e400\n", "app_a 1\r\n",
        ]
    )
    func malformed(_ body: String) throws {
        var fixture = try PipelineFixture { $0.publishesUntyped = true }
        let scrape = try fixture.scrape(body)
        guard case .failed(.malformed) = scrape.result.outcome else {
            Issue.record("\(scrape.result.outcome)")
            return
        }
        #expect(scrape.lines == [])
        #expect(try fixture.scrape("app_a 1\n").metrics == ["app_a{ClusterName=demo}=1"])
    }

    @Test func limitsDiscardTheScrapeAtOneOverThem() throws {
        let body = "# TYPE app_a gauge\napp_a{x=\"1\"} 1\napp_a{x=\"2\"} 1\n"
        let changes: [(expected: Bool, change: (inout ScrapeJob) -> Void)] = [
            (true, { $0.limits.samples = 2 }), (false, { $0.limits.samples = 1 }),
            (true, { $0.limits.labels = 4 }), (false, { $0.limits.labels = 3 }),
            (true, { $0.limits.bodyBytes = body.utf8.count }), (false, { $0.limits.bodyBytes = body.utf8.count - 1 }),
            (true, { $0.limits.labelValueBytes = 14 }), (false, { $0.limits.labelValueBytes = 13 }),
            (true, { $0.limits.labelNameBytes = 8 }), (false, { $0.limits.labelNameBytes = 7 }),
        ]
        var outcomes: [Bool] = []
        for (_, change) in changes {
            var fixture = try PipelineFixture(job: .fixture(change))
            try fixture.scrape(body)
            outcomes.append(try fixture.scrape(body).result.outcome == .values)
        }
        #expect(outcomes == changes.map(\.expected))
    }

    @Test func lenientSkipsMalformedLinesAndSaysSoOnce() throws {
        var fixture = try PipelineFixture { $0.malformedLines = .skipLine }
        let body = "# TYPE app_a gauge\napp_a 1\ngarbage{{{ 1\n"
        let first = try fixture.scrape(body)
        #expect(first.metrics == ["app_a{ClusterName=demo}=1"])
        #expect(first.result.skippedLineCount == 1)
        #expect(first.warnings.count == 1)
        #expect(try fixture.scrape(body).warnings == [])
    }

    @Test func aBodyInPiecesGivesTheSame() throws {
        var whole = try self.guide()
        var pieces = try self.guide()
        let expected = try whole.scrape(Self.guide).lines
        let bytes = Array(Self.guide.utf8)
        pieces.pipeline.begin(contentType: "text/plain")
        for start in stride(from: 0, to: bytes.count, by: 7) {
            let failure = bytes[start..<min(start + 7, bytes.count)].withUnsafeBytes { pieces.pipeline.feed($0) }
            #expect(failure == nil)
        }
        var output: [UInt8] = []
        let result = pieces.pipeline.finish(
            timestampMilliseconds: PipelineFixture.start,
            durationMilliseconds: 1,
            into: &output
        )
        #expect(result.outcome == .values)
        #expect(String(decoding: output, as: UTF8.self) == expected.joined() + "\n")
    }

    @Test func seriesThatComeAndGoAreLetGo() throws {
        var fixture = try PipelineFixture()
        try fixture.scrape("# TYPE app_c counter\napp_c 0\n")
        for round in 1...40 {
            let ids = (0..<100).map { "app_x{id=\"\(round)-\($0)\"} 1\n" }.joined()
            let scrape = try fixture.scrape("# TYPE app_c counter\napp_c \(round * 3)\n# TYPE app_x gauge\n\(ids)")
            #expect(scrape.member("app_c") as? Int == 3)
        }
        let body = (0..<1500).map { "app_x{id=\"\($0)\"} 1\n" }.joined()
        try fixture.scrape("# TYPE app_c counter\napp_c 200\n# TYPE app_x gauge\n" + body)
        #expect(try fixture.scrape("# TYPE app_c counter\napp_c 207\n").member("app_c") as? Int == 7)
    }
}
