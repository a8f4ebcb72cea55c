public import LosslessJSON

/// An instant as the AWS CLI prints it, to the millisecond.
public struct AWSTimestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var milliseconds: Int

    /// Makes an instant.
    public init(milliseconds: Int) {
        self.milliseconds = milliseconds
    }

    /// Reads epoch seconds (CLI v1: `1462575838.171`) or ISO 8601 text (CLI v2: `2026-03-08T13:31:06.701000-04:00`).
    public init(_ node: JSONNode) throws(JSONContentError) {
        if let number = node.value.number, let instant = Self(epochSeconds: number) {
            self = instant
        } else if let text = node.value.string, let instant = Self(text: text) {
            self = instant
        } else {
            throw node.failure("expected a timestamp: epoch seconds, or ISO 8601 such as 2026-03-08T13:31:06Z")
        }
    }

    private init?(epochSeconds number: JSONNumber) {
        if let exact = number.scaled(toPowerOfTen: 3) {
            milliseconds = Int(exact)
        } else if let seconds = number.double, seconds.magnitude < 1e15 {
            milliseconds = Int((seconds * 1000).rounded(.down))
        } else {
            return nil
        }
    }

    /// Reads `YYYY-MM-DD[(T| )hh:mm[:ss[.fraction]][Z|+hh:mm|+hhmm|+hh]]`; without an offset it is UTC.
    public init?(text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2), 1...12 ~= month,
            1...Self.days(inMonth: month, of: year) ~= day
        else { return nil }
        var total = Self.daysFromEpoch(year: year, month: month, day: day) * 86_400_000
        if !reader.isAtEnd {
            guard reader.take("T") || reader.take(" "), let time = Self.timeOfDay(&reader),
                let offset = Self.offset(&reader), reader.isAtEnd
            else { return nil }
            total += time - offset
        }
        milliseconds = total
    }

    private static func timeOfDay(_ reader: inout DigitReader) -> Int? {
        guard let hour = reader.number(digits: 2), reader.take(":"), let minute = reader.number(digits: 2),
            hour < 24, minute < 60
        else { return nil }
        var time = (hour * 60 + minute) * 60_000
        if reader.take(":") {
            guard let second = reader.number(digits: 2), second <= 60 else { return nil }
            time += second * 1000
            if reader.take(".") {
                guard let fraction = reader.fractionMilliseconds() else { return nil }
                time += fraction
            }
        }
        return time
    }

    private static func offset(_ reader: inout DigitReader) -> Int? {
        if reader.isAtEnd || reader.take("Z") { return 0 }
        let sign = reader.take("+") ? 1 : reader.take("-") ? -1 : 0
        guard sign != 0, let hours = reader.number(digits: 2), hours < 24 else { return nil }
        let colon = reader.take(":")
        guard colon || !reader.isAtEnd else { return sign * hours * 3_600_000 }
        guard let minutes = reader.number(digits: 2), minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes) * 60_000
    }

    public static func < (left: AWSTimestamp, right: AWSTimestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// ISO 8601 in UTC, with milliseconds only if there are any: `2026-03-08T17:31:06.701Z`.
    public var description: String {
        let (day, time) = milliseconds.quotientAndModulus(dividingBy: 86_400_000)
        let date = Self.date(daysFromEpoch: day)
        var text = "\(date.year.padded(4))-\(date.month.padded(2))-\(date.day.padded(2))T"
        text += "\((time / 3_600_000).padded(2)):\((time / 60_000 % 60).padded(2)):\((time / 1000 % 60).padded(2))"
        if time % 1000 != 0 { text += ".\((time % 1000).padded(3))" }
        return text + "Z"
    }

    /// The instant as the CLI takes it in any version: ISO 8601 text.
    public var json: JSONValue { .string(description) }

    // MARK: - The proleptic Gregorian calendar

    static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days from 1970-01-01, counted in eras of 400 years that begin on 1 March.
    static func daysFromEpoch(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let (era, yearOfEra) = shifted.quotientAndModulus(dividingBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func date(daysFromEpoch days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).quotientAndModulus(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

/// Takes digits and marks from the front of a text.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = nextDigit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// A fraction of a second in whole milliseconds; further digits are dropped.
    mutating func fractionMilliseconds() -> Int? {
        guard let first = nextDigit() else { return nil }
        var (value, scale) = (first * 100, 10)
        while let digit = nextDigit() {
            value += digit * scale
            scale /= 10
        }
        return value
    }

    private mutating func nextDigit() -> Int? {
        guard let byte = rest.first, byte &- UInt8(ascii: "0") < 10 else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }
}

extension Int {
    fileprivate func padded(_ digits: Int) -> String {
        let text = String(magnitude)
        return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
    }

    /// Division that rounds down, so that the remainder is never negative.
    fileprivate func quotientAndModulus(dividingBy divisor: Int) -> (quotient: Int, modulus: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
