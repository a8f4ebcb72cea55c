/// An exact rational number: targets, thresholds and metric values, so that no rounding decides a capacity.
///
/// Always in lowest terms with a positive denominator.
public struct Ratio: Hashable, Sendable {
    /// The numerator; carries the sign.
    public let numerator: Int
    /// The denominator; always positive.
    public let denominator: Int

    /// A whole number.
    public init(_ value: Int) {
        numerator = value
        denominator = 1
    }

    /// The fraction `numerator / denominator` in lowest terms; `nil` if the denominator is zero or the fraction in
    /// lowest terms does not fit 64 bits.
    public init?(_ numerator: Int, over denominator: Int) {
        guard denominator != 0 else { return nil }
        self.init(reducing: Int128(numerator), over: Int128(denominator))
    }

    /// The fraction in lowest terms; `nil` if it does not fit 64 bits.
    init?(reducing numerator: Int128, over denominator: Int128) {
        guard denominator != 0 else { return nil }
        let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        guard let top = Int(exactly: sign * (numerator / Int128(divisor))),
            let bottom = Int(exactly: sign * (denominator / Int128(divisor)))
        else { return nil }
        self.numerator = top
        self.denominator = bottom
    }

    /// The product; `nil` if it does not fit.
    public func multiplied(by other: Ratio) -> Ratio? {
        Ratio(
            reducing: Int128(numerator) * Int128(other.numerator),
            over: Int128(denominator) * Int128(other.denominator)
        )
    }

    /// The sum; `nil` if it does not fit.
    public func adding(_ other: Ratio) -> Ratio? {
        let left = Int128(numerator) * Int128(other.denominator)
        let right = Int128(other.numerator) * Int128(denominator)
        return Ratio(reducing: left + right, over: Int128(denominator) * Int128(other.denominator))
    }

    /// The smallest whole number not below this one.
    public var roundedUp: Int { ceilingDivision(Int128(numerator), Int128(denominator)) }

    /// The largest whole number not above this one.
    public var roundedDown: Int { -ceilingDivision(-Int128(numerator), Int128(denominator)) }

    /// The nearest `Double`, for printing only.
    public var approximate: Double { Double(numerator) / Double(denominator) }
}

extension Ratio: Comparable {
    public static func < (left: Ratio, right: Ratio) -> Bool {
        Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
    }
}

/// The greatest common divisor; 1 if both are zero, so that it may always divide.
func greatestCommonDivisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
}

/// `dividend / divisor` rounded towards positive infinity, held within `Int`; the divisor must be positive.
func ceilingDivision(_ dividend: Int128, _ divisor: Int128) -> Int {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return Int(clamping: remainder > 0 ? quotient + 1 : quotient)
}
