import BridgeCore
import Logging
import NIOCore
import NIOSSL

/// The bridge's state on its event loop: who is scraped, by what identity, and when it is over.
final class BridgeLoop {
    private let plan: BridgePlan
    private let configuration: Bridge.Configuration
    private let sink: any LineSink
    private let logger: Logger
    private let eventLoop: any EventLoop
    private let onEnd: (Bridge.End) -> Void
    private let tlsContexts: [NIOSSLContext?]
    private var scrapers: [TargetScraper] = []
    private var identity: TaskIdentity
    private var metadata: TaskMetadataClient?
    private var health: HealthServer?
    private var remainingOnce = 0
    private var allSucceeded = true
    private var isStopping = false

    init(
        plan: BridgePlan,
        configuration: Bridge.Configuration,
        sink: any LineSink,
        logger: Logger,
        eventLoop: any EventLoop,
        onEnd: @escaping (Bridge.End) -> Void
    ) throws {
        self.plan = plan
        self.configuration = configuration
        self.sink = sink
        self.logger = logger
        self.eventLoop = eventLoop
        self.onEnd = onEnd
        self.identity = plan.identity
        self.tlsContexts = try plan.jobs.map { job in
            job.scheme == .https ? try TLSContexts.context(for: job.tls) : nil
        }
    }

    func start() throws {
        if let name = self.configuration.healthSocket {
            let health = try HealthServer(name: name, eventLoop: self.eventLoop) { self.status }
            self.health = health
        }
        guard let url = self.configuration.taskMetadataURL else {
            self.startScraping()
            return
        }
        let client = TaskMetadataClient(baseURL: url, eventLoop: self.eventLoop, logger: self.logger) { found in
            self.metadata = nil
            if let found { self.identity = self.plan.identity.completed(by: found) }
            self.startScraping()
        }
        self.metadata = client
        client.start()
    }

    /// Stops: a scrape under way may end within the grace, then everything is abandoned.
    func stop() {
        if self.isStopping { return }
        self.isStopping = true
        self.metadata?.cancel()
        for scraper in self.scrapers { scraper.stop() }
        if self.scrapers.contains(where: \.isScraping) {
            let grace = self.configuration.stopGraceMilliseconds
            self.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(grace)) { self.end(.stopped) }
        } else {
            self.end(.stopped)
        }
    }

    private var status: BridgeStatus {
        BridgeStatus(targets: self.scrapers.map(\.status), sink: self.sink.tally)
    }

    private func startScraping() {
        if self.isStopping { return }
        for (index, job) in self.plan.jobs.enumerated() {
            for group in job.staticTargets {
                for address in group.addresses {
                    if let target = self.resolve(address, group.labels, of: job, at: index) { self.add(target) }
                }
            }
        }
        self.remainingOnce = self.scrapers.count
        for scraper in self.scrapers { scraper.start() }
    }

    private func resolve(
        _ address: String,
        _ labels: [Label],
        of job: ScrapeJob,
        at index: Int
    ) -> ScrapeTarget? {
        do {
            return try TargetResolution.target(of: job, at: index, address: address, labels: labels)
        } catch {
            if case .invalid(let reason) = error {
                self.logger.error(
                    "a target cannot be scraped: \(reason)",
                    metadata: ["job": "\(job.name)", "address": "\(address)"]
                )
            }
            return nil
        }
    }

    private func add(_ target: ScrapeTarget) {
        self.scrapers.append(
            TargetScraper(
                target: target,
                plan: self.plan,
                identity: self.identity,
                tls: self.tlsContexts[target.jobIndex],
                sink: self.sink,
                logger: self.logger,
                eventLoop: self.eventLoop
            ) { scraper, outcome in self.scraped(scraper, outcome) }
        )
    }

    private func scraped(_ scraper: TargetScraper, _ outcome: ScrapeOutcome) {
        if self.configuration.runsOnce {
            if outcome != .values { self.allSucceeded = false }
            scraper.stop()
            self.remainingOnce -= 1
            if self.remainingOnce == 0 { self.end(.finishedOnce(allSucceeded: self.allSucceeded)) }
        } else if self.isStopping, !self.scrapers.contains(where: \.isScraping) {
            self.end(.stopped)
        }
    }

    private func end(_ end: Bridge.End) {
        for scraper in self.scrapers { scraper.abandon() }
        self.health?.stop()
        self.health = nil
        self.onEnd(end)
    }
}
