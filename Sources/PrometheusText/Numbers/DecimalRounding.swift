/// Rounds a decimal number of up to 19 digits to the nearest Double with one or two 64-bit multiplications.
///
/// The method is Lemire's ("Number Parsing at a Gigabyte per Second", 2021, https://arxiv.org/abs/2101.11408): multiply
/// the normalised mantissa with the leading 128 bits of the power of five. The few cases in which those bits cannot
/// decide give nil.
enum DecimalRounding {
    /// The Double nearest to `mantissa * 10^exponent`, infinity if that is too large, or nil if undecided.
    static func double(_ mantissa: UInt64, _ exponent: Int) -> Double? {
        if mantissa == 0 || exponent < PowersOfFive.lowest { return 0 }
        if exponent > PowersOfFive.highest { return .infinity }
        let leadingZeros = mantissa.leadingZeroBitCount
        let normalized = mantissa << UInt64(truncatingIfNeeded: leadingZeros)
        let power = PowersOfFive.significand(exponent)
        var product = normalized.multipliedFullWidth(by: power.high)
        if product.high & 0x1FF == 0x1FF {
            // The bits to keep may depend on what is below: refine with the low half of the power.
            let refinement = normalized.multipliedFullWidth(by: power.low).high
            let (sum, overflow) = product.low.addingReportingOverflow(refinement)
            product.low = sum
            if overflow { product.high &+= 1 }
        }
        if product.low == .max && !(-27...55).contains(exponent) { return nil }

        let upperBit = Int(product.high >> 63)
        var significand = product.high >> UInt64(truncatingIfNeeded: upperBit + 9)
        // floor(log2(10^exponent)) in 16-bit fixed point, plus the bias.
        var biased = ((217_706 * exponent) >> 16) + 63 + upperBit - leadingZeros + 1023
        if biased <= 0 { return subnormal(significand, biased) }
        if product.low <= 1 && (-4...23).contains(exponent) && significand & 3 == 1
            && significand << UInt64(truncatingIfNeeded: upperBit + 9) == product.high
        {
            // Exactly halfway: to even.
            significand &= ~1
        }
        significand = (significand + (significand & 1)) >> 1
        if significand >= 2 << 52 {
            significand = 1 << 52
            biased += 1
        }
        if biased >= 0x7FF { return .infinity }
        return Double(bitPattern: UInt64(biased) << 52 | significand & ((1 << 52) - 1))
    }

    private static func subnormal(_ wide: UInt64, _ biased: Int) -> Double {
        let shift = 1 - biased
        if shift >= 64 { return 0 }
        let significand = wide >> UInt64(truncatingIfNeeded: shift)
        // Rounding up to 2^52 makes the smallest normal number, whose bits are just that.
        return Double(bitPattern: (significand + (significand & 1)) >> 1)
    }

    /// A Double at most one away from `mantissa * 10^exponent`, for cases that ``double(_:_:)`` leaves undecided.
    static func estimate(_ mantissa: UInt64, _ exponent: Int) -> Double {
        // Undecided means that the product lies next to a boundary: its neighbour on either side will do.
        double(mantissa - 1, exponent) ?? double(mantissa + 1, exponent) ?? 0
    }
}
