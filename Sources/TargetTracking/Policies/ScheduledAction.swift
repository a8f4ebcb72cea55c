/// A scheduled action: new bounds of the capacity at a time.
public struct ScheduledAction: Sendable, Hashable {
    /// The action's name.
    public var name: String
    /// When it runs.
    public var schedule: Schedule
    /// The new minimum capacity; `nil` leaves it.
    public var minimumCapacity: Int?
    /// The new maximum capacity; `nil` leaves it.
    public var maximumCapacity: Int?
    /// No run before this instant, in milliseconds since 1970-01-01 UTC.
    public var notBefore: Milliseconds?
    /// No run after this instant, in milliseconds since 1970-01-01 UTC; the bounds it set stay.
    public var notAfter: Milliseconds?

    /// An action that sets bounds by a schedule.
    public init(
        _ name: String,
        _ schedule: Schedule,
        minimumCapacity: Int? = nil,
        maximumCapacity: Int? = nil,
        notBefore: Milliseconds? = nil,
        notAfter: Milliseconds? = nil
    ) {
        self.name = name
        self.schedule = schedule
        self.minimumCapacity = minimumCapacity
        self.maximumCapacity = maximumCapacity
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}
