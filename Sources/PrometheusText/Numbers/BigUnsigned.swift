/// A whole number of any size: as little of it as deciding a rounding needs.
struct BigUnsigned {
    enum Order {
        case less
        case equal
        case greater
    }

    /// Lowest first, without leading zeros.
    private var limbs: [UInt64] = []

    init(_ value: UInt64 = 0) {
        if value != 0 { limbs = [value] }
    }

    mutating func multiply(by factor: UInt64, adding addend: UInt64 = 0) {
        var carry = addend
        for index in limbs.indices {
            let product = limbs[index].multipliedFullWidth(by: factor)
            let (sum, overflow) = product.low.addingReportingOverflow(carry)
            limbs[index] = sum
            carry = product.high &+ (overflow ? 1 : 0)
        }
        if carry != 0 { limbs.append(carry) }
    }

    private mutating func multiply(byTenTo power: Int) {
        var remaining = power
        while remaining >= 19 {
            multiply(by: 10_000_000_000_000_000_000)
            remaining -= 19
        }
        while remaining > 0 {
            multiply(by: 10)
            remaining -= 1
        }
    }

    private mutating func shiftLeft(by bits: Int) {
        if limbs.isEmpty { return }
        let small = UInt64(truncatingIfNeeded: bits % 64)
        if small != 0 { multiply(by: 1 << small) }
        limbs.insert(contentsOf: repeatElement(0, count: bits / 64), at: 0)
    }

    private func compare(to other: BigUnsigned) -> Order {
        if limbs.count != other.limbs.count { return limbs.count < other.limbs.count ? .less : .greater }
        for index in limbs.indices.reversed() where limbs[index] != other.limbs[index] {
            return limbs[index] < other.limbs[index] ? .less : .greater
        }
        return .equal
    }

    /// Compares this number times a power of ten with the point halfway between `double` (finite, not negative) and the
    /// next Double above it.
    func compare(timesTenTo power: Int, toHalfwayAbove double: Double) -> Order {
        let isSubnormal = double.exponentBitPattern == 0
        let mantissa = double.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
        // double = mantissa * 2^binaryExponent
        let binaryExponent = Int(isSubnormal ? 1 : double.exponentBitPattern) - 1075
        var left = self
        var right = BigUnsigned(mantissa << 1 | 1)
        if power >= 0 { left.multiply(byTenTo: power) } else { right.multiply(byTenTo: -power) }
        let shift = binaryExponent - 1
        if shift >= 0 { right.shiftLeft(by: shift) } else { left.shiftLeft(by: -shift) }
        return left.compare(to: right)
    }
}
