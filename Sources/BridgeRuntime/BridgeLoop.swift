import BridgeCore
import Logging
import NIOCore
import NIOPosix
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
    private let pool: NIOThreadPool
    private var scrapers: [(source: Int, scraper: TargetScraper)] = []
    private var watchers: [DiscoveryWatcher] = []
    private var identity: TaskIdentity
    private var metadata: TaskMetadataClient?
    private var health: HealthServer?
    private var hasStarted = false
    private var finishedCount = 0
    private var allSucceeded = true
    private var isStopping = false

    init(
        plan: BridgePlan,
        configuration: Bridge.Configuration,
        sink: any LineSink,
        logger: Logger,
        eventLoop: any EventLoop,
        pool: NIOThreadPool,
        onEnd: @escaping (Bridge.End) -> Void
    ) throws {
        self.pool = pool
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
        for watcher in self.watchers { watcher.stop() }
        for entry in self.scrapers { entry.scraper.stop() }
        if self.scrapers.contains(where: \.scraper.isScraping) {
            let grace = self.configuration.stopGraceMilliseconds
            self.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(grace)) { self.end(.stopped) }
        } else {
            self.end(.stopped)
        }
    }

    private var status: BridgeStatus {
        BridgeStatus(targets: self.scrapers.map(\.scraper.status), sink: self.sink.tally)
    }

    private func startScraping() {
        if self.isStopping { return }
        for (index, job) in self.plan.jobs.enumerated() {
            self.setTargets(self.targets(of: job, at: index, groups: job.staticTargets), job: index, source: 0)
            self.watch(job, at: index)
        }
        self.logIdentities()
        self.hasStarted = true
        self.eventLoop.assumeIsolated().scheduleTask(in: .seconds(2)) { ResidentMemory.giveBack() }
        self.endIfFinishedOnce()
    }

    /// Says in one line what will be published, now that the task and the targets are known.
    private func logIdentities() {
        let targets = self.scrapers.map(\.scraper.target)
        let identities = PublishedIdentity.all(of: self.plan, targets: targets, identity: self.identity)
        let list = identities.map { $0.description + ($0.isAddedForScaling ? " (added for the scaling policy)" : "") }
        self.logger.info("publishes: \(list.isEmpty ? "nothing" : list.joined(separator: "; "))")
        if identities.contains(where: \.isAddedForScaling) {
            self.logger.notice(
                """
                a metric without dimensions is shared by everything in the account and Region that publishes the same \
                name; where that is more than this service, name ClusterName and ServiceName in the policy and use \
                --no-zero-dimension
                """
            )
        }
    }

    private func watch(_ job: ScrapeJob, at index: Int) {
        for files in job.fileDiscovery {
            let source = self.watchers.count + 1
            self.watchers.append(
                DiscoveryWatcher(
                    files: files,
                    read: self.configuration.readTargetFile,
                    eventLoop: self.eventLoop,
                    logger: self.logger
                ) { self.setTargets(self.targets(of: job, at: index, groups: $0), job: index, source: source) }
            )
            self.watchers.last?.start()
        }
        for names in job.dnsDiscovery {
            let source = self.watchers.count + 1
            self.watchers.append(
                DiscoveryWatcher(names: names, pool: self.pool, eventLoop: self.eventLoop, logger: self.logger) {
                    self.setTargets(self.targets(of: job, at: index, groups: $0), job: index, source: source)
                }
            )
            self.watchers.last?.start()
        }
    }

    private func targets(of job: ScrapeJob, at index: Int, groups: [TargetGroup]) -> [ScrapeTarget] {
        var targets: [ScrapeTarget] = []
        for group in groups {
            for address in group.addresses {
                if let target = self.resolve(address, group.labels, of: job, at: index) { targets.append(target) }
            }
        }
        if let limit = job.limits.targets, targets.count > limit {
            self.logger.error(
                "more targets than target_limit allows; none of them is scraped",
                metadata: ["job": "\(job.name)", "targets": "\(targets.count)", "limit": "\(limit)"]
            )
            return []
        }
        return targets
    }

    /// Makes the targets of one source be these: what is gone stops, what is new starts, what stays is left alone.
    private func setTargets(_ targets: [ScrapeTarget], job: Int, source: Int) {
        if self.isStopping { return }
        self.scrapers.removeAll { entry in
            guard entry.source == source, entry.scraper.target.jobIndex == job, !targets.contains(entry.scraper.target)
            else { return false }
            entry.scraper.abandon()
            return true
        }
        for target in targets {
            let isKnown = self.scrapers.contains { $0.scraper.target == target }
            if !isKnown { self.add(target, source: source) }
        }
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

    private func add(_ target: ScrapeTarget, source: Int) {
        let scraper =
            TargetScraper(
                target: target,
                plan: self.plan,
                identity: self.identity,
                tls: self.tlsContexts[target.jobIndex],
                sink: self.sink,
                logger: self.logger,
                eventLoop: self.eventLoop
            ) { scraper, outcome in self.scraped(scraper, outcome) }
        self.scrapers.append((source, scraper))
        scraper.start()
    }

    private func scraped(_ scraper: TargetScraper, _ outcome: ScrapeOutcome) {
        if self.configuration.runsOnce {
            if outcome != .values { self.allSucceeded = false }
            scraper.stop()
            self.finishedCount += 1
            self.endIfFinishedOnce()
        } else if self.isStopping, !self.scrapers.contains(where: \.scraper.isScraping) {
            self.end(.stopped)
        }
    }

    private func endIfFinishedOnce() {
        guard self.configuration.runsOnce, self.hasStarted, self.finishedCount == self.scrapers.count else { return }
        self.end(.finishedOnce(allSucceeded: self.allSucceeded && self.finishedCount > 0))
    }

    private func end(_ end: Bridge.End) {
        for entry in self.scrapers { entry.scraper.abandon() }
        self.health?.stop()
        self.health = nil
        self.onEnd(end)
    }
}
