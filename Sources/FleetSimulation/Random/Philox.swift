/// The generator Philox4x32-10: four random words as a pure function of a counter and a key.
///
/// It is that of Salmon, Moraes, Dror and Shaw (SC11).
///
/// There is no state, so the order of draws and the number of threads cannot matter.
public enum Philox {
    /// The block of four words for a counter and a key.
    ///
    /// - Parameters:
    ///   - counter: Four 32-bit words, the first in the low half of `low`.
    ///   - key: Two 32-bit words, the first in the low half.
    /// - Returns: The four words, packed as the counter is.
    @inline(__always)
    public static func block(counter: (low: UInt64, high: UInt64), key: UInt64) -> (low: UInt64, high: UInt64) {
        var c0 = UInt32(truncatingIfNeeded: counter.low)
        var c1 = UInt32(truncatingIfNeeded: counter.low >> 32)
        var c2 = UInt32(truncatingIfNeeded: counter.high)
        var c3 = UInt32(truncatingIfNeeded: counter.high >> 32)
        var k0 = UInt32(truncatingIfNeeded: key)
        var k1 = UInt32(truncatingIfNeeded: key >> 32)
        for _ in 0..<10 {
            let p0 = UInt64(0xd251_1f53) &* UInt64(c0)
            let p1 = UInt64(0xcd9e_8d57) &* UInt64(c2)
            let n0 = UInt32(truncatingIfNeeded: p1 >> 32) ^ c1 ^ k0
            let n2 = UInt32(truncatingIfNeeded: p0 >> 32) ^ c3 ^ k1
            c1 = UInt32(truncatingIfNeeded: p1)
            c3 = UInt32(truncatingIfNeeded: p0)
            c0 = n0
            c2 = n2
            k0 = k0 &+ 0x9e37_79b9
            k1 = k1 &+ 0xbb67_ae85
        }
        return (UInt64(c1) << 32 | UInt64(c0), UInt64(c3) << 32 | UInt64(c2))
    }
}

/// SplitMix64 of Steele, Lea and Flood (2014), used to derive seeds and to mix hashes.
public struct SplitMix64: Sendable, RandomNumberGenerator {
    private var state: UInt64

    /// Creates a generator.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next word.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        return Self.mix(state)
    }

    /// The output function: a bijection of 64-bit words that scatters them.
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
