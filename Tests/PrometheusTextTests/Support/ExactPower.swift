@testable import PrometheusText

/// The leading 128 bits of powers of five by exact arithmetic, to compare a table with.
enum ExactPower {
    /// A whole number, lowest limb first.
    private typealias Limbs = [UInt64]

    static func significand(_ exponent: Int) -> PowersOfFive.Significand {
        let power = power(Int(exponent.magnitude))
        if exponent >= 0 { return leading(power) }
        // ceil(log2 5^n) = z: 2^(z + 127) / 5^n has 128 bits.
        let bits = bitCount(power)
        var quotient: UInt128 = 0
        var remainder: Limbs = [1]
        for _ in 0..<(bits + 127) {
            double(&remainder)
            quotient <<= 1
            if !isLess(remainder, power) {
                subtract(power, from: &remainder)
                quotient |= 1
            }
        }
        if exponent >= -27 { quotient += 1 }
        return PowersOfFive.Significand(high: UInt64(quotient >> 64), low: UInt64(truncatingIfNeeded: quotient))
    }

    private static func power(_ exponent: Int) -> Limbs {
        var result: Limbs = [1]
        for _ in 0..<exponent {
            var carry: UInt64 = 0
            for index in result.indices {
                let product = UInt128(result[index]) * 5 + UInt128(carry)
                result[index] = UInt64(truncatingIfNeeded: product)
                carry = UInt64(product >> 64)
            }
            if carry > 0 { result.append(carry) }
        }
        return result
    }

    private static func bitCount(_ limbs: Limbs) -> Int {
        64 * limbs.count - (limbs.last ?? 0).leadingZeroBitCount
    }

    private static func leading(_ limbs: Limbs) -> PowersOfFive.Significand {
        var limbs = [0, 0] + limbs
        while limbs[limbs.count - 1] >> 63 == 0 { double(&limbs) }
        return PowersOfFive.Significand(high: limbs[limbs.count - 1], low: limbs[limbs.count - 2])
    }

    private static func double(_ limbs: inout Limbs) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let next = limbs[index] >> 63
            limbs[index] = limbs[index] << 1 | carry
            carry = next
        }
        if carry > 0 { limbs.append(carry) }
    }

    private static func isLess(_ left: Limbs, _ right: Limbs) -> Bool {
        for index in (0..<max(left.count, right.count)).reversed() {
            let (a, b) = (index < left.count ? left[index] : 0, index < right.count ? right[index] : 0)
            if a != b { return a < b }
        }
        return false
    }

    private static func subtract(_ right: Limbs, from left: inout Limbs) {
        var borrow: UInt64 = 0
        for index in left.indices {
            let subtrahend = UInt128(index < right.count ? right[index] : 0) + UInt128(borrow)
            let minuend = UInt128(left[index])
            borrow = minuend < subtrahend ? 1 : 0
            left[index] = UInt64(truncatingIfNeeded: minuend &- subtrahend)
        }
    }
}
