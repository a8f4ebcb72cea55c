import BridgeCore
import Logging
import NIOCore
import NIOPosix

/// Watches one discovery entry of a job and tells which groups of targets it names; lives on the event loop.
final class DiscoveryWatcher {
    private enum Source {
        case files(TargetFiles)
        case names(DNSDiscovery, NIOThreadPool)
    }

    /// How often files are looked at, whatever their refresh interval: a change should not take minutes to be seen.
    private static let fileLookMilliseconds: Int64 = 5000

    private var source: Source
    private let everyMilliseconds: Int64
    private let eventLoop: any EventLoop
    private let logger: Logger
    private var onChange: (([TargetGroup]) -> Void)?
    private var timer: Scheduled<Void>?
    private var lastNames: [TargetGroup]?
    private var lastProblem: String?

    init(
        files: FileDiscovery,
        read: @escaping TargetFiles.Reader,
        eventLoop: any EventLoop,
        logger: Logger,
        onChange: @escaping ([TargetGroup]) -> Void
    ) {
        self.source = .files(TargetFiles(files, read: read))
        self.everyMilliseconds = min(files.refreshMilliseconds, Self.fileLookMilliseconds)
        self.eventLoop = eventLoop
        self.logger = logger
        self.onChange = onChange
    }

    init(
        names: DNSDiscovery,
        pool: NIOThreadPool,
        eventLoop: any EventLoop,
        logger: Logger,
        onChange: @escaping ([TargetGroup]) -> Void
    ) {
        self.source = .names(names, pool)
        self.everyMilliseconds = names.refreshMilliseconds
        self.eventLoop = eventLoop
        self.logger = logger
        self.onChange = onChange
    }

    func start() {
        self.look()
    }

    func stop() {
        self.onChange = nil
        self.timer?.cancel()
        self.timer = nil
    }

    private func look() {
        switch self.source {
        case .files(var files):
            let groups = files.refresh { self.problem($0) }
            self.source = .files(files)
            if let groups { self.onChange?(groups) }
            self.wait()
        case .names(let discovery, let pool):
            pool.runIfActive(eventLoop: self.eventLoop) { try Self.resolve(discovery) }
                .assumeIsolated()
                .whenComplete { result in
                    switch result {
                    case .success(let groups):
                        self.lastProblem = nil
                        if groups != self.lastNames {
                            self.lastNames = groups
                            self.onChange?(groups)
                        }
                    case .failure(let error):
                        // The targets of the last answer stay: a name server that is away takes no target away.
                        self.problem("\(error)")
                    }
                    self.wait()
                }
        }
    }

    private func wait() {
        guard self.onChange != nil else { return }
        self.timer = self.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(self.everyMilliseconds)) {
            self.look()
        }
    }

    private func problem(_ text: String) {
        if text == self.lastProblem { return }
        self.lastProblem = text
        self.logger.warning("discovery: \(text); the targets known so far stay")
    }

    private static func resolve(_ discovery: DNSDiscovery) throws -> [TargetGroup] {
        try discovery.names.map { name in
            let answers = try Resolver.answers(for: name, type: discovery.type)
            let addresses = answers.map { answer in
                switch answer {
                case .address(let text):
                    let host = text.contains(":") ? "[\(text)]" : text
                    return "\(host):\(discovery.port ?? 0)"
                case .service(let host, let port):
                    return "\(host):\(port)"
                }
            }
            return TargetGroup(addresses: addresses.sorted(), labels: [Label("__meta_dns_name", name)])
        }
    }
}
