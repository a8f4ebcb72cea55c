import BridgeCore
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// One request and its answer on a connection of its own, bounded in time and size; lives on one event loop.
///
/// The events are `head` at most once, then any number of `body`, then exactly one of `end` and `failed`; none comes
/// after ``cancel()``.
final class HTTPExchange {
    enum Event {
        case head(status: Int, contentType: String?)
        case body(ByteBuffer)
        case end
        case failed(ScrapeFailure)
    }

    private var request: HTTPRequest
    private let tls: NIOSSLContext?
    private let serverName: String?
    private let eventLoop: any EventLoop
    private var onEvent: ((Event) -> Void)?
    private var channel: (any Channel)?
    private var deadline: Scheduled<Void>?
    private var receivedBytes = 0
    private var hasFinalHead = false
    private var redirect: HTTPRequest?

    init(
        _ request: HTTPRequest,
        tls: NIOSSLContext?,
        serverName: String?,
        eventLoop: any EventLoop,
        onEvent: @escaping (Event) -> Void
    ) {
        self.request = request
        self.tls = tls
        self.serverName = serverName
        self.eventLoop = eventLoop
        self.onEvent = onEvent
    }

    func start() {
        self.eventLoop.preconditionInEventLoop()
        let timeout = self.request.timeoutMilliseconds
        self.deadline = self.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(timeout)) {
            self.finish(.failed(.timedOut(milliseconds: timeout)))
        }
        self.connect()
    }

    /// Ends the exchange without a further event.
    func cancel() {
        self.onEvent = nil
        self.close()
    }

    private func connect() {
        var addresses: [SocketAddress] = []
        // A name that means loopback needs no resolver, which an image without a C library's name service lacks.
        let hosts = self.request.host == "localhost" ? ["127.0.0.1", "::1"] : [self.request.host]
        for host in hosts {
            if let address = try? SocketAddress(ipAddress: host, port: self.request.port) { addresses.append(address) }
        }
        self.connect(to: addresses[...])
    }

    private func connect(to addresses: ArraySlice<SocketAddress>) {
        guard self.onEvent != nil else { return }
        let bound = NIOLoopBound(self, eventLoop: self.eventLoop)
        let bootstrap = ClientBootstrap(group: self.eventLoop)
            .connectTimeout(.milliseconds(self.request.timeoutMilliseconds))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try bound.value.configure(channel) }
            }
        let connected =
            if let address = addresses.first {
                bootstrap.connect(to: address)
            } else {
                bootstrap.connect(host: self.request.host, port: self.request.port)
            }
        connected.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let channel):
                if self.onEvent == nil { channel.close(promise: nil) }
            case .failure(let error):
                self.channel = nil
                let rest = addresses.dropFirst()
                if rest.isEmpty { self.finish(.failed(Self.failure(error))) } else { self.connect(to: rest) }
            }
        }
    }

    private func configure(_ channel: any Channel) throws {
        self.channel = channel
        let pipeline = channel.pipeline.syncOperations
        if self.request.scheme == .https {
            guard let tls = self.tls else { throw MissingTLSContext() }
            let name = self.serverName ?? (Self.isAddress(self.request.host) ? nil : self.request.host)
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
        }
        try pipeline.addHTTPClientHandlers()
        try pipeline.addHandler(NIOHTTPResponseDecompressor(limit: .size(self.request.bodyLimit)))
        try pipeline.addHandler(Handler(self))
    }

    private struct MissingTLSContext: Error {}

    private static func isAddress(_ host: String) -> Bool {
        (try? SocketAddress(ipAddress: host, port: 0)) != nil
    }

    fileprivate func connectionReady(_ context: ChannelHandlerContext) {
        var headers = self.request.headers
        headers.replaceOrAdd(name: "Host", value: self.request.authority)
        headers.replaceOrAdd(name: "Connection", value: "close")
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: self.request.path, headers: headers)
        context.write(NIOAny(HTTPClientRequestPart.head(head)), promise: nil)
        context.writeAndFlush(NIOAny(HTTPClientRequestPart.end(nil)), promise: nil)
    }

    fileprivate func received(_ part: HTTPClientResponsePart) {
        switch part {
        case .head(let head):
            let status = Int(head.status.code)
            if (301...308).contains(status), status != 304, self.request.redirectLimit > 0,
                let location = head.headers.first(name: "Location"),
                let next = self.request.following(location: location)
            {
                self.redirect = next
                return
            }
            self.hasFinalHead = true
            self.onEvent?(.head(status: status, contentType: head.headers.first(name: "Content-Type")))
        case .body(let buffer):
            guard self.redirect == nil else { return }
            self.receivedBytes += buffer.readableBytes
            if self.receivedBytes > self.request.bodyLimit {
                self.finish(.failed(.bodyTooLarge(limitBytes: self.request.bodyLimit)))
            } else {
                self.onEvent?(.body(buffer))
            }
        case .end:
            if let next = self.redirect {
                self.redirect = nil
                self.request = next
                let left = self.channel
                self.channel = nil
                left?.close(promise: nil)
                self.connect()
            } else {
                self.finish(.end)
            }
        }
    }

    fileprivate func connectionEnded(_ channel: any Channel, error: (any Error)?) {
        // A redirection leaves the connection of its answer behind, a failed attempt the one it tried.
        guard let current = self.channel, current === channel else { return }
        if let error {
            if case NIOHTTPDecompression.DecompressionError.limit = error {
                self.finish(.failed(.bodyTooLarge(limitBytes: self.request.bodyLimit)))
            } else {
                self.finish(.failed(Self.failure(error)))
            }
        } else {
            let detail = self.hasFinalHead ? "it was closed within the body" : "it was closed without an answer"
            self.finish(.failed(.connectionLost(detail)))
        }
    }

    private func finish(_ event: Event) {
        guard let onEvent = self.onEvent else { return }
        self.onEvent = nil
        self.close()
        onEvent(event)
    }

    private func close() {
        self.deadline?.cancel()
        self.deadline = nil
        let channel = self.channel
        self.channel = nil
        channel?.close(promise: nil)
    }

    /// What an error of a connection means for the scrape.
    static func failure(_ error: any Error) -> ScrapeFailure {
        switch error {
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            return .refused
        case let error as IOError:
            return .connectionLost(error.description)
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first { return Self.failure(first.error) }
            let detail = error.dnsAError ?? error.dnsAAAAError
            return .unresolved(detail.map { "\($0)" } ?? "\(error.host) has no address")
        case ChannelError.connectTimeout(let amount):
            return .timedOut(milliseconds: amount.nanoseconds / 1_000_000)
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            return .tls("\(error)")
        case HTTPParserError.invalidEOFState:
            return .connectionLost("it was closed within the answer")
        case is HTTPParserError:
            return .malformed("it is not HTTP: \(error)")
        default:
            return .connectionLost("\(error)")
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPClientResponsePart
        typealias OutboundOut = HTTPClientRequestPart

        private let exchange: HTTPExchange

        init(_ exchange: HTTPExchange) {
            self.exchange = exchange
        }

        func channelActive(context: ChannelHandlerContext) {
            self.exchange.connectionReady(context)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.exchange.received(self.unwrapInboundIn(data))
        }

        func channelInactive(context: ChannelHandlerContext) {
            self.exchange.connectionEnded(context.channel, error: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            self.exchange.connectionEnded(context.channel, error: error)
            context.close(promise: nil)
        }
    }
}
