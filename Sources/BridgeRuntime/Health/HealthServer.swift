import NIOCore
import NIOPosix

/// Answers every connection to the health socket with one JSON document, then closes it.
final class HealthServer {
    private var channel: (any Channel)?
    private var isStopped = false

    init(name: String, eventLoop: any EventLoop, status: @escaping () -> BridgeStatus) throws {
        let descriptor: Int32
        do {
            descriptor = try HealthSocket.listening(name: name)
        } catch {
            throw HealthSocketError(name: name, reason: error.reason)
        }
        let source = NIOLoopBound(status, eventLoop: eventLoop)
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        ServerBootstrap(group: eventLoop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answer(source.value))
                }
            }
            .withBoundSocket(descriptor)
            .whenSuccess { channel in
                if bound.value.isStopped { channel.close(promise: nil) } else { bound.value.channel = channel }
            }
    }

    func stop() {
        self.isStopped = true
        self.channel?.close(promise: nil)
        self.channel = nil
    }

    private final class Answer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let status: () -> BridgeStatus

        init(_ status: @escaping () -> BridgeStatus) {
            self.status = status
        }

        func channelActive(context: ChannelHandlerContext) {
            let buffer = context.channel.allocator.buffer(string: self.status().json)
            context.writeAndFlush(NIOAny(buffer)).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
    }
}

/// Why the health socket cannot be opened.
struct HealthSocketError: Error, CustomStringConvertible {
    var name: String
    var reason: String

    var description: String {
        "the health socket \"\(self.name)\" cannot be opened (\(self.reason)). Containers of one task share these names: "
            + "where another bridge runs beside this one, give each a name of its own with --health-socket"
    }
}
