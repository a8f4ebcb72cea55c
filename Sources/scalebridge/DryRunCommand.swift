import AgentConfiguration
import ArgumentParser
import BridgeCore
import BridgeRuntime

struct DryRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dry-run",
        abstract: "Prints the EMF that a scrape would give, without scraping or sending.",
        discussion: """
            Runs the real pipeline over saved scrapes in their order and prints the lines of the last one; earlier \
            ones give counters something to differ from. The scrapes are taken as those of the first target of the \
            Prometheus configuration, one scrape_interval apart.

            EXAMPLE
              curl -s http://127.0.0.1:9090/metrics > now.prom
              scalebridge dry-run --cw-config cw-agent-config.json \\
                --prometheus-config prometheus.yaml --cluster production --scrape now.prom
            """
    )

    @OptionGroup(title: "Configuration of the CloudWatch Agent") var agent: AgentDocumentOptions

    @Option(
        name: .customLong("scrape"),
        help: ArgumentHelp("A saved scrape, or - for standard input. Repeatable, oldest first.", valueName: "file")
    )
    var scrapes: [String]

    @Option(
        help: ArgumentHelp("Time of the last scrape, in ms since 1970. Default: the current time.", valueName: "ms")
    )
    var now: Int64?

    @Option(help: ArgumentHelp("Content-Type of the scrapes. Default: told by their content.", valueName: "type"))
    var contentType: String?

    @Option(help: ArgumentHelp("HTTP status of the last scrape; any but 200 is a failed scrape.", valueName: "code"))
    var status = 200

    @Option(
        help: ArgumentHelp(
            "Target the scrapes are taken from, where the configuration leaves its targets to discovery.",
            valueName: "host:port"
        )
    )
    var address = "localhost:9090"

    @Option(help: ArgumentHelp("Job the scrapes are taken from. Default: the first one.", valueName: "name"))
    var job: String?

    @OptionGroup(title: "Publication") var publication: PublicationOptions
    @OptionGroup(title: "Identity") var identity: IdentityOptions

    func run() throws {
        let plan = try self.plan()
        let target = try self.target(of: plan)
        if plan.jobs.count > 1 || plan.jobs.contains(where: { $0.staticTargets.flatMap(\.addresses).count > 1 }) {
            let job = plan.jobs[target.jobIndex].name
            StandardError.write("note: the scrapes are taken as those of \(target.url), job \(job)")
        }
        var pipeline = ScrapePipeline(plan: plan, target: target)
        let last = self.now ?? EpochClock.milliseconds
        var output: [UInt8] = []
        for (index, path) in self.scrapes.enumerated() {
            let body = try self.read(path)
            let time = last - Int64(self.scrapes.count - 1 - index) * target.intervalMilliseconds
            let isLast = index == self.scrapes.count - 1
            output.removeAll()
            if isLast, self.status != 200 {
                pipeline.fail(timestampMilliseconds: time, durationMilliseconds: 0, into: &output)
                self.tell(.failed(.status(self.status)), path)
                continue
            }
            let result = pipeline.ingest(
                body.span,
                contentType: self.contentType,
                timestampMilliseconds: time,
                into: &output
            )
            for warning in result.warnings { StandardError.write("warning: \(path): \(warning)") }
            self.tell(result.outcome, path)
        }
        var standardOutput = StandardOutput()
        try standardOutput.append { $0 = output }
        try standardOutput.flush()
    }

    /// The plan of both documents; what a run would refuse but still leaves something to see is told and let pass.
    private func plan() throws -> BridgePlan {
        guard let agent = try self.agent.agentDocument() else {
            throw ValidationError("No configuration: give --cw-config FILE, or set \(AgentDocumentOptions.variable).")
        }
        var documents = AgentDocuments(environment: { Environment[$0] }, readFile: { try SmallFile.read($0) })
        documents.purpose = .rehearsal
        documents.identity = self.identity.identity
        documents.logsUnselected = self.publication.logUnselected
        var (plan, notes) = try documents.plan(agent: agent, prometheus: try self.agent.prometheusDocument())
        for note in notes { StandardError.write("note: \(note)") }
        self.publication.apply(to: &plan.publication)
        return plan
    }

    private func tell(_ outcome: ScrapeOutcome, _ path: String) {
        switch outcome {
        case .values: return
        case .absent(let reason): StandardError.write("\(path): \(reason.sentence)")
        case .failed(let failure): StandardError.write("\(path): \(failure.sentence)")
        }
    }

    /// The target that the scrapes are taken from: the first one that relabelling keeps.
    private func target(of plan: BridgePlan) throws -> ScrapeTarget {
        var refusal = "it has no targets"
        for (index, job) in plan.jobs.enumerated() where self.job == nil || self.job == job.name {
            var groups = job.staticTargets
            if groups.isEmpty { groups = [TargetGroup(addresses: [self.address])] }
            for group in groups {
                for address in group.addresses {
                    do throws(TargetResolution.Refusal) {
                        return try TargetResolution.target(of: job, at: index, address: address, labels: group.labels)
                    } catch {
                        switch error {
                        case .dropped: refusal = "relabel_configs drop \(address)"
                        case .invalid(let reason): refusal = "\(address): \(reason)"
                        }
                    }
                }
            }
        }
        StandardError.write("scalebridge dry-run: the configuration gives no target to take scrapes from: \(refusal)")
        throw ExitCode(2)
    }

    private func read(_ path: String) throws -> [UInt8] {
        let limit = 1 << 30
        if path == "-" { return try SmallFile.read(descriptor: 0, named: "standard input", limit: limit) }
        return try SmallFile.read(path, limit: limit)
    }
}
