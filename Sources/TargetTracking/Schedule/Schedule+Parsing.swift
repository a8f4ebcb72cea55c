/// Why a schedule expression could not be read.
public struct ScheduleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what was expected.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension Schedule {
    /// Reads `at(yyyy-mm-ddThh:mm:ss)`, `rate(n minutes|hours|days)` or `cron(minute hour day month weekday year)`.
    ///
    /// A time zone may be UTC or a fixed offset (`UTC`, `Etc/GMT-2`, `+02:00`). Zones with daylight saving are
    /// refused: their rules are not part of this library.
    ///
    /// - Throws: `ScheduleError` saying what was expected.
    public init(parsing text: String, timeZone: String? = nil) throws(ScheduleError) {
        let offset = try Schedule.offsetMinutes(ofTimeZone: timeZone ?? "UTC")
        if let inner = Schedule.argument(of: text, "at") {
            self = .at(try Schedule.instant(inner) - offset * 60_000)
        } else if let inner = Schedule.argument(of: text, "rate") {
            self = .rate(try Schedule.rate(inner))
        } else if let inner = Schedule.argument(of: text, "cron") {
            self = .cron(try CronExpression(fields: String(inner), offsetMinutes: offset))
        } else {
            throw ScheduleError("\"\(text)\" is not a schedule; expected at(...), rate(...) or cron(...)")
        }
    }

    private static func argument(of text: String, _ name: String) -> Substring? {
        guard text.hasPrefix(name + "("), text.hasSuffix(")") else { return nil }
        return text.dropFirst(name.utf8.count + 1).dropLast()
    }

    private static func rate(_ text: Substring) throws(ScheduleError) -> Milliseconds {
        let parts = text.split(separator: " ")
        let units = ["minute": 60_000, "hour": 3_600_000, "day": 86_400_000]
        guard parts.count == 2, let count = Int(parts[0]), count > 0, count < 1_000_000,
            let unit = units[parts[1].hasSuffix("s") ? String(parts[1].dropLast()) : String(parts[1])]
        else {
            throw ScheduleError("\"rate(\(text))\": expected a number above 0 and minutes, hours or days")
        }
        return count * unit
    }

    private static func instant(_ text: Substring) throws(ScheduleError) -> Milliseconds {
        let problem = ScheduleError("\"at(\(text))\": expected a date and time as 2026-11-23T08:45:00")
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw problem }
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { digits($0) }
        let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { digits($0) }
        guard date.count == 3, clock.count == 3, let year = date[0], let month = date[1], let day = date[2],
            let hour = clock[0], let minute = clock[1], let second = clock[2],
            (1970...9999).contains(year), (1...12).contains(month),
            (1...CivilTime.days(inMonth: month, of: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { throw problem }
        let days = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
        return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000
    }

    /// The offset from UTC in minutes, positive in the east.
    static func offsetMinutes(ofTimeZone name: String) throws(ScheduleError) -> Int {
        if ["UTC", "GMT", "Etc/UTC", "Etc/GMT", "Z"].contains(name) { return 0 }
        // The signs of Etc zones are the other way round: Etc/GMT-2 is two hours east.
        if name.hasPrefix("Etc/GMT"), let hours = signed(name.dropFirst(7)), hours.magnitude <= 14 {
            return -hours * 60
        }
        let plain = name.hasPrefix("UTC") || name.hasPrefix("GMT") ? name.dropFirst(3) : name[...]
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
        if let hours = signed(parts[0]), hours.magnitude <= 14 {
            if parts.count == 1 { return hours * 60 }
            if parts.count == 2, parts[1].utf8.count == 2, let minutes = digits(parts[1]), minutes < 60 {
                return plain.hasPrefix("-") ? hours * 60 - minutes : hours * 60 + minutes
            }
        }
        throw ScheduleError(
            "time zone \"\(name)\": only UTC and fixed offsets such as +02:00 or Etc/GMT-2 are known here; "
                + "give the offset in force on the simulated day"
        )
    }

    /// A number with a sign in front; `nil` without one.
    private static func signed(_ text: some StringProtocol) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-", let value = digits(text.dropFirst()) else {
            return nil
        }
        return sign == "-" ? -value : value
    }

    /// A whole number of ASCII digits.
    static func digits(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return Int(text)
    }
}
