/// One address to scrape, after relabelling: where it is, and the labels its samples get.
public struct ScrapeTarget: Sendable, Equatable {
    /// The index of the target's job in the plan.
    public var jobIndex: Int
    /// The protocol.
    public var scheme: ScrapeJob.Scheme
    /// The host's name or address, an IPv6 address without brackets.
    public var host: String
    /// The TCP port.
    public var port: Int
    /// The path of the request with its query.
    public var path: String
    /// The target's labels, `job` and `instance` among them, sorted by name.
    public var labels: [Label]
    /// The time between two scrapes, in milliseconds.
    public var intervalMilliseconds: Int64
    /// How long a scrape may take, in milliseconds.
    public var timeoutMilliseconds: Int64

    /// Creates a target.
    public init(
        jobIndex: Int,
        scheme: ScrapeJob.Scheme,
        host: String,
        port: Int,
        path: String,
        labels: [Label],
        intervalMilliseconds: Int64,
        timeoutMilliseconds: Int64
    ) {
        self.jobIndex = jobIndex
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.labels = labels
        self.intervalMilliseconds = intervalMilliseconds
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// The host and port as they stand in a URL and in the `Host` header.
    public var authority: String {
        let host = self.host.utf8.contains(UInt8(ascii: ":")) ? "[\(self.host)]" : self.host
        let isDefault = self.port == (self.scheme == .http ? 80 : 443)
        return isDefault ? host : "\(host):\(self.port)"
    }

    /// The target's URL.
    public var url: String { "\(self.scheme.rawValue)://\(self.authority)\(self.path)" }
}
