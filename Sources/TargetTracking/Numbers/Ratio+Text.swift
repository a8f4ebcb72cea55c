extension Ratio {
    /// Reads a decimal number exactly: `80`, `-1.5`, `62.50`, `1e3`, `2.5E-2`.
    ///
    /// Returns `nil` for anything else and for numbers that need more than 64 bits.
    public init?(decimal text: some StringProtocol) {
        var rest = Substring(text).utf8[...]
        var negative = false
        if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            negative = first == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        var digits: Int128 = 0
        var scale = 0
        var seenDigit = false
        var seenPoint = false
        var seenExponent = false
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "."), !seenPoint {
                seenPoint = true
            } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E"), seenDigit {
                seenExponent = true
                break
            } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                guard digits < Int128(1) << 100 else { return nil }
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                scale += seenPoint ? 1 : 0
                seenDigit = true
            } else {
                return nil
            }
        }
        guard seenDigit else { return nil }
        if seenExponent {
            guard let exponent = Int(Substring(rest)), exponent.magnitude <= 400 else { return nil }
            scale -= exponent
        }
        // A zero has no scale; other numbers beyond 10^±37 cannot fit anyway.
        if digits == 0 { scale = 0 }
        guard scale.magnitude <= 37 else { return nil }
        var power: Int128 = 1
        for _ in 0..<scale.magnitude { power *= 10 }
        let signed = negative ? -digits : digits
        if scale >= 0 {
            self.init(reducing: signed, over: power)
        } else {
            let (product, overflow) = signed.multipliedReportingOverflow(by: power)
            guard !overflow else { return nil }
            self.init(reducing: product, over: 1)
        }
    }

    /// The simplest fraction that rounds to exactly this `Double`, so that 26.666666666666668 is 80/3 again.
    ///
    /// CloudWatch prints averages as doubles; the sum and the count behind them are integers, and the fraction with
    /// the smallest denominator gives them back. Returns `nil` for values that are not finite or do not fit 64 bits.
    public init?(simplest value: Double) {
        guard value.isFinite, value.magnitude < 0x1p62 else { return nil }
        guard value != 0 else {
            self.init(0)
            return
        }
        guard value.magnitude >= 0x1p-60 else { return nil }
        // The exact value is an integer times a power of two, read off the bits so that no libm is needed.
        let mantissa = UInt128(value.significandBitPattern | 1 << UInt64(Double.significandBitCount))
        let shift = Double.significandBitCount - Int(value.exponent)
        // Continued fraction of that value; the first convergent that gives the double back is taken.
        var dividend = shift < 0 ? mantissa << UInt128(-shift) : mantissa
        var divisor: UInt128 = shift < 0 ? 1 : 1 << UInt128(shift)
        var (previousTop, top): (Int128, Int128) = (0, 1)
        var (previousBottom, bottom): (Int128, Int128) = (1, 0)
        while divisor != 0 {
            let (term, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
            let nextTop = Int128(term) * top + previousTop
            let nextBottom = Int128(term) * bottom + previousBottom
            guard nextTop <= Int128(Int.max), nextBottom <= Int128(Int.max) else { return nil }
            (previousTop, top) = (top, nextTop)
            (previousBottom, bottom) = (bottom, nextBottom)
            (dividend, divisor) = (divisor, remainder)
            if Double(Int(top)) / Double(Int(bottom)) == value.magnitude { break }
        }
        self.init(reducing: value < 0 ? -top : top, over: bottom)
    }
}

extension Ratio: CustomStringConvertible {
    /// The exact decimal if it is short (`80`, `62.5`), else the fraction (`80/3`).
    public var description: String {
        if denominator == 1 { return String(numerator) }
        var scaled = denominator
        while scaled % 2 == 0 { scaled /= 2 }
        while scaled % 5 == 0 { scaled /= 5 }
        guard scaled == 1, denominator <= 1_000_000 else { return "\(numerator)/\(denominator)" }
        var power = 1
        var places = 0
        while power % denominator != 0, places < 18 {
            power *= 10
            places += 1
        }
        guard power % denominator == 0 else { return "\(numerator)/\(denominator)" }
        return decimal(places: places)
    }

    /// The value with a fixed number of decimal places, the last one rounded half away from zero.
    public func decimal(places: Int) -> String {
        var power: Int128 = 1
        for _ in 0..<max(0, min(places, 18)) { power *= 10 }
        let top = numerator.magnitude
        let scaled = (Int128(top) * power * 2 + Int128(denominator)) / (Int128(denominator) * 2)
        let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: power)
        let sign = numerator < 0 && scaled != 0 ? "-" : ""
        guard places > 0 else { return sign + String(whole) }
        let digits = String(fraction)
        return sign + String(whole) + "." + String(repeating: "0", count: max(0, places - digits.count)) + digits
    }
}
