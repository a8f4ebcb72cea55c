/// What the bridge knows of itself, as the health socket tells it.
public struct BridgeStatus: Sendable, Equatable {
    /// Every target, in the order of the plan.
    public var targets: [TargetStatus]
    /// What became of the EMF lines.
    public var sink: SinkTally

    /// How many intervals may pass without a successful scrape before a target counts as unhealthy.
    public static let tolerance: Int64 = 3

    /// Whether every target was scraped with success within ``tolerance`` intervals.
    public var isHealthy: Bool {
        !self.targets.isEmpty && self.targets.allSatisfy(\.isHealthy)
    }
}

/// The state of one target.
public struct TargetStatus: Sendable, Equatable {
    /// The job's name.
    public var job: String
    /// The target's URL.
    public var url: String
    /// `starting`, `values`, `absent` or `failed`.
    public var state: String
    /// A sentence about the last scrape, where it was no success.
    public var detail: String?
    /// The age of the last successful scrape, in milliseconds; nil where there was none.
    public var lastSuccessAgeMilliseconds: Int64?
    /// The time between two scrapes, in milliseconds.
    public var intervalMilliseconds: Int64
    /// How many scrapes have ended.
    public var scrapes: Int

    /// Whether the last successful scrape is younger than three intervals.
    public var isHealthy: Bool {
        guard let age = self.lastSuccessAgeMilliseconds else { return false }
        return age < BridgeStatus.tolerance * self.intervalMilliseconds
    }
}
