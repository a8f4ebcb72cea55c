import AWSDocuments
import ArgumentParser
import BridgeCore
import BridgeRuntime
import LosslessJSON
import PrometheusText
import SetupLint

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether the service will scale: compares all documents before anything is deployed.",
        discussion: """
            Prints the metrics that will exist, compares them with every policy's, and runs rules over whatever was \
            given: each finding with its place, reason, mend and source. Exit code 1 if a finding is an error, 2 if a \
            document cannot be read.

            EXAMPLES
              scalebridge check --cw-config cw.json --prometheus-config prom.yaml \\
                --policy policy.json
              scalebridge check --task-definition api.json --policy policy.json
              scalebridge check --policy p.json --list-metrics m.json --alarms a.json
            """
    )

    @OptionGroup(title: "Configuration of the bridge") var configuration: CheckConfigurationOptions
    @OptionGroup(title: "Documents") var documents: CheckDocumentOptions
    @OptionGroup(title: "Figures") var figures: CheckFigureOptions
    @OptionGroup(title: "Publication") var publication: PublicationOptions
    @OptionGroup(title: "Identity") var identity: IdentityOptions

    @Option(help: ArgumentHelp("A page of metrics: a file, or the URL of a running task.", valueName: "file or url"))
    var scrape: String?

    @Flag(help: "Print one JSON document.")
    var json = false

    func run() async throws {
        var setup = try documents.setup()
        figures.apply(to: &setup.assumptions)
        if !publication.scalingMetrics.isEmpty { setup.assumptions.scalingMetrics = publication.scalingMetrics }
        let plan = try configuration.plan(&setup, identity: identity.identity, publication: publication)
        let page = try await page(setup)
        if let plan {
            setup.bridgeMetrics = IdentityPreview.metrics(of: plan, page: page.bytes, contentType: page.contentType)
            setup.agentMetrics = IdentityPreview.agentMetrics(of: plan, page: page.bytes, contentType: page.contentType)
            setup.assumptions.lineBytes = plan.publication.lineBytes
        }
        guard documents.isGiven || configuration.isGiven || scrape != nil || setup.bridgeMetrics != nil else {
            throw ValidationError(
                "Nothing to check: give --cw-config with --prometheus-config, --policy, --task-definition or another document."
            )
        }
        if let scrape {
            setup.scrapeSource = scrape
            setup.scrapedSeries = try Self.series(page)
        }
        let report = CheckReport(setup)
        print(json ? report.json.text(.pretty) + "\n" : report.text, terminator: "")
        if report.hasErrors { throw ExitCode(1) }
    }

    // MARK: - The page

    private struct Page {
        var bytes: [UInt8]
        var contentType: String?
    }

    /// What was scraped; without a scrape a gauge of each metric that a policy or the plan names.
    private func page(_ setup: Setup) async throws -> Page {
        guard let scrape else {
            let tracked = setup.policies.compactMap { $0.targetTracking?.customizedMetric?.identity?.name }
            return Page(bytes: IdentityPreview.page(names: tracked + setup.assumptions.scalingMetrics))
        }
        guard scrape.contains("://") else { return Page(bytes: try DocumentFiles.bytes(scrape)) }
        guard var url = HTTPURL(scrape) else {
            throw ValidationError("--scrape \"\(scrape)\" is no address; expected a file or an http or https URL.")
        }
        if url.path == "/" { url.path = "/metrics" }
        let answer = try await HTTPProbe.get(url, timeoutMilliseconds: 10_000)
        guard answer.failure == nil, answer.status == 200 else {
            let reason = answer.failure?.sentence ?? "status \(answer.status ?? 0)"
            StandardError.write("scalebridge check: \(scrape): \(reason)")
            throw ExitCode(2)
        }
        return Page(bytes: answer.body, contentType: answer.contentType)
    }

    private static func series(_ page: Page) throws -> [(name: String, count: Int)] {
        let format = ExpositionFormat(contentType: page.contentType, content: page.bytes.span)
        let document = try ExpositionDocument(
            parsing: page.bytes.span,
            ExpositionOptions(format: format, mode: .lenient)
        )
        var counts: [(name: String, count: Int)] = []
        var places: [String: Int] = [:]
        for sample in document.samples {
            if let place = places[sample.name] {
                counts[place].count += 1
            } else {
                places[sample.name] = counts.count
                counts.append((sample.name, 1))
            }
        }
        return counts
    }
}
