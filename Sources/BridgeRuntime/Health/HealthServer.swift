import NIOCore
import NIOPosix

/// Answers every connection to the health socket with one JSON document, then closes it.
final class HealthServer {
    private var channel: (any Channel)?
    private var isStopped = false

    init(name: String, eventLoop: any EventLoop, status: @escaping () -> BridgeStatus) throws {
        let descriptor = try HealthSocket.listening(name: name)
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
