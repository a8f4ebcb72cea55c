/// An instant or a length of time in whole milliseconds; instants count from the start of the run.
public typealias Milliseconds = Int

extension Milliseconds {
    /// The given number of seconds.
    public static func seconds(_ count: Int) -> Milliseconds { count * 1000 }

    /// The given number of minutes.
    public static func minutes(_ count: Int) -> Milliseconds { count * 60_000 }

    /// The given number of hours.
    public static func hours(_ count: Int) -> Milliseconds { count * 3_600_000 }
}
