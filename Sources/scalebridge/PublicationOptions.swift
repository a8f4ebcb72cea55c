import ArgumentParser
import BridgeCore
import EmbeddedMetricFormat

/// How samples become metrics, whatever the configuration comes from.
struct PublicationOptions: ParsableArguments {
    @Option(
        name: .customLong("scaling-metric"),
        help: ArgumentHelp(
            "A metric that a scaling policy tracks. Repeatable. Default: powersync_concurrent_connections.",
            valueName: "name"
        )
    )
    var scalingMetrics: [String] = []

    @Flag(
        name: .customLong("no-zero-dimension"),
        help: "Do not publish scaling metrics with the empty dimension set in addition."
    )
    var omitsZeroDimension = false

    @Flag(help: "Add up several series of a scaling metric that share one identity.")
    var sumSeries = false

    @Flag(help: "Publish the first value of a counter as a difference from zero.")
    var keepFirst = false

    @Flag(help: "Publish histograms as per-interval distributions.")
    var histograms = false

    @Flag(help: "Publish samples of unknown type as gauges.")
    var untyped = false

    @Flag(help: "Publish up, scrape_duration_seconds and scrape_samples_scraped of each target.")
    var scrapeHealth = false

    @Flag(help: "Write samples that no declaration selects as log lines without metrics, as the agent does.")
    var logUnselected = false

    @Option(
        name: .customLong("high-resolution"),
        help: ArgumentHelp("A metric published with one-second resolution. Repeatable.", valueName: "name")
    )
    var highResolution: [String] = []

    @Flag(help: "Skip malformed lines of a scrape and publish the rest (default with --target).")
    var lenient = false

    @Flag(help: "Discard a scrape that holds a malformed line, as the agent does (default with --cw-config).")
    var strict = false

    func validate() throws {
        if self.lenient, self.strict { throw ValidationError("--lenient and --strict exclude each other.") }
    }

    /// Carries the flags into a plan.
    func apply(to publication: inout PublicationPlan) {
        if !self.scalingMetrics.isEmpty { publication.scalingMetrics = self.scalingMetrics }
        if self.omitsZeroDimension { publication.addsZeroDimension = false }
        if self.sumSeries { publication.sumsSeries = true }
        if self.keepFirst { publication.keepsFirstCounterValue = true }
        if self.histograms { publication.publishesHistograms = true }
        if self.untyped { publication.publishesUntyped = true }
        if self.scrapeHealth { publication.publishesScrapeHealth = true }
        if self.logUnselected { publication.logsUnselected = true }
        publication.highResolutionMetrics += self.highResolution
        if self.lenient { publication.malformedLines = .skipLine }
        if self.strict { publication.malformedLines = .failScrape }
    }
}
