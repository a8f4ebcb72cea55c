import BridgeCore
import Testing

struct HistogramTests {
    func body(_ counts: [Int], sum: Double, labels: String = "") -> String {
        let bounds = ["0.1", "1", "+Inf"]
        var text = "# TYPE app_h histogram\n"
        for (bound, count) in zip(bounds, counts) { text += "app_h_bucket{\(labels)le=\"\(bound)\"} \(count)\n" }
        let own = labels.isEmpty ? "" : "{\(labels)}"
        return text + "app_h_sum\(own) \(sum)\napp_h_count\(own) \(counts[2])\n"
    }

    @Test func anIntervalsObservationsAreADistribution() throws {
        var fixture = try PipelineFixture { $0.publishesHistograms = true }
        #expect(try fixture.scrape(self.body([1, 2, 3], sum: 10)).lines == [])
        let scrape = try fixture.scrape(self.body([3, 8, 10], sum: 25.5))
        #expect(scrape.lines.count == 1)
        #expect(
            scrape.lines[0].hasSuffix(
                #""prom_metric_type":"histogram","app_h":{"Values":[0.05,0.55,1],"Counts":[2,4,1],"#
                    + #""Max":1,"Min":0,"Count":7,"Sum":15.5}}"#
            )
        )
        #expect(scrape.result.metricCount == 1)
    }

    @Test func anIntervalWithoutObservationsIsSilent() throws {
        var fixture = try PipelineFixture { $0.publishesHistograms = true }
        try fixture.scrape(self.body([1, 2, 3], sum: 10))
        #expect(try fixture.scrape(self.body([1, 2, 3], sum: 10)).lines == [])
    }

    @Test func aRestartCountsFromZero() throws {
        var fixture = try PipelineFixture { $0.publishesHistograms = true }
        try fixture.scrape(self.body([10, 20, 30], sum: 100))
        let line = try fixture.scrape(self.body([0, 2, 2], sum: 1)).lines.joined()
        #expect(line.contains(#"{"Values":[0.55],"Counts":[2],"Max":1,"Min":0.1,"Count":2,"Sum":1}"#))
    }

    @Test func labelsMakeHistogramsOfTheirOwn() throws {
        var fixture = try PipelineFixture { $0.publishesHistograms = true }
        let both = { (a: Int, b: Int) in
            self.body([a, a, a], sum: Double(a), labels: "p=\"x\",")
                + self.body([b, b, b], sum: Double(b), labels: "p=\"y\",").split(separator: "\n").dropFirst().joined(
                    separator: "\n"
                )
                + "\n"
        }
        try fixture.scrape(both(1, 1))
        let scrape = try fixture.scrape(both(3, 6))
        #expect(scrape.lines.count == 2)
        #expect(scrape.lines[0].contains(#""p":"x""#) && scrape.lines[0].contains(#""Count":2"#))
        #expect(scrape.lines[1].contains(#""p":"y""#) && scrape.lines[1].contains(#""Count":5"#))
    }

    @Test func moreBucketsThanADocumentTakesAreJoined() throws {
        var fixture = try PipelineFixture { $0.publishesHistograms = true }
        func body(_ factor: Int) -> String {
            let buckets = (1...150).map { "app_h_bucket{le=\"\($0)\"} \($0 * factor)\n" }.joined()
            let rest = "app_h_bucket{le=\"+Inf\"} \(150 * factor)\napp_h_sum \(factor)\napp_h_count \(150 * factor)\n"
            return "# TYPE app_h histogram\n" + buckets + rest
        }
        try fixture.scrape(body(0))
        let scrape = try fixture.scrape(body(1))
        let value = try #require(scrape.member("app_h") as? [String: Any])
        #expect((value["Values"] as? [Any])?.count == 75)
        #expect((value["Counts"] as? [Int])?.reduce(0, +) == 150)
    }
}
