/// What a text should have been; the message says it with an example.
public struct ValueTextError: Error, Sendable, Equatable {
    public let expected: String
}

/// Reads the kinds of values that scenarios and flags share.
public enum ValueText {
    /// Reads a length of time with its unit: `500ms`, `30s`, `5m`, `2h`, `1d`, or several as `1h30m`; `0` needs none.
    ///
    /// - Returns: Milliseconds.
    public static func duration(_ text: String) throws(ValueTextError) -> Int {
        let expected = ValueTextError(expected: "a length of time with its unit, such as 30s, 5m, 2h or 500ms")
        if text == "0" { return 0 }
        var total = 0
        var rest = text[...]
        guard !rest.isEmpty else { throw expected }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            let factor: Int
            switch unit {
            case "ms": factor = 1
            case "s", "sec": factor = 1000
            case "m", "min": factor = 60_000
            case "h": factor = 3_600_000
            case "d": factor = 86_400_000
            default: throw expected
            }
            guard let part = Double(number), part <= 1e6 else { throw expected }
            total += Int((part * Double(factor)).rounded())
        }
        return total
    }

    /// Reads a time of day: `09:00`, `9:05`, `17:30:15`; on a later day `2+09:00`.
    ///
    /// - Returns: Milliseconds since the start of the simulation.
    public static func timeOfDay(_ text: String) throws(ValueTextError) -> Int {
        let expected = ValueTextError(expected: "a time of day, such as 09:00 or 17:30:15 (on the second day 2+09:00)")
        var clock = text[...]
        var day = 1
        if let plus = clock.firstIndex(of: "+") {
            guard let number = Int(clock[..<plus]), (1...366).contains(number) else { throw expected }
            day = number
            clock = clock[clock.index(after: plus)...]
        }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { part in
            part.count <= 2 && part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
        }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0, hour < 24, minute < 60, second < 60
        else { throw expected }
        return (((day - 1) * 24 + hour) * 3600 + minute * 60 + second) * 1000
    }

    /// Reads a share: `70%` or `0.7`.
    ///
    /// - Returns: The share in millionths.
    public static func share(_ text: String) throws(ValueTextError) -> Int {
        let expected = ValueTextError(expected: "a share, such as 70% or 0.7")
        let isPercent = text.hasSuffix("%")
        let digits = isPercent ? text.dropLast().filter { $0 != " " } : text
        guard let number = Double(digits), number >= 0, number <= (isPercent ? 10_000 : 100) else { throw expected }
        return Int((number * (isPercent ? 10_000 : 1_000_000)).rounded())
    }

    /// Reads a whole number inside `range`; underscores and commas between digits are allowed.
    public static func wholeNumber(_ text: String, in range: ClosedRange<Int>) throws(ValueTextError) -> Int {
        let digits = text.filter { $0 != "_" && $0 != "," }
        guard let number = Int(digits), range.contains(number) else {
            let bounds =
                range.upperBound == Int.max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw ValueTextError(expected: "a whole number \(bounds)")
        }
        return number
    }

    /// Reads a decimal number inside `range`.
    public static func number(_ text: String, in range: ClosedRange<Double>) throws(ValueTextError) -> Double {
        guard let number = Double(text), range.contains(number) else {
            throw ValueTextError(expected: "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))")
        }
        return number
    }

    /// Reads `true` or `false`; `yes`, `no`, `on` and `off` are taken too.
    public static func flag(_ text: String) throws(ValueTextError) -> Bool {
        switch text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw ValueTextError(expected: "true or false")
        }
    }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
    }
}
