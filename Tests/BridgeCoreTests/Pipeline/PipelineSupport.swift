import BridgeCore
import Foundation
import Testing

/// A pipeline with a plan that is quick to write down, and its scrapes.
struct PipelineFixture {
    static let start: Int64 = 1_764_000_000_000

    var pipeline: ScrapePipeline
    private(set) var time = PipelineFixture.start - 30_000

    init(
        selectors: [String] = ["^app_"],
        dimensions: [[String]] = [["ClusterName"]],
        labels: [Label] = [],
        job: ScrapeJob = .fixture(),
        identity: TaskIdentity = TaskIdentity(clusterName: "demo"),
        plan configure: (inout PublicationPlan) -> Void = { _ in }
    ) throws {
        var publication = PublicationPlan(namespace: "Demo")
        publication.declarations = [
            MetricDeclaration(
                sourceLabels: ["job"],
                labelMatcher: Pattern("^powersync$", anchoring: .search),
                metricSelectors: selectors.map { Pattern($0, anchoring: .search) },
                dimensionSets: dimensions
            )
        ]
        configure(&publication)
        let plan = BridgePlan(jobs: [job], publication: publication, identity: identity)
        try ScrapePipeline.check(plan)
        let target = try TargetResolution.target(of: job, at: 0, address: "localhost:9090", labels: labels)
        self.pipeline = ScrapePipeline(plan: plan, target: target)
    }

    /// Scrapes a body, 30 seconds after the one before.
    @discardableResult
    mutating func scrape(_ body: String, contentType: String? = "text/plain") throws -> PipelineScrape {
        self.time += 30_000
        var output: [UInt8] = []
        let result = self.pipeline.ingest(
            Array(body.utf8).span,
            contentType: contentType,
            timestampMilliseconds: self.time,
            into: &output
        )
        return try PipelineScrape(result: result, output: output)
    }

    /// Lets a scrape fail.
    mutating func fail() -> [UInt8] {
        self.time += 30_000
        var output: [UInt8] = []
        self.pipeline.fail(timestampMilliseconds: self.time, durationMilliseconds: 1500, into: &output)
        return output
    }
}

extension ScrapeJob {
    /// The job of the fixture, with changes.
    static func fixture(_ change: (inout ScrapeJob) -> Void = { _ in }) -> ScrapeJob {
        var job = ScrapeJob(name: "powersync")
        change(&job)
        return job
    }
}

/// What a scrape gave: its result and its lines.
struct PipelineScrape {
    var result: ScrapeResult
    var lines: [String]
    private var events: [[String: Any]]

    init(result: ScrapeResult, output: [UInt8]) throws {
        self.result = result
        self.lines = output.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
        self.events = try self.lines.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// The metrics as `name{dimension=value}=value`, one for each dimension set, sorted.
    var metrics: [String] {
        self.events.flatMap { event in
            Self.directives(event).flatMap { directive in
                (directive["Dimensions"] as? [[String]] ?? []).flatMap { set in
                    (directive["Metrics"] as? [[String: Any]] ?? []).map { metric in
                        let name = metric["Name"] as? String ?? ""
                        let dimensions = set.map { "\($0)=\(event[$0] ?? "absent")" }.joined(separator: ",")
                        return "\(name){\(dimensions)}=\(event[name] ?? "absent")"
                    }
                }
            }
        }.sorted()
    }

    /// The warnings in words.
    var warnings: [String] { self.result.warnings.map(\.description) }

    /// The value of a root member of the first event that has it.
    func member(_ name: String) -> Any? { self.events.lazy.compactMap { $0[name] }.first }

    private static func directives(_ event: [String: Any]) -> [[String: Any]] {
        (event["_aws"] as? [String: Any])?["CloudWatchMetrics"] as? [[String: Any]] ?? []
    }
}
