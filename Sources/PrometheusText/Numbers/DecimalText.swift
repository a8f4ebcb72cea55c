/// A decimal number of any length, read byte by byte: the slow path of ``NumberScanner``.
struct DecimalText {
    /// Digits past this one cannot change a rounded Double, except by being there at all: no Double's halfway point has
    /// more than 767 significant digits.
    private static let significantLimit = 800

    /// The first 19 significant digits.
    private var mantissa: UInt64 = 0
    /// The power of ten of `mantissa`'s last digit.
    private var exponent = 0
    private var significantDigits = 0
    /// Whether a digit other than 0 follows the first 19.
    private var isTruncated = false

    private let firstDigit: ByteCursor
    private(set) var end: ByteCursor

    /// Reads the number at `start`, after its sign.
    init?(_ start: ByteCursor) {
        firstDigit = start
        end = start
        var digitCount = 0
        while end.byte.isDigit {
            add(end.byte &- .zero, isFraction: false)
            digitCount += 1
            end += 1
        }
        if end.byte == .dot {
            end += 1
            while end.byte.isDigit {
                add(end.byte &- .zero, isFraction: true)
                digitCount += 1
                end += 1
            }
        }
        if digitCount == 0 { return nil }
        if end.byte | 0x20 == .lowerE {
            guard let written = readExponent() else { return nil }
            exponent += written
        }
    }

    private mutating func add(_ digit: UInt8, isFraction: Bool) {
        if significantDigits == 0 && digit == 0 {
            if isFraction { exponent -= 1 }
            return
        }
        significantDigits += 1
        if significantDigits <= 19 {
            mantissa = mantissa &* 10 &+ UInt64(digit)
            if isFraction { exponent -= 1 }
        } else {
            if digit != 0 { isTruncated = true }
            if !isFraction { exponent += 1 }
        }
    }

    /// The number after `e`, limited to what keeps sums of exponents far from overflow; nil without a digit.
    private mutating func readExponent() -> Int? {
        end += 1
        let isNegative = end.byte == .minus
        if isNegative || end.byte == .plus { end += 1 }
        guard end.byte.isDigit else { return nil }
        var written = 0
        while end.byte.isDigit {
            if written < 1 << 48 { written = written * 10 + Int(end.byte &- .zero) }
            end += 1
        }
        return isNegative ? -written : written
    }

    /// The nearest Double, or infinity if the number is too large.
    func double() -> Double {
        if mantissa == 0 { return 0 }
        let low = DecimalRounding.double(mantissa, exponent)
        if let low {
            if !isTruncated { return low }
            // The true mantissa lies between these two.
            if let high = DecimalRounding.double(mantissa + 1, exponent), high == low { return low }
        }
        return exactDouble(near: low ?? DecimalRounding.estimate(mantissa, exponent))
    }

    /// Decides by comparing with the halfway points around `estimate`, which is at most one Double off.
    private func exactDouble(near estimate: Double) -> Double {
        let candidate = min(estimate, .greatestFiniteMagnitude)
        let (digits, power) = significantNumber()
        if candidate > 0 {
            let below = candidate.nextDown
            switch digits.compare(timesTenTo: power, toHalfwayAbove: below) {
            case .less: return below
            case .equal: return below.significandBitPattern & 1 == 0 ? below : candidate
            case .greater: break
            }
        }
        switch digits.compare(timesTenTo: power, toHalfwayAbove: candidate) {
        case .less: return candidate
        case .equal: return candidate.significandBitPattern & 1 == 0 ? candidate : candidate.nextUp
        case .greater: return candidate.nextUp
        }
    }

    /// The number as an integer times a power of ten, with at most ``significantLimit`` digits and one that stands for
    /// all that were left out.
    private func significantNumber() -> (BigUnsigned, power: Int) {
        var digits = BigUnsigned()
        var cursor = firstDigit
        var count = 0
        var leftOut = false
        while count < significantDigits {
            let byte = cursor.byte
            cursor += 1
            if byte == .dot || (count == 0 && byte == .zero) { continue }
            count += 1
            if count <= Self.significantLimit {
                digits.multiply(by: 10, adding: UInt64(byte &- .zero))
            } else if byte != .zero {
                leftOut = true
                break
            }
        }
        let kept = min(significantDigits, Self.significantLimit)
        // `exponent` belongs to the 19th digit.
        var power = exponent - (kept - min(significantDigits, 19))
        if leftOut {
            digits.multiply(by: 10, adding: 1)
            power -= 1
        }
        return (digits, power)
    }
}
