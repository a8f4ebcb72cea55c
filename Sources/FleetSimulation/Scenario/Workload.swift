/// The clients that come and go: who they are is decided before, and independently of, what the fleet does.
public struct Workload: Sendable, Hashable {
    /// The clients online when the run begins.
    public var initial: InitialClients
    /// The streams of clients that come during the run.
    public var sources: [ClientSource]

    /// Creates a workload.
    public init(initial: InitialClients = .none, sources: [ClientSource]) {
        self.initial = initial
        self.sources = sources
    }

    /// The same workload with every stream of clients, and the initial ones, multiplied.
    ///
    /// - Parameter factor: The factor; 2 doubles the load.
    /// - Returns: The larger or smaller workload.
    public func scaled(by factor: Double) -> Workload {
        Workload(
            initial: initial.scaled(by: factor),
            sources: sources.map { source in
                var source = source
                source.arrivals = source.arrivals.scaled(by: factor)
                return source
            }
        )
    }
}

/// The clients connected at the first instant.
public enum InitialClients: Sendable, Hashable {
    /// Nobody.
    case none
    /// This many, placed by the load balancer; their remaining sessions are drawn in seconds.
    case count(Int, sessionSeconds: Distribution)
    /// A number for each of the first tasks; their remaining sessions are drawn in seconds.
    case perTask([Int], sessionSeconds: Distribution)

    func scaled(by factor: Double) -> InitialClients {
        func scale(_ count: Int) -> Int { Int((Double(count) * factor).rounded()) }
        return switch self {
        case .none: .none
        case .count(let count, let session): .count(scale(count), sessionSeconds: session)
        case .perTask(let counts, let session): .perTask(counts.map(scale), sessionSeconds: session)
        }
    }
}

/// One stream of clients.
public struct ClientSource: Sendable, Hashable {
    /// What the report calls it.
    public var name: String
    /// When its clients come.
    public var arrivals: ArrivalPattern
    /// How long a client stays in seconds; unused with ``ArrivalPattern/concurrency(_:)``.
    public var sessionSeconds: Distribution

    /// Creates a stream of clients.
    public init(name: String, arrivals: ArrivalPattern, sessionSeconds: Distribution) {
        self.name = name
        self.arrivals = arrivals
        self.sessionSeconds = sessionSeconds
    }
}

/// When the clients of a source come.
public enum ArrivalPattern: Sendable, Hashable {
    /// Independently of each other, at a rate in clients per second (a Poisson process).
    case poisson(LoadShape)
    /// Evenly spaced at a rate in clients per second: client k comes when the integral of the rate reaches k - 1/2.
    case regular(LoadShape)
    /// As many as needed for this number to be online: a rise brings clients, a fall lets random ones go.
    case concurrency(LoadShape)
    /// Exactly this many, each at `startSeconds` plus a draw in seconds.
    case cohort(clients: Int, startSeconds: Double, offsetSeconds: Distribution)

    func scaled(by factor: Double) -> ArrivalPattern {
        switch self {
        case .poisson(let shape): .poisson(.scaled(by: factor, shape))
        case .regular(let shape): .regular(.scaled(by: factor, shape))
        case .concurrency(let shape): .concurrency(.scaled(by: factor, shape))
        case .cohort(let clients, let start, let offset):
            .cohort(
                clients: Int((Double(clients) * factor).rounded()),
                startSeconds: start,
                offsetSeconds: offset
            )
        }
    }
}
