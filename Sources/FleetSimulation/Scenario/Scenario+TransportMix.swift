extension Scenario {
    /// The part of the clients that uses a transport, 0 to 1.
    public func share(of transport: Transport) -> Double {
        let all = clients.profiles.reduce(0) { $0 + $1.share }
        return clients.profiles.filter { $0.transport == transport }.reduce(0) { $0 + $1.share } / max(all, 0.000_001)
    }

    /// The connections a task holds when the first of its limits is reached, in the scenario's mix of transports.
    ///
    /// The service counts HTTP streams and WebSockets apart (powersync.md 2.1): with 70 % HTTP and 200 places for each,
    /// the HTTP places fill first, at 200 / 70 % = 285 connections.
    public var connectionsAtLimit: Int {
        guard !limits.sharedAcrossTransports else { return limits.httpConnections }
        let bounds = [(limits.httpConnections, share(of: .http)), (limits.webSocketConnections, share(of: .webSocket))]
        return bounds.filter { $0.1 > 0 }.map { Int(min(Double($0.0) / $0.1, 1e15)) }.min() ?? limits.httpConnections
    }
}
