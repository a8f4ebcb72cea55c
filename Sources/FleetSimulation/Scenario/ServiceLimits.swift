/// What one task takes before it refuses with 429 (powersync.md 2.1).
public struct ServiceLimits: Sendable, Hashable {
    /// Streams over HTTP that one task takes.
    public var httpConnections: Int
    /// Streams over WebSocket that one task takes.
    public var webSocketConnections: Int
    /// Whether both transports share `httpConnections` as one limit; the service counts them apart.
    public var sharedAcrossTransports: Bool
    /// Attempts a full task keeps waiting instead of refusing them; 0 in the service.
    public var queueDepth: Int

    /// Creates limits.
    public init(
        httpConnections: Int = 200,
        webSocketConnections: Int = 200,
        sharedAcrossTransports: Bool = false,
        queueDepth: Int = 0
    ) {
        self.httpConnections = httpConnections
        self.webSocketConnections = webSocketConnections
        self.sharedAcrossTransports = sharedAcrossTransports
        self.queueDepth = queueDepth
    }

    /// The same limit for each transport.
    public init(connections: Int, queueDepth: Int = 0) {
        self.init(httpConnections: connections, webSocketConnections: connections, queueDepth: queueDepth)
    }
}
