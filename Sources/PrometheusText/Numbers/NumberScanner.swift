/// What the text of a number turned out to be.
enum NumberOutcome {
    case number
    /// Not a number of the formats' grammar.
    case malformed
    /// A number too large for a Double.
    case outOfRange
}

/// Reads the numbers of the formats.
///
/// They are digits after an optional sign, with an optional fraction and exponent, or `inf`, `infinity` and `nan` in any
/// case (`nan` without a sign). Hexadecimal forms and digit separators are refused, as everyone does.
///
/// The result is correctly rounded: the Double nearest to the decimal number, ties to even, as `Double(_: String)` gives
/// it. Most numbers of real scrapes take the exact fast path (Clinger 1990): mantissa and power of ten are both exact
/// Doubles, so one multiplication or division rounds once.
struct NumberScanner {
    /// The byte after the number.
    var end: ByteCursor
    var value: Double
    var outcome: NumberOutcome

    @inline(__always)
    init(_ start: ByteCursor) {
        var cursor = start
        var byte = cursor.byte
        let isNegative = byte == .minus
        if isNegative || byte == .plus { cursor += 1 }

        var digits = DigitRun(cursor)
        var mantissa = digits.value
        var digitCount = digits.count
        cursor += digits.count
        if digits.count == 8 {
            digits = DigitRun(cursor)
            mantissa = mantissa &* Self.integerPowers[digits.count] &+ digits.value
            digitCount &+= digits.count
            cursor += digits.count
        }
        byte = cursor.byte
        if byte <= .space && digitCount != 0 && digitCount < 16 {
            let magnitude = Double(Int64(bitPattern: mantissa))
            self.init(end: cursor, value: Self.signed(magnitude, isNegative), outcome: .number)
            return
        }
        self.init(continuing: cursor, from: start, mantissa: mantissa, digitCount: digitCount, isNegative: isNegative)
    }

    @inline(__always)
    private init(end: ByteCursor, value: Double, outcome: NumberOutcome) {
        self.end = end
        self.value = value
        self.outcome = outcome
    }

    /// The rest of a number after up to 16 integer digits: more digits, fraction, exponent.
    @inline(__always)
    private init(
        continuing position: ByteCursor,
        from start: ByteCursor,
        mantissa integerPart: UInt64,
        digitCount integerDigits: Int,
        isNegative: Bool
    ) {
        var cursor = position
        var mantissa = integerPart
        var digitCount = integerDigits
        var exponent = 0
        if cursor.byte == .dot {
            cursor += 1
            let fraction = cursor
            var digits = DigitRun(cursor)
            while digits.count != 0 {
                mantissa = mantissa &* Self.integerPowers[digits.count] &+ digits.value
                cursor += digits.count
                if digits.count < 8 || digitCount &+ (cursor - fraction) > 19 { break }
                digits = DigitRun(cursor)
            }
            exponent = -(cursor - fraction)
            digitCount &-= exponent
        }
        if digitCount == 0 || digitCount > 19 || cursor.byte.isDigit {
            self = Self.slow(start)
            return
        }
        if cursor.byte | 0x20 == .lowerE {
            cursor += 1
            let isNegativeExponent = cursor.byte == .minus
            if isNegativeExponent || cursor.byte == .plus { cursor += 1 }
            var written = Int(cursor.byte &- .zero)
            guard written < 10 else {
                self = Self.slow(start)
                return
            }
            cursor += 1
            var digit = Int(cursor.byte &- .zero)
            while digit < 10 {
                written = written &* 10 &+ digit
                cursor += 1
                digit = Int(cursor.byte &- .zero)
                if written > 1000 {
                    self = Self.slow(start)
                    return
                }
            }
            exponent &+= isNegativeExponent ? -written : written
        }
        // Exact: the mantissa and the power of ten are both Doubles without rounding.
        if mantissa <= 1 << 53 && exponent >= -22 && exponent <= 22 {
            let magnitude = Double(Int64(bitPattern: mantissa))
            let value =
                exponent < 0
                ? magnitude / Self.powers[-exponent] : magnitude * Self.powers[exponent]
            self.init(end: cursor, value: Self.signed(value, isNegative), outcome: .number)
            return
        }
        self = Self.rounded(mantissa, exponent, isNegative, from: start, to: cursor)
    }

    @inline(__always)
    static func signed(_ magnitude: Double, _ isNegative: Bool) -> Double {
        isNegative ? -magnitude : magnitude
    }

    /// Rounds `mantissa * 10^exponent`, which is the whole number (at most 19 digits).
    @inline(never)
    private static func rounded(
        _ mantissa: UInt64,
        _ exponent: Int,
        _ isNegative: Bool,
        from start: ByteCursor,
        to end: ByteCursor
    ) -> NumberScanner {
        guard let value = DecimalRounding.double(mantissa, exponent) else { return slow(start) }
        if value == .infinity { return NumberScanner(end: end, value: 0, outcome: .outOfRange) }
        return NumberScanner(end: end, value: signed(value, isNegative), outcome: .number)
    }

    /// Any number, by the whole grammar.
    @inline(never)
    static func slow(_ start: ByteCursor) -> NumberScanner {
        var cursor = start
        let isNegative = cursor.byte == .minus
        let hasSign = isNegative || cursor.byte == .plus
        if hasSign { cursor += 1 }
        if let word = SpecialNumber(cursor) {
            if word.value.isNaN && hasSign { return NumberScanner(end: start, value: 0, outcome: .malformed) }
            return NumberScanner(end: word.end, value: signed(word.value, isNegative), outcome: .number)
        }
        guard let decimal = DecimalText(cursor) else {
            return NumberScanner(end: start, value: 0, outcome: .malformed)
        }
        let value = decimal.double()
        if value == .infinity { return NumberScanner(end: decimal.end, value: 0, outcome: .outOfRange) }
        return NumberScanner(end: decimal.end, value: signed(value, isNegative), outcome: .number)
    }

    /// 10^0 to 10^8, by which a mantissa is moved to make room for a run of digits.
    private static let integerPowers: InlineArray<9, UInt64> = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
    ]

    /// The powers of ten that are exact Doubles.
    private static let powers: InlineArray<23, Double> = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
