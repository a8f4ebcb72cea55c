import BridgeCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// Scrapes one target for as long as it exists; lives on one event loop and waits for nothing.
final class TargetScraper {
    let target: ScrapeTarget
    private let job: ScrapeJob
    private let eventLoop: any EventLoop
    private let sink: any LineSink
    private let logger: Logger
    private let tls: NIOSSLContext?
    private var machine: TargetStateMachine
    private var pipeline: ScrapePipeline
    private var exchange: HTTPExchange?
    private var timer: Scheduled<Void>?
    private var begunAt: Int64 = 0
    private var begunAtEpoch: Int64 = 0
    private var lines: [UInt8] = []
    private var onEnd: ((TargetScraper, ScrapeOutcome) -> Void)?

    init(
        target: ScrapeTarget,
        plan: BridgePlan,
        identity: TaskIdentity,
        tls: NIOSSLContext?,
        sink: any LineSink,
        logger: Logger,
        eventLoop: any EventLoop,
        onEnd: @escaping (TargetScraper, ScrapeOutcome) -> Void
    ) {
        self.target = target
        self.job = plan.jobs[target.jobIndex]
        self.eventLoop = eventLoop
        self.sink = sink
        var logger = logger
        logger[metadataKey: "target"] = "\(target.url)"
        logger[metadataKey: "job"] = "\(self.job.name)"
        self.logger = logger
        self.tls = tls
        self.machine = TargetStateMachine(
            intervalMilliseconds: target.intervalMilliseconds,
            timeoutMilliseconds: target.timeoutMilliseconds,
            start: Clock.monotonicMilliseconds
        )
        self.pipeline = ScrapePipeline(plan: plan, target: target, identity: identity)
        self.onEnd = onEnd
    }

    /// Whether a scrape is under way.
    var isScraping: Bool { self.machine.isScraping }

    func start() {
        self.perform(self.machine.timerFired(at: Clock.monotonicMilliseconds))
    }

    /// Begins no further scrape; one under way may still end.
    func stop() {
        self.machine.stop()
        self.timer?.cancel()
        self.timer = nil
    }

    /// Stops at once and abandons a scrape under way.
    func abandon() {
        self.stop()
        self.onEnd = nil
        self.exchange?.cancel()
        self.exchange = nil
    }

    /// What the target's state is, for the health report.
    var status: TargetStatus {
        let age = self.machine.lastValuesAt.map { Clock.monotonicMilliseconds - $0 }
        let outcome: String
        let detail: String?
        switch self.machine.lastOutcome {
        case nil: (outcome, detail) = ("starting", nil)
        case .values: (outcome, detail) = ("values", nil)
        case .absent(let reason): (outcome, detail) = ("absent", reason.sentence)
        case .failed(let failure): (outcome, detail) = ("failed", failure.sentence)
        }
        return TargetStatus(
            job: self.job.name,
            url: self.target.url,
            state: outcome,
            detail: detail,
            lastSuccessAgeMilliseconds: age,
            intervalMilliseconds: self.target.intervalMilliseconds,
            scrapes: self.machine.scrapeCount
        )
    }

    private func perform(_ actions: [TargetStateMachine.Action]) {
        for action in actions {
            switch action {
            case .beginScrape(let timeout):
                self.begin(timeoutMilliseconds: timeout)
            case .wake(let time):
                self.timer?.cancel()
                self.timer = self.eventLoop.assumeIsolated().scheduleTask(deadline: Clock.deadline(at: time)) {
                    self.perform(self.machine.timerFired(at: Clock.monotonicMilliseconds))
                }
            case .report(let change):
                self.report(change)
            }
        }
    }

    private func begin(timeoutMilliseconds: Int64) {
        self.begunAt = Clock.monotonicMilliseconds
        self.begunAtEpoch = Clock.epochMilliseconds
        var headers = HTTPHeaders(ScrapeHeaders.fixed)
        headers.add(
            name: "X-Prometheus-Scrape-Timeout-Seconds",
            value: ScrapeHeaders.seconds(milliseconds: timeoutMilliseconds)
        )
        if let authorization = self.job.authorization {
            do {
                headers.add(name: "Authorization", value: try ScrapeHeaders.value(of: authorization))
            } catch {
                self.ended(.failed(.connectionLost("the credentials cannot be read: \(error)")))
                return
            }
        }
        let request = HTTPRequest(
            scheme: self.target.scheme,
            host: self.target.host,
            port: self.target.port,
            path: self.target.path,
            headers: headers,
            bodyLimit: self.job.limits.bodyBytes,
            timeoutMilliseconds: timeoutMilliseconds,
            redirectLimit: self.job.followsRedirects ? 10 : 0
        )
        let exchange = HTTPExchange(
            request,
            tls: self.tls,
            serverName: self.job.tls.serverName,
            eventLoop: self.eventLoop
        ) { event in self.received(event) }
        self.exchange = exchange
        exchange.start()
    }

    private func received(_ event: HTTPExchange.Event) {
        switch event {
        case .head(let status, let contentType):
            guard status == 200 else {
                self.exchange?.cancel()
                self.ended(.failed(.status(status)))
                return
            }
            self.pipeline.begin(contentType: contentType)
        case .body(let buffer):
            let failure = buffer.withUnsafeReadableBytes { self.pipeline.feed($0) }
            if let failure {
                self.exchange?.cancel()
                self.ended(.failed(failure))
            }
        case .end:
            self.lines.removeAll(keepingCapacity: true)
            let result = self.pipeline.finish(
                timestampMilliseconds: self.begunAtEpoch,
                durationMilliseconds: Clock.monotonicMilliseconds - self.begunAt,
                into: &self.lines
            )
            for warning in result.warnings { self.logger.warning("\(warning)") }
            self.sink.write(self.lines)
            self.ended(result.outcome, alreadyPublished: true)
        case .failed(let failure):
            self.ended(.failed(failure))
        }
    }

    private func ended(_ outcome: ScrapeOutcome, alreadyPublished: Bool = false) {
        self.exchange = nil
        if !alreadyPublished {
            self.lines.removeAll(keepingCapacity: true)
            self.pipeline.fail(
                timestampMilliseconds: self.begunAtEpoch,
                durationMilliseconds: Clock.monotonicMilliseconds - self.begunAt,
                into: &self.lines
            )
            self.sink.write(self.lines)
        }
        let actions = self.machine.scrapeEnded(outcome, at: Clock.monotonicMilliseconds)
        self.perform(actions)
        self.onEnd?(self, outcome)
    }

    private func report(_ change: TargetStateMachine.StateChange) {
        var metadata: Logger.Metadata = [:]
        if !change.isFirst { metadata["scrapes_in_previous_state"] = "\(change.previousCount)" }
        switch change.outcome {
        case .values:
            self.logger.info("scraping; the wanted series are there", metadata: metadata)
        case .absent(let reason):
            metadata["hint"] = "\(reason.hint)"
            self.logger.warning("nothing to publish: \(reason.sentence)", metadata: metadata)
        case .failed(let failure):
            metadata["hint"] = "\(failure.hint)"
            self.logger.warning("the scrape failed: \(failure.sentence)", metadata: metadata)
        }
    }
}
