/// What every client does: how it connects, when its token runs out, and how it comes back.
public struct ClientBehavior: Sendable, Hashable {
    /// The kinds of clients and their shares.
    public var profiles: [ClientProfile]
    /// From the start of an attempt to its answer, in seconds: network, TLS and authentication.
    public var connectSeconds: Distribution
    /// The life of a token in seconds, at most a day (powersync.md 2.6), or nil for streams that never expire.
    public var tokenLifetimeSeconds: Distribution?
    /// The share of refreshes that fail, so that the stream ends at expiry and the client waits its retry delay.
    public var refreshFailureProbability: Double
    /// Whether a session is counted from the client's arrival or from its first connection.
    public var sessionClock: SessionClock

    /// Creates a behaviour.
    public init(
        profiles: [ClientProfile] = [ClientProfile(name: "HTTP")],
        connectSeconds: Distribution = .constant(0),
        tokenLifetimeSeconds: Distribution? = nil,
        refreshFailureProbability: Double = 0,
        sessionClock: SessionClock = .arrival
    ) {
        self.profiles = profiles
        self.connectSeconds = connectSeconds
        self.tokenLifetimeSeconds = tokenLifetimeSeconds
        self.refreshFailureProbability = refreshFailureProbability
        self.sessionClock = sessionClock
    }
}

/// What starts the clock of a session.
public enum SessionClock: Sendable, Hashable {
    /// The user stays for a while, connected or not: waiting takes away from the session.
    case arrival
    /// The session is a service time: it starts with the first connection.
    case firstConnection
}

/// One kind of client: a transport and the delays of one SDK (powersync.md 3).
public struct ClientProfile: Sendable, Hashable {
    /// What the report calls it.
    public var name: String
    /// How common it is, relative to the other profiles' shares.
    public var share: Double
    /// The transport, which decides the limit that applies.
    public var transport: Transport
    /// The delay after a connection was cut.
    public var afterCut: RetryLaw
    /// The delay after an attempt was refused.
    public var afterRefusal: RetryLaw
    /// How long before expiry a client moves to a fresh token, in seconds.
    public var refreshLeadSeconds: Distribution

    /// Creates a kind of client.
    public init(
        name: String,
        share: Double = 1,
        transport: Transport = .http,
        afterCut: RetryLaw = .constantFiveSeconds,
        afterRefusal: RetryLaw = .constantFiveSeconds,
        refreshLeadSeconds: Distribution = .uniform(from: 20, to: 30)
    ) {
        self.name = name
        self.share = share
        self.transport = transport
        self.afterCut = afterCut
        self.afterRefusal = afterRefusal
        self.refreshLeadSeconds = refreshLeadSeconds
    }
}

/// How a stream reaches the service; each transport has its own limit.
public enum Transport: Int, Sendable, Hashable, CaseIterable {
    /// A streamed HTTP response.
    case http = 0
    /// A WebSocket.
    case webSocket = 1
}

/// How long a client waits before it tries again.
public struct RetryLaw: Sendable, Hashable {
    /// The delay before the first retry, in seconds.
    public var delaySeconds: Distribution
    /// What the delay is multiplied with after each further refusal in a row; 1 means no backoff.
    public var growthFactor: Double
    /// The longest delay in seconds after growth.
    public var maximumSeconds: Double
    /// After how many refusals in a row the client gives up; nil means never, 0 at the first.
    public var maximumRetries: Int?

    /// Creates a law.
    public init(
        delaySeconds: Distribution,
        growthFactor: Double = 1,
        maximumSeconds: Double = 86_400,
        maximumRetries: Int? = nil
    ) {
        self.delaySeconds = delaySeconds
        self.growthFactor = growthFactor
        self.maximumSeconds = maximumSeconds
        self.maximumRetries = maximumRetries
    }

    /// 5.0 s sharp: every released SDK (powersync.md 3).
    public static let constantFiveSeconds = RetryLaw(delaySeconds: .constant(5))
    /// 4.5 s to 5.5 s: the JavaScript SDK since August 2026 (powersync.md 3).
    public static let fiveSecondsWithJitter = RetryLaw(delaySeconds: .uniform(from: 4.5, to: 5.5))
    /// At once: .NET up to 0.1.2 after an error (powersync.md 3).
    public static let immediate = RetryLaw(delaySeconds: .constant(0))
    /// Never again: blocked calls are cleared.
    public static let never = RetryLaw(delaySeconds: .constant(0), maximumRetries: 0)
}
