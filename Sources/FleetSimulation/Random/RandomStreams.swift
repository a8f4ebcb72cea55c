/// What a random number is for; the same entity draws different numbers for different purposes.
enum DrawPurpose: UInt32 {
    case arrival = 1
    case session = 2
    case profile = 3
    case connect = 4
    case retry = 5
    case token = 6
    case refresh = 7
    case routing = 8
    case startPhase = 9
    case scrapePhase = 10
    case healthCheck = 11
    case victim = 12
    case shutdown = 13
    case alarmPhase = 14
    case departure = 15
    case connectWork = 16
}

/// Keyed random numbers: `f(seed, entity, purpose, n)`, whoever asks and whenever.
///
/// Two runs with one seed see the same clients and the same start latencies, however their policies differ: common
/// random numbers by construction (simulation.md 3.1).
struct RandomStreams: Sendable {
    /// The seed of the run.
    let seed: UInt64

    /// Two independent words.
    @inline(__always)
    func words(_ entity: UInt64, _ purpose: DrawPurpose, _ n: UInt32) -> (UInt64, UInt64) {
        let block = Philox.block(
            counter: (low: entity, high: UInt64(purpose.rawValue) << 32 | UInt64(n)),
            key: seed
        )
        return (block.low, block.high)
    }

    /// A number strictly between 0 and 1.
    @inline(__always)
    func uniform(_ entity: UInt64, _ purpose: DrawPurpose, _ n: UInt32 = 0) -> Double {
        Self.uniform(words(entity, purpose, n).0)
    }

    /// A whole number below `bound`, which must be positive.
    @inline(__always)
    func index(below bound: Int, _ entity: UInt64, _ purpose: DrawPurpose, _ n: UInt32 = 0) -> Int {
        Int(truncatingIfNeeded: words(entity, purpose, n).0.multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// The middle of one of 2^52 equal parts of the unit interval.
    @inline(__always)
    static func uniform(_ word: UInt64) -> Double {
        (Double(word >> 12) + 0.5) * 0x1p-52
    }
}
