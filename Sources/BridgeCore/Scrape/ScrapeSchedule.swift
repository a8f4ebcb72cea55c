/// When a target is scraped: at once, then on a steady grid that no slow scrape can shift.
///
/// Until a target has answered for the first time it is tried every second, because a sidecar usually starts before
/// the service beside it; the grid begins with the first answer. A target that stays silent for a minute is from
/// then on tried once per interval.
public struct ScrapeSchedule: Sendable, Equatable {
    /// How long a target that never answered is tried every second, in milliseconds.
    public static let eagerMilliseconds: Int64 = 60_000
    /// The time between two eager tries, in milliseconds.
    public static let eagerIntervalMilliseconds: Int64 = 1000

    /// The time between two scrapes, in milliseconds.
    public let intervalMilliseconds: Int64
    private let start: Int64
    private var origin: Int64?

    /// Creates a schedule whose first scrape is due at `start`, in milliseconds on any monotonic clock.
    ///
    /// - Precondition: the interval is positive.
    public init(intervalMilliseconds: Int64, start: Int64) {
        precondition(intervalMilliseconds > 0, "The scrape interval must be positive")
        self.intervalMilliseconds = intervalMilliseconds
        self.start = start
        self.origin = nil
    }

    /// Notes that the scrape begun at `time` was answered; the first such time is the origin of the grid.
    public mutating func answered(scrapeBegunAt time: Int64) {
        if self.origin == nil { self.origin = time }
    }

    /// The first moment after `time` at which a scrape is due.
    public func next(after time: Int64) -> Int64 {
        if let origin = self.origin { return Self.next(after: time, origin: origin, step: self.intervalMilliseconds) }
        let eager = min(Self.eagerIntervalMilliseconds, self.intervalMilliseconds)
        if time - self.start < Self.eagerMilliseconds {
            return Self.next(after: time, origin: self.start, step: eager)
        }
        return Self.next(after: time, origin: self.start, step: self.intervalMilliseconds)
    }

    private static func next(after time: Int64, origin: Int64, step: Int64) -> Int64 {
        if time < origin { return origin }
        return origin + ((time - origin) / step + 1) * step
    }
}
