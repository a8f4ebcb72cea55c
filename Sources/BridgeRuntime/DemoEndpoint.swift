import NIOCore
import NIOHTTP1
import NIOPosix

/// A metrics endpoint on loopback that looks like a PowerSync API task with a changing number of connections.
public final class DemoEndpoint: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel

    /// The port it listens on.
    public let port: Int

    private init(group: MultiThreadedEventLoopGroup, channel: any Channel, port: Int) {
        self.group = group
        self.channel = channel
        self.port = port
    }

    /// Starts an endpoint on a free port of 127.0.0.1.
    ///
    /// - Throws: when no socket can be bound.
    public static func start() async throws -> DemoEndpoint {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(Handler())
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return DemoEndpoint(group: group, channel: channel, port: channel.localAddress?.port ?? 0)
    }

    /// Stops listening.
    public func stop() async throws {
        try await self.channel.close().get()
        try await self.group.shutdownGracefully()
    }

    /// The body that the endpoint serves a number of seconds after its start.
    ///
    /// Connections rise and fall between 40 and 120 in 40 seconds; the counters only grow.
    public static func body(afterSeconds seconds: Int64) -> String {
        let phase = seconds % 40
        let connections = 40 + 4 * (phase < 20 ? phase : 40 - phase)
        return """
            # HELP target_info Target metadata
            # TYPE target_info gauge
            target_info{service="PowerSync",service_version="1.20.1",instance_id="demo"} 1
            # HELP powersync_data_synced_bytes_total Uncompressed size of synced data
            # UNIT powersync_data_synced_bytes_total bytes
            # TYPE powersync_data_synced_bytes_total counter
            powersync_data_synced_bytes_total \(482_913_744 + seconds * 20_480)
            # HELP powersync_operations_synced_total Number of operations synced
            # TYPE powersync_operations_synced_total counter
            powersync_operations_synced_total \(91_200 + seconds * 12)
            # HELP powersync_concurrent_connections Number of concurrent sync connections
            # TYPE powersync_concurrent_connections gauge
            powersync_concurrent_connections \(connections)

            """
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private var path = ""

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch self.unwrapInboundIn(data) {
            case .head(let head):
                self.path = head.uri
            case .body:
                break
            case .end:
                let isMetrics = self.path == "/metrics" || self.path.hasPrefix("/metrics?")
                let body = isMetrics ? DemoEndpoint.body(afterSeconds: Clock.monotonicMilliseconds / 1000) : ""
                var headers = HTTPHeaders([("Content-Type", "text/plain"), ("Connection", "close")])
                headers.add(name: "Content-Length", value: "\(body.utf8.count)")
                let head = HTTPResponseHead(version: .http1_1, status: isMetrics ? .ok : .notFound, headers: headers)
                context.write(NIOAny(HTTPServerResponsePart.head(head)), promise: nil)
                let buffer = context.channel.allocator.buffer(string: body)
                context.write(NIOAny(HTTPServerResponsePart.body(.byteBuffer(buffer))), promise: nil)
                context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)))
                    .assumeIsolated()
                    .whenComplete { _ in context.close(promise: nil) }
            }
        }
    }
}
