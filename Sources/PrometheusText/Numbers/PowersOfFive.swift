/// The leading 128 bits of the powers of five (which are those of the powers of ten), computed once at first use.
///
/// Each power is carried in 256 bits and multiplied or divided by five step by step. After 342 steps the accumulated
/// error is below 2^-240 of the value, far under the 128 bits that are kept; a test compares every entry with exact
/// integers. Entries are truncated, but for -27 to -1 rounded up, as the proof of the method wants them.
enum PowersOfFive {
    static let lowest = -342
    static let highest = 308

    struct Significand: Equatable {
        var high: UInt64
        var low: UInt64
    }

    static func significand(_ exponent: Int) -> Significand {
        table[exponent - lowest]
    }

    private static let table: [Significand] = makeTable()

    private static func makeTable() -> [Significand] {
        let one = WideNumber(limbs: [0, 0, 0, 1 << 63])
        var negative: [Significand] = []
        negative.reserveCapacity(-lowest)
        var current = one
        for exponent in stride(from: -1, through: lowest, by: -1) {
            current.divideByFive()
            negative.append(exponent >= -27 ? current.leading.successor : current.leading)
        }
        var all: [Significand] = []
        all.reserveCapacity(highest - lowest + 1)
        all.append(contentsOf: negative.reversed())
        current = one
        all.append(current.leading)
        for _ in 1...highest {
            current.multiplyByFive()
            all.append(current.leading)
        }
        return all
    }
}

extension PowersOfFive.Significand {
    fileprivate var successor: Self {
        Self(high: low == .max ? high &+ 1 : high, low: low &+ 1)
    }
}

/// A 256-bit number with its highest bit set; only its leading bits matter, not its magnitude.
private struct WideNumber {
    /// Lowest first.
    var limbs: InlineArray<4, UInt64>

    var leading: PowersOfFive.Significand {
        PowersOfFive.Significand(high: limbs[3], low: limbs[2])
    }

    mutating func multiplyByFive() {
        var carry: UInt64 = 0
        for index in 0..<4 {
            let product = limbs[index].multipliedFullWidth(by: 5)
            let (sum, overflow) = product.low.addingReportingOverflow(carry)
            limbs[index] = sum
            carry = product.high &+ (overflow ? 1 : 0)
        }
        let bits = UInt64(64 - carry.leadingZeroBitCount)
        for index in 0..<4 {
            let above = index == 3 ? carry : limbs[index + 1]
            limbs[index] = limbs[index] >> bits | above << (64 - bits)
        }
    }

    mutating func divideByFive() {
        var remainder: UInt64 = 0
        for index in (0..<4).reversed() {
            let division = (5 as UInt64).dividingFullWidth((remainder, limbs[index]))
            limbs[index] = division.quotient
            remainder = division.remainder
        }
        let bits = UInt64(limbs[3].leadingZeroBitCount)
        // The bits that move in are those of the remainder, so that no precision is lost by shifting.
        let tail = (5 as UInt64).dividingFullWidth((remainder, 0)).quotient
        for index in (0..<4).reversed() {
            let below = index == 0 ? tail : limbs[index - 1]
            limbs[index] = limbs[index] << bits | below >> (64 - bits)
        }
    }
}
