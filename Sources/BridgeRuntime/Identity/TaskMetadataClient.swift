import BridgeCore
import Logging
import NIOCore
import NIOHTTP1

/// Asks the ECS task metadata endpoint, version 4, who the task is.
///
/// The endpoint can be a moment late, so it is asked again up to five times, one second apart. Without an answer the
/// bridge goes on with what flags and environment told it.
///
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html>.
final class TaskMetadataClient {
    static let tries = 5
    private static let bodyLimit = 1 << 20
    private static let timeoutMilliseconds: Int64 = 2000

    private let baseURL: String
    private let eventLoop: any EventLoop
    private let logger: Logger
    private var onEnd: ((TaskIdentity?) -> Void)?
    private var exchange: HTTPExchange?
    private var body: [UInt8] = []
    private var status = 0
    private var attempt = 0

    init(
        baseURL: String,
        eventLoop: any EventLoop,
        logger: Logger,
        onEnd: @escaping (TaskIdentity?) -> Void
    ) {
        self.baseURL = baseURL
        self.eventLoop = eventLoop
        self.logger = logger
        self.onEnd = onEnd
    }

    func start() {
        guard let url = HTTPURL(self.baseURL + "/task") else {
            self.logger.warning(
                "ECS_CONTAINER_METADATA_URI_V4 is no http URL; the task's identity stays unknown",
                metadata: ["value": "\(self.baseURL)"]
            )
            self.end(nil)
            return
        }
        self.attempt += 1
        self.body.removeAll(keepingCapacity: true)
        let request = HTTPRequest(
            scheme: url.scheme,
            host: url.host,
            port: url.port,
            path: url.path,
            headers: HTTPHeaders([("Accept", "application/json")]),
            bodyLimit: Self.bodyLimit,
            timeoutMilliseconds: Self.timeoutMilliseconds,
            redirectLimit: 0
        )
        let exchange = HTTPExchange(request, tls: nil, serverName: nil, eventLoop: self.eventLoop) { event in
            self.received(event)
        }
        self.exchange = exchange
        exchange.start()
    }

    /// Ends the client without an answer to its caller.
    func cancel() {
        self.onEnd = nil
        self.exchange?.cancel()
        self.exchange = nil
    }

    private func received(_ event: HTTPExchange.Event) {
        switch event {
        case .head(let status, _):
            self.status = status
        case .body(let buffer):
            self.body.append(contentsOf: buffer.readableBytesView)
        case .end:
            guard self.status == 200 else {
                self.retry("the endpoint answered with status \(self.status)")
                return
            }
            do {
                let identity = try TaskMetadata.identity(in: self.body)
                self.logger.info("read the task's identity", metadata: Self.metadata(identity))
                self.end(identity)
            } catch {
                self.retry("\(error)")
            }
        case .failed(let failure):
            self.retry(failure.sentence)
        }
    }

    private func retry(_ reason: String) {
        self.exchange = nil
        if self.attempt >= Self.tries {
            self.logger.warning(
                "the task metadata endpoint gave no identity; dimensions that need it will be missing",
                metadata: ["url": "\(self.baseURL)/task", "reason": "\(reason)", "tries": "\(self.attempt)"]
            )
            self.end(nil)
            return
        }
        self.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
            if self.onEnd != nil { self.start() }
        }
    }

    private func end(_ identity: TaskIdentity?) {
        let onEnd = self.onEnd
        self.onEnd = nil
        self.exchange = nil
        onEnd?(identity)
    }

    private static func metadata(_ identity: TaskIdentity) -> Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        for label in identity.labels { metadata[label.name] = "\(label.value)" }
        return metadata
    }
}
