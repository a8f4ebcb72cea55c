/// A JSON number as it was written.
///
/// The text is always valid by RFC 8259 section 6. Equality compares the text, so `1`, `1.0` and `1e0` differ.
public struct JSONNumber: Hashable, Sendable {
    /// The number's text.
    public let text: String

    /// Takes a text that the parser or the writer knows to be a valid number.
    init(validated text: String) {
        self.text = text
    }

    /// Checks a text against the grammar of RFC 8259 section 6; `nil` if it is not a number.
    public init?(text: String) {
        let bytes = Array(text.utf8)
        guard case .number(let end) = NumberGrammar.scan(bytes, from: 0), end == bytes.count else { return nil }
        self.text = text
    }

    /// An exact integer.
    public init(_ value: some FixedWidthInteger) {
        text = String(value)
    }

    /// The shortest text that reads back as the same `Double`, without `.0`; `nil` if the value is not finite.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        let description = value.description
        text = description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }

    /// The nearest `Double`, or `nil` if the number is beyond its range.
    public var double: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The number as an integer if it is one exactly, however it is written (`3`, `3.0`, `3e0`).
    public var integer: Int64? {
        guard let decimal, decimal.exponent >= 0 else { return nil }
        return Self.scaled(decimal.significand, by: decimal.exponent)
    }

    /// The number as an integer scaled by a power of ten if that is exact: `scaled(toPowerOfTen: 3)` of `0.25` is 250.
    ///
    /// `nil` if digits would be lost or the result does not fit.
    public func scaled(toPowerOfTen power: Int) -> Int64? {
        guard let decimal else { return nil }
        let exponent = decimal.exponent + power
        guard exponent >= 0 || decimal.significand == 0 else { return nil }
        return Self.scaled(decimal.significand, by: max(exponent, 0))
    }

    /// The exact decimal value `significand * 10^exponent` without trailing zeros in the significand (zero is `0 * 10^0`).
    ///
    /// `nil` if the significand does not fit in 64 bits or the exponent in 32.
    public var decimal: (significand: Int64, exponent: Int)? {
        var negative = false
        var significand: Int64 = 0
        var exponent = 0
        var pendingZeros = 0
        var afterPoint = false
        var bytes = text.utf8.makeIterator()
        var exponentText: [UInt8] = []
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "-"): negative = true
            case UInt8(ascii: "."): afterPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                while let digit = bytes.next() { exponentText.append(digit) }
            default:
                if afterPoint { exponent -= 1 }
                guard byte != UInt8(ascii: "0") else {
                    pendingZeros += 1
                    continue
                }
                let digit = Int64(byte - UInt8(ascii: "0"))
                let shift = significand == 0 ? 0 : pendingZeros + 1
                guard let shifted = Self.scaled(significand, by: shift) else { return nil }
                let (next, overflow) =
                    negative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
                guard !overflow else { return nil }
                significand = next
                pendingZeros = 0
            }
        }
        guard significand != 0 else { return (0, 0) }
        exponent += pendingZeros
        if !exponentText.isEmpty {
            guard let written = Int32(String(decoding: exponentText, as: UTF8.self)) else { return nil }
            exponent += Int(written)
        }
        return (significand, exponent)
    }

    private static func scaled(_ value: Int64, by power: Int) -> Int64? {
        var result = value
        guard value != 0 else { return 0 }
        for _ in 0..<power {
            let (next, overflow) = result.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            result = next
        }
        return result
    }
}

/// The grammar of numbers, shared by the parser and `JSONNumber.init(text:)`.
enum NumberGrammar {
    enum Outcome {
        case number(end: Int)
        case failure(at: Int, JSONParseError.Reason)
    }

    static func scan(_ bytes: [UInt8], from start: Int) -> Outcome {
        var index = start
        func digit(_ index: Int) -> Bool { index < bytes.count && bytes[index] &- UInt8(ascii: "0") < 10 }
        func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

        if byte(index) == UInt8(ascii: "-") { index += 1 }
        guard digit(index) else { return .failure(at: index, .expectedDigit(after: index == start ? "" : "-")) }
        if bytes[index] == UInt8(ascii: "0") {
            index += 1
            if digit(index) { return .failure(at: index - 1, .leadingZero) }
        } else {
            while digit(index) { index += 1 }
        }
        if byte(index) == UInt8(ascii: ".") {
            index += 1
            guard digit(index) else { return .failure(at: index, .expectedDigit(after: ".")) }
            while digit(index) { index += 1 }
        }
        if byte(index) == UInt8(ascii: "e") || byte(index) == UInt8(ascii: "E") {
            index += 1
            if byte(index) == UInt8(ascii: "+") || byte(index) == UInt8(ascii: "-") { index += 1 }
            guard digit(index) else { return .failure(at: index, .expectedDigit(after: "exponent")) }
            while digit(index) { index += 1 }
        }
        return .number(end: index)
    }
}
