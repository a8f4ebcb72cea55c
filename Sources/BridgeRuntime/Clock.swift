import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The time of day, for commands that look at ages.
public enum EpochClock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public static var milliseconds: Int64 { Clock.epochMilliseconds }
}

/// The two clocks the bridge reads: one that never jumps, for schedules, and the time of day, for timestamps.
enum Clock {
    /// Milliseconds on a clock that never jumps.
    static var monotonicMilliseconds: Int64 {
        Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    static var epochMilliseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// The moment of the event loop's clock at which `monotonicMilliseconds` has this value.
    static func deadline(at milliseconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(UInt64(max(0, milliseconds)) * 1_000_000)
    }
}
