import BridgeCore
import LoopbackSupport
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import BridgeRuntime

struct HTTPExchangeTests {
    private struct Result: Equatable {
        var status: Int?
        var contentType: String?
        var body = ""
        var failure: ScrapeFailure?
    }

    private func get(_ request: HTTPRequest) async throws -> Result {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = eventLoop.makePromise(of: Result.self)
        let keep = NIOLockedValueBox<[NIOLoopBound<HTTPExchange>]>([])
        try await eventLoop.submit {
            var result = Result()
            let exchange = HTTPExchange(request, tls: nil, serverName: nil, eventLoop: eventLoop) { event in
                switch event {
                case .head(let status, let contentType):
                    result.status = status
                    result.contentType = contentType
                case .body(let buffer):
                    result.body += String(buffer: buffer)
                case .end:
                    promise.succeed(result)
                case .failed(let failure):
                    result.failure = failure
                    promise.succeed(result)
                }
            }
            keep.withLockedValue { $0.append(NIOLoopBound(exchange, eventLoop: eventLoop)) }
            exchange.start()
        }.get()
        return try await promise.futureResult.get()
    }

    private func request(
        port: Int,
        host: String = "127.0.0.1",
        timeout: Int64 = 5000,
        limit: Int = 1 << 20
    ) -> HTTPRequest {
        HTTPRequest(
            scheme: .http,
            host: host,
            port: port,
            path: "/metrics?a=b",
            headers: HTTPHeaders([("Accept-Encoding", "gzip"), ("Authorization", "Bearer x")]),
            bodyLimit: limit,
            timeoutMilliseconds: timeout,
            redirectLimit: 2
        )
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `an answer arrives whole`(host: String) async throws {
        let endpoint = try await LoopbackEndpoint.start(.answer(status: 200, contentType: "text/plain", body: "a 1\n"))
        let result = try await self.get(self.request(port: endpoint.port, host: host))
        #expect(result == Result(status: 200, contentType: "text/plain", body: "a 1\n"))
        let head = try #require(endpoint.requests.first)
        #expect(head.uri == "/metrics?a=b")
        #expect(head.headers["Host"] == ["\(host):\(endpoint.port)"])
        try await endpoint.stop()
    }

    @Test func `a compressed answer is decompressed`() async throws {
        let text = String(repeating: "metric{label=\"value\"} 1\n", count: 2000)
        let endpoint = try await LoopbackEndpoint.start(
            .answer(status: 200, contentType: "text/plain", body: text),
            compresses: true
        )
        let result = try await self.get(self.request(port: endpoint.port))
        #expect(result.body == text)
        try await endpoint.stop()
    }

    @Test func `a compressed answer over the limit is refused`() async throws {
        let text = String(repeating: "metric{label=\"value\"} 1\n", count: 100_000)
        let endpoint = try await LoopbackEndpoint.start(
            .answer(status: 200, contentType: "text/plain", body: text),
            compresses: true
        )
        let result = try await self.get(self.request(port: endpoint.port, limit: 100_000))
        #expect(result.failure == .bodyTooLarge(limitBytes: 100_000))
        try await endpoint.stop()
    }

    @Test func `a port where nothing listens is refused`() async throws {
        let endpoint = try await LoopbackEndpoint.start(.hang)
        try await endpoint.stop()
        let result = try await self.get(self.request(port: endpoint.port))
        #expect(result == Result(failure: .refused))
    }

    @Test func `a silent or dripping target times out`() async throws {
        let endpoint = try await LoopbackEndpoint.start(.hang)
        let silent = try await self.get(self.request(port: endpoint.port, timeout: 200))
        endpoint.become(.drip(body: String(repeating: "a 1\n", count: 1000), milliseconds: 20))
        let dripping = try await self.get(self.request(port: endpoint.port, timeout: 200))
        #expect([silent.failure, dripping.failure] == [.timedOut(milliseconds: 200), .timedOut(milliseconds: 200)])
        try await endpoint.stop()
    }

    @Test func `a gigabyte is cut off at the limit`() async throws {
        let endpoint = try await LoopbackEndpoint.start(.flood(bytes: 1 << 30))
        let result = try await self.get(self.request(port: endpoint.port, limit: 1 << 20))
        #expect(result.failure == .bodyTooLarge(limitBytes: 1 << 20))
        #expect(result.body.utf8.count <= 1 << 20)
        try await endpoint.stop()
    }

    @Test func `a connection that breaks within the body is lost`() async throws {
        let endpoint = try await LoopbackEndpoint.start(.breakOff(body: "a 1\n"))
        let result = try await self.get(self.request(port: endpoint.port))
        guard case .connectionLost = result.failure else {
            Issue.record("expected a lost connection, got \(result)")
            return
        }
        try await endpoint.stop()
    }

    @Test func `a redirection is followed, without credentials on another host`() async throws {
        let destination = try await LoopbackEndpoint.start(
            .answer(status: 200, contentType: "text/plain", body: "b 2\n")
        )
        let endpoint = try await LoopbackEndpoint.start(.redirect(location: "http://127.0.0.1:\(destination.port)/x"))
        let result = try await self.get(self.request(port: endpoint.port))
        #expect(result.body == "b 2\n")
        #expect(endpoint.requests.first?.headers["Authorization"] == ["Bearer x"])
        #expect(destination.requests.first?.headers["Authorization"] == [])
        #expect(destination.requests.first?.uri == "/x")
        try await endpoint.stop()
        try await destination.stop()
    }

    @Test func `redirections in a circle end with the status`() async throws {
        let endpoint = try await LoopbackEndpoint.start(.redirect(location: "/again"))
        let result = try await self.get(self.request(port: endpoint.port))
        #expect(result.status == 302)
        #expect(endpoint.requests.count == 3)
        try await endpoint.stop()
    }
}
