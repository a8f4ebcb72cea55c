/// What one target's scraping is doing: events in, actions out; no clock, no socket, no log inside.
///
/// Times are milliseconds on one monotonic clock. Every target has a machine of its own, so that none can delay
/// another.
public struct TargetStateMachine: Sendable {
    /// What the caller has to do.
    public enum Action: Sendable, Equatable {
        /// Start a scrape that may take this long.
        case beginScrape(timeoutMilliseconds: Int64)
        /// Call ``TargetStateMachine/timerFired(at:)`` at this time.
        case wake(at: Int64)
        /// Tell the operator that the target's state changed.
        case report(StateChange)
    }

    /// A change of a target's state, told once.
    public struct StateChange: Sendable, Equatable {
        /// What the last scrape found.
        public var outcome: ScrapeOutcome
        /// How many scrapes in a row ended in the state before this one.
        public var previousCount: Int
        /// Whether this is the first scrape of the target.
        public var isFirst: Bool
    }

    private var schedule: ScrapeSchedule
    private let timeoutMilliseconds: Int64
    private var begunAt: Int64?
    private var stopped = false
    private var state: String?
    private var count = 0

    /// When the last scrape with values ended; nil before the first.
    public private(set) var lastValuesAt: Int64?
    /// How the last scrape ended; nil before the first.
    public private(set) var lastOutcome: ScrapeOutcome?
    /// How many scrapes have ended.
    public private(set) var scrapeCount = 0
    /// How many moments of the grid passed while a scrape was still under way.
    public private(set) var skippedCount = 0

    /// Creates a machine for a target whose first scrape is due at `start`.
    public init(intervalMilliseconds: Int64, timeoutMilliseconds: Int64, start: Int64) {
        self.schedule = ScrapeSchedule(intervalMilliseconds: intervalMilliseconds, start: start)
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// Whether a scrape is under way.
    public var isScraping: Bool { self.begunAt != nil }

    /// A moment of the schedule has come.
    public mutating func timerFired(at now: Int64) -> [Action] {
        if self.stopped { return [] }
        if self.begunAt != nil {
            self.skippedCount += 1
            return [.wake(at: self.schedule.next(after: now))]
        }
        self.begunAt = now
        return [.beginScrape(timeoutMilliseconds: self.timeoutMilliseconds)]
    }

    /// The scrape under way has ended.
    public mutating func scrapeEnded(_ outcome: ScrapeOutcome, at now: Int64) -> [Action] {
        guard let begunAt = self.begunAt else { return [] }
        self.begunAt = nil
        self.scrapeCount += 1
        self.lastOutcome = outcome
        switch outcome {
        case .values:
            self.lastValuesAt = now
            self.schedule.answered(scrapeBegunAt: begunAt)
        case .absent:
            self.schedule.answered(scrapeBegunAt: begunAt)
        case .failed:
            break
        }
        var actions: [Action] = []
        let state = Self.name(of: outcome)
        if state != self.state {
            actions.append(
                .report(StateChange(outcome: outcome, previousCount: self.count, isFirst: self.state == nil))
            )
            self.state = state
            self.count = 0
        }
        self.count += 1
        if !self.stopped { actions.append(.wake(at: self.schedule.next(after: now))) }
        return actions
    }

    /// Begins no further scrape; one under way may still end.
    public mutating func stop() {
        self.stopped = true
    }

    private static func name(of outcome: ScrapeOutcome) -> String {
        switch outcome {
        case .values: "values"
        case .absent(.noSamples): "no-samples"
        case .absent(.notSelected): "not-selected"
        case .failed(let failure): failure.kind
        }
    }
}
