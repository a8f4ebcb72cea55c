/// Writes a number the way the formats' own tools do.
public enum NumberText {
    /// The shortest text that reads back as `value`: plain digits from 0.0001 up to 10^21, an exponent of at least two
    /// digits outside (`1e-05`, `1.5e+21`), and `NaN`, `+Inf`, `-Inf`.
    ///
    /// - Parameter value: The number.
    /// - Returns: The text.
    public static func shortest(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var sawPoint = false
        var sawExponent = false
        var isNegativeExponent = false
        for byte in value.magnitude.description.utf8 {
            if byte == .dot {
                sawPoint = true
            } else if byte == .lowerE {
                sawExponent = true
            } else if sawExponent {
                if byte == .minus { isNegativeExponent = true }
                if byte.isDigit { exponent = exponent * 10 + Int(byte &- .zero) }
            } else {
                if !digits.isEmpty || byte != .zero {
                    digits.append(byte)
                    if !sawPoint { point += 1 }
                } else if sawPoint {
                    point -= 1
                }
            }
        }
        point += isNegativeExponent ? -exponent : exponent
        while digits.last == .zero { digits.removeLast() }
        if digits.isEmpty {
            digits = [.zero]
            point = 1
        }
        var text: [UInt8] = value.sign == .minus ? [.minus] : []
        write(digits, point: point, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Writes `0.digits * 10^point`.
    private static func write(_ digits: [UInt8], point: Int, to text: inout [UInt8]) {
        let exponent = point - 1
        if exponent < -4 || exponent >= 21 {
            text.append(digits[0])
            if digits.count > 1 {
                text.append(.dot)
                text.append(contentsOf: digits[1...])
            }
            text.append(.lowerE)
            text.append(exponent < 0 ? .minus : .plus)
            let magnitude = exponent.magnitude
            if magnitude >= 100 { text.append(.zero + UInt8(magnitude / 100)) }
            text.append(.zero + UInt8(magnitude / 10 % 10))
            text.append(.zero + UInt8(magnitude % 10))
        } else if point <= 0 {
            text.append(contentsOf: [.zero, .dot])
            text.append(contentsOf: repeatElement(.zero, count: -point))
            text.append(contentsOf: digits)
        } else if point >= digits.count {
            text.append(contentsOf: digits)
            text.append(contentsOf: repeatElement(.zero, count: point - digits.count))
        } else {
            text.append(contentsOf: digits[..<point])
            text.append(.dot)
            text.append(contentsOf: digits[point...])
        }
    }
}
