import NIOConcurrencyHelpers
import NIOCore
public import NIOHTTP1
import NIOHTTPCompression
public import NIOPosix

/// A real HTTP server on loopback that behaves as a test asks it to.
public final class LoopbackEndpoint: Sendable {
    public enum Behaviour: Sendable {
        /// Answers at once.
        case answer(status: Int, contentType: String, body: String)
        /// Takes the request and never answers.
        case hang
        /// Sends the head, then one byte every `milliseconds`.
        case drip(body: String, milliseconds: Int64)
        /// Sends a head and this many bytes of a valid comment, as fast as it can.
        case flood(bytes: Int)
        /// Sends half of the body it announced, then closes.
        case breakOff(body: String)
        /// Sends the client elsewhere.
        case redirect(location: String)
    }

    /// The port it listens on.
    public let port: Int
    private let channel: any Channel
    private let shared: Shared

    private final class Shared: Sendable {
        struct State {
            var behaviour: Behaviour
            /// The heads of all requests so far.
            public var requests: [HTTPRequestHead] = []
        }

        let state: NIOLockedValueBox<State>

        init(_ behaviour: Behaviour) {
            self.state = NIOLockedValueBox(State(behaviour: behaviour))
        }
    }

    private init(channel: any Channel, shared: Shared) {
        self.channel = channel
        self.shared = shared
        self.port = channel.localAddress?.port ?? 0
    }

    /// Starts an endpoint; port 0 is a free one.
    public static func start(
        _ behaviour: Behaviour,
        compresses: Bool = false,
        port: Int = 0,
        on group: MultiThreadedEventLoopGroup = .singleton
    ) async throws -> LoopbackEndpoint {
        let shared = Shared(behaviour)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    if compresses { try pipeline.addHandler(HTTPResponseCompressor()) }
                    try pipeline.addHandler(Handler(shared))
                }
            }
            .bind(host: "127.0.0.1", port: port)
            .get()
        return LoopbackEndpoint(channel: channel, shared: shared)
    }

    /// Behaves in another way from the next request on.
    public func become(_ behaviour: Behaviour) {
        self.shared.state.withLockedValue { $0.behaviour = behaviour }
    }

    /// The heads of all requests so far.
    public var requests: [HTTPRequestHead] { self.shared.state.withLockedValue { $0.requests } }

    /// The paths of all requests so far, with their queries.
    public var paths: [String] { self.requests.map(\.uri) }

    /// Stops listening.
    public func stop() async throws {
        try await self.channel.close().get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let shared: Shared

        init(_ shared: Shared) {
            self.shared = shared
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch self.unwrapInboundIn(data) {
            case .head(let head):
                self.shared.state.withLockedValue { $0.requests.append(head) }
            case .body:
                break
            case .end:
                self.respond(context, self.shared.state.withLockedValue { $0.behaviour })
            }
        }

        private func respond(_ context: ChannelHandlerContext, _ behaviour: Behaviour) {
            switch behaviour {
            case .answer(let status, let contentType, let body):
                self.head(context, status: status, [("Content-Type", contentType)], length: body.utf8.count)
                self.body(context, body)
                self.end(context)
            case .hang:
                break
            case .drip(let body, let milliseconds):
                self.head(context, status: 200, [("Content-Type", "text/plain")], length: body.utf8.count)
                self.drip(context, Array(body.utf8)[...], milliseconds)
            case .flood(let bytes):
                self.head(context, status: 200, [("Content-Type", "text/plain")], length: bytes)
                self.flood(context, remaining: bytes)
            case .breakOff(let body):
                self.head(context, status: 200, [("Content-Type", "text/plain")], length: body.utf8.count * 2)
                self.body(context, body)
                context.flush()
                context.close(promise: nil)
            case .redirect(let location):
                self.head(context, status: 302, [("Location", location)], length: 0)
                self.end(context)
            }
        }

        private func head(_ context: ChannelHandlerContext, status: Int, _ fields: [(String, String)], length: Int) {
            var headers = HTTPHeaders(fields)
            headers.add(name: "Content-Length", value: "\(length)")
            let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
            context.write(NIOAny(HTTPServerResponsePart.head(head)), promise: nil)
        }

        private func body(_ context: ChannelHandlerContext, _ text: String) {
            let buffer = context.channel.allocator.buffer(string: text)
            context.write(NIOAny(HTTPServerResponsePart.body(.byteBuffer(buffer))), promise: nil)
        }

        private func end(_ context: ChannelHandlerContext) {
            context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)), promise: nil)
        }

        private func drip(_ context: ChannelHandlerContext, _ bytes: ArraySlice<UInt8>, _ milliseconds: Int64) {
            guard context.channel.isActive else { return }
            guard let first = bytes.first else { return self.end(context) }
            let buffer = context.channel.allocator.buffer(bytes: [first])
            context.writeAndFlush(NIOAny(HTTPServerResponsePart.body(.byteBuffer(buffer))), promise: nil)
            context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
                self.drip(context, bytes.dropFirst(), milliseconds)
            }
        }

        private func flood(_ context: ChannelHandlerContext, remaining: Int) {
            guard context.channel.isActive else { return }
            guard remaining > 0 else { return self.end(context) }
            let count = min(remaining, 1 << 20)
            let line = "# " + String(repeating: "x", count: 61) + "\n"
            let text = String(repeating: line, count: count / 64 + 1).prefix(count)
            let buffer = context.channel.allocator.buffer(string: String(text))
            context.writeAndFlush(NIOAny(HTTPServerResponsePart.body(.byteBuffer(buffer))))
                .assumeIsolated()
                .whenSuccess { self.flood(context, remaining: remaining - count) }
        }
    }
}
