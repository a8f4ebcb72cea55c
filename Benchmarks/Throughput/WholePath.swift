import BenchmarkInputs
import BridgeCore
import EmbeddedMetricFormat

/// What the bridge does with a scrape, and its last step alone.
enum WholePath {
    /// From the body of a PowerSync scrape to one EMF line, as the bridge does it every interval.
    static func scrapeToLine() throws -> Measurement {
        var publication = PublicationPlan(namespace: "PowerSync")
        publication.declarations = [
            MetricDeclaration(
                sourceLabels: ["job"],
                labelMatcher: Pattern("powersync", anchoring: .search),
                metricSelectors: [Pattern("^powersync_concurrent_connections$", anchoring: .search)],
                dimensionSets: [["ClusterName"]]
            )
        ]
        let plan = BridgePlan(
            jobs: [ScrapeJob(name: "powersync")],
            publication: publication,
            identity: TaskIdentity(clusterName: "powersync-cluster")
        )
        let target = try TargetResolution.target(of: plan.jobs[0], at: 0, address: "localhost:9090", labels: [])
        var pipeline = ScrapePipeline(plan: plan, target: target)
        let body = PowerSyncScrape.body
        var output: [UInt8] = []
        var time: Int64 = 1_764_000_000_000
        return Measurement("PowerSync body to EMF line") {
            output.removeAll(keepingCapacity: true)
            time += 30_000
            let result = pipeline.ingest(
                body.span,
                contentType: "text/plain",
                timestampMilliseconds: time,
                into: &output
            )
            sink = sink &+ result.lineCount
        }
    }

    /// One document with twelve metrics and two dimension sets.
    static func encode() -> Measurement {
        var document = Document(timestamp: 1_764_000_000_000)
        document.properties = [Property("ClusterName", .string("production")), Property("job", .string("powersync"))]
        let metrics = (0..<12).map { Metric("powersync_metric_number_\($0)", .number(Double($0) * 1234.5)) }
        document.directives = [
            Directive(namespace: "PowerSync", dimensionSets: [["ClusterName"], []], metrics: metrics)
        ]
        let encoder = Encoder()
        var output: [UInt8] = []
        return Measurement("EMF document of 12 metrics") {
            output.removeAll(keepingCapacity: true)
            _ = try? encoder.encode(document, into: &output)
            sink = sink &+ output.count
        }
    }
}
