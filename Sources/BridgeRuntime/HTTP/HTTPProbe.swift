public import BridgeCore
import NIOCore
import NIOHTTP1
import NIOPosix

/// Makes a single GET request and keeps the whole answer, for commands that look at an endpoint once.
public enum HTTPProbe {
    /// What came of a request.
    public struct Answer: Sendable {
        /// The status; nil where no head arrived.
        public var status: Int?
        /// The `Content-Type` header.
        public var contentType: String?
        /// The body as far as it arrived, decompressed.
        public var body: [UInt8] = []
        /// Why the exchange failed; nil where it did not.
        public var failure: ScrapeFailure?
        /// How long the exchange took, in milliseconds.
        public var milliseconds: Int64 = 0
    }

    /// Gets a URL as a scrape would.
    public static func get(
        _ url: HTTPURL,
        timeoutMilliseconds: Int64,
        bodyLimit: Int = 64 << 20,
        tls: TLSPlan = TLSPlan()
    ) async throws -> Answer {
        let context = url.scheme == .https ? try TLSContexts.context(for: tls) : nil
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let eventLoop = group.next()
        let request = HTTPRequest(
            scheme: url.scheme,
            host: url.host,
            port: url.port,
            path: url.path,
            headers: HTTPHeaders(ScrapeHeaders.fixed),
            bodyLimit: bodyLimit,
            timeoutMilliseconds: timeoutMilliseconds,
            redirectLimit: 10
        )
        let promise = eventLoop.makePromise(of: Answer.self)
        eventLoop.execute {
            var answer = Answer()
            let start = Clock.monotonicMilliseconds
            // The events' closure keeps the exchange alive until its last event.
            var exchange: HTTPExchange?
            exchange = HTTPExchange(request, tls: context, serverName: tls.serverName, eventLoop: eventLoop) { event in
                switch event {
                case .head(let status, let contentType):
                    answer.status = status
                    answer.contentType = contentType
                    return
                case .body(let buffer):
                    answer.body.append(contentsOf: buffer.readableBytesView)
                    return
                case .end:
                    break
                case .failed(let failure):
                    answer.failure = failure
                }
                answer.milliseconds = Clock.monotonicMilliseconds - start
                promise.succeed(answer)
                exchange = nil
            }
            exchange?.start()
        }
        let answer = try await promise.futureResult.get()
        try await group.shutdownGracefully()
        return answer
    }
}
