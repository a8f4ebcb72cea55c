public import BridgeCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// The running bridge: scrapes every target of a plan and writes EMF lines to a sink, until it is told to stop.
///
/// It uses one event-loop thread and one thread for the sink.
public struct Bridge: Service {
    /// How a bridge runs, beside its plan.
    public struct Configuration: Sendable {
        /// Whether every target is scraped once only.
        public var runsOnce = false
        /// The file descriptor that EMF lines go to.
        public var outputDescriptor: Int32 = 1
        /// How many bytes of EMF lines may wait for a slow reader.
        public var outputBound = DescriptorSink.defaultBound
        /// The name of the health socket; nil for none.
        public var healthSocket: String?
        /// The base URL of the task metadata endpoint; nil outside ECS.
        public var taskMetadataURL: String?
        /// Turns the bytes of a discovery file into groups of targets; the path tells JSON from YAML.
        public var readTargetFile: @Sendable (_ path: String, _ bytes: [UInt8]) throws -> [TargetGroup] = {
            path,
            bytes in
            try TargetFileJSON.groups(in: bytes, path: path)
        }
        /// How long a scrape under way may go on after the signal to stop, in milliseconds.
        public var stopGraceMilliseconds: Int64 = 1000

        /// Creates a configuration with its defaults.
        public init() {}
    }

    /// How a bridge ended.
    public enum End: Sendable, Equatable {
        /// It was told to stop.
        case stopped
        /// Every target was scraped once; `allSucceeded` tells whether each gave values.
        case finishedOnce(allSucceeded: Bool)
        /// The sink can no longer be written to; the value is `errno`.
        case outputFailed(Int32)
    }

    private let plan: BridgePlan
    private let configuration: Configuration
    private let logger: Logger
    private let onEnd: @Sendable (End) -> Void

    /// Creates a bridge; `onEnd` is told how it ended, just before ``run()`` returns.
    public init(
        plan: BridgePlan,
        configuration: Configuration = Configuration(),
        logger: Logger,
        onEnd: @escaping @Sendable (End) -> Void = { _ in }
    ) {
        self.plan = plan
        self.configuration = configuration
        self.logger = logger
        self.onEnd = onEnd
    }

    /// Runs until the bridge has ended.
    ///
    /// - Throws: when an event loop or the health socket cannot be set up, or a certificate cannot be read.
    public func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        do {
            let end = try await self.run(on: group.next(), pool: pool)
            try await pool.shutdownGracefully()
            try await group.shutdownGracefully()
            self.onEnd(end)
        } catch {
            try? await pool.shutdownGracefully()
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private func run(on eventLoop: any EventLoop, pool: NIOThreadPool) async throws -> End {
        let ended = eventLoop.makePromise(of: End.self)
        let sink = DescriptorSink(
            descriptor: self.configuration.outputDescriptor,
            bound: self.configuration.outputBound,
            pool: pool
        ) { code in
            ended.succeed(.outputFailed(code))
        }
        let (plan, configuration, logger) = (self.plan, self.configuration, self.logger)
        let discoveryPool = NIOThreadPool(numberOfThreads: 1)
        if plan.jobs.contains(where: { !$0.dnsDiscovery.isEmpty }) { discoveryPool.start() }
        defer { discoveryPool.shutdownGracefully { _ in } }
        let loop: NIOLoopBound<BridgeLoop>
        do {
            loop = try await eventLoop.submit {
                let loop = try BridgeLoop(
                    plan: plan,
                    configuration: configuration,
                    sink: sink,
                    logger: logger,
                    eventLoop: eventLoop,
                    pool: discoveryPool
                ) { end in ended.succeed(end) }
                try loop.start()
                return NIOLoopBound(loop, eventLoop: eventLoop)
            }.get()
        } catch {
            ended.fail(error)
            throw error
        }
        let end = try await withGracefulShutdownHandler {
            try await withTaskCancellationHandler {
                try await ended.futureResult.get()
            } onCancel: {
                eventLoop.execute { loop.value.stop() }
            }
        } onGracefulShutdown: {
            eventLoop.execute { loop.value.stop() }
        }
        await self.flush(sink)
        return end
    }

    /// Waits for the lines that still wait, for at most half a second: a reader that does not read must not hold up
    /// the end of the task.
    private func flush(_ sink: DescriptorSink) async {
        for _ in 0..<50 where sink.tally.waiting > 0 {
            try? await Task.sleep(for: .milliseconds(10))
        }
        let tally = sink.tally
        if tally.waiting > 0 || tally.dropped > 0 {
            self.logger.warning(
                "some lines were not written",
                metadata: ["dropped": "\(tally.dropped)", "waiting": "\(tally.waiting)", "written": "\(tally.written)"]
            )
        }
    }
}
