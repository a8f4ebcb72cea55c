import AgentConfiguration
import BridgeCore
import LosslessJSON

/// Both documents and some scrapes, through the plan and the pipeline.
struct Rehearsal {
    /// A scrape: the body, or nothing where it failed.
    struct Scrape {
        var body: String
        var contentType: String? = "text/plain"
        var status = 200
    }

    static let start: Int64 = 1_764_000_000_000

    var agent: String
    var prometheus: String
    var identity = TaskIdentity()
    var purpose = AgentDocuments.Purpose.rehearsal
    var change: (inout PublicationPlan) -> Void = { _ in }

    func plan() throws(ConfigurationErrors) -> (plan: BridgePlan, notes: [ConfigurationNote]) {
        let prometheus = self.prometheus
        var documents = AgentDocuments(
            environment: { $0 == "PROMETHEUS_CONFIG_CONTENT" ? prometheus : nil },
            readFile: { _ in [] }
        )
        documents.identity = self.identity
        documents.purpose = self.purpose
        let source = ConfigurationDocument(name: "CW_CONFIG_CONTENT", bytes: Array(self.agent.utf8))
        return try documents.plan(agent: source)
    }

    /// The events of each scrape, the last one at ``start``.
    func run(_ scrapes: [Scrape]) throws -> [[JSONValue]] {
        var plan = try self.plan().plan
        self.change(&plan.publication)
        let job = plan.jobs[0]
        let group = job.staticTargets[0]
        let target = try TargetResolution.target(of: job, at: 0, address: group.addresses[0], labels: group.labels)
        var pipeline = ScrapePipeline(plan: plan, target: target)
        return try scrapes.enumerated().map { index, scrape in
            let time = Self.start - Int64(scrapes.count - 1 - index) * job.intervalMilliseconds
            var output: [UInt8] = []
            if scrape.status == 200 {
                _ = pipeline.ingest(
                    Array(scrape.body.utf8).span,
                    contentType: scrape.contentType,
                    timestampMilliseconds: time,
                    into: &output
                )
            } else {
                pipeline.fail(timestampMilliseconds: time, durationMilliseconds: 0, into: &output)
            }
            return try output.split(separator: UInt8(ascii: "\n")).map { try JSONDocument(Array($0)).root }
        }
    }
}
