extension CronExpression {
    private static let monthNames = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    private static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

    /// Reads the six fields: minute, hour, day of month, month, day of week, year.
    ///
    /// - Throws: `ScheduleError` naming the field.
    public init(fields text: String, offsetMinutes: Int = 0) throws(ScheduleError) {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 6 else {
            throw ScheduleError(
                "cron(\(text)): \(fields.count) fields; expected 6: minute, hour, day, month, weekday, year"
            )
        }
        minutes = try Self.bits(fields[0], "minute", 0...59)
        hours = try Self.bits(fields[1], "hour", 0...23)
        dayOfMonth = try Self.parseDayOfMonth(fields[2])
        months = try Self.bits(fields[3], "month", 1...12, names: Self.monthNames)
        dayOfWeek = try Self.parseDayOfWeek(fields[4])
        years = try Self.parseYears(fields[5])
        self.offsetMinutes = offsetMinutes
    }

    private static func parseDayOfMonth(_ field: String) throws(ScheduleError) -> DayOfMonth {
        if field == "*" || field == "?" { return .anyDay }
        if field == "L" { return .last(before: 0) }
        if field == "LW" { return .nearestWeekday(0) }
        if field.hasPrefix("L-"), let before = Schedule.digits(field.dropFirst(2)), before < 31 {
            return .last(before: before)
        }
        if field.hasSuffix("W"), let day = Schedule.digits(field.dropLast()), (1...31).contains(day) {
            return .nearestWeekday(day)
        }
        return .days(try bits(field, "day of month", 1...31))
    }

    private static func parseDayOfWeek(_ field: String) throws(ScheduleError) -> DayOfWeek {
        if field == "*" || field == "?" { return .anyDay }
        if field == "L" { return .days(1 << 7) }
        if field.hasSuffix("L"), let day = number(field.dropLast(), 1...7, names: dayNames) {
            return .last(weekday: day)
        }
        let parts = field.split(separator: "#", omittingEmptySubsequences: false)
        if parts.count == 2, let day = number(parts[0], 1...7, names: dayNames),
            let occurrence = Schedule.digits(parts[1]), (1...5).contains(occurrence)
        {
            return .nth(weekday: day, occurrence: occurrence)
        }
        return .days(try bits(field, "day of week", 1...7, names: dayNames))
    }

    private static func parseYears(_ field: String) throws(ScheduleError) -> [Int] {
        if field == "*" || field == "?" { return [] }
        var years: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            guard let (range, step) = rangeAndStep(part, 1970...2199, names: []) else {
                throw wrong(field, "year", 1970...2199)
            }
            years.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
        }
        return years.sorted()
    }

    /// The values of a field as bits: `*`, `5`, `1-5`, `0/15`, `1-10/2`, lists of these, names.
    private static func bits(
        _ field: String,
        _ what: String,
        _ allowed: ClosedRange<Int>,
        names: [String] = []
    ) throws(ScheduleError) -> UInt64 {
        var bits: UInt64 = 0
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            guard let (range, step) = rangeAndStep(part, allowed, names: names) else {
                throw wrong(field, what, allowed)
            }
            for value in stride(from: range.lowerBound, through: range.upperBound, by: step) {
                bits |= 1 << UInt64(value)
            }
        }
        return bits
    }

    private static func rangeAndStep(
        _ part: Substring,
        _ allowed: ClosedRange<Int>,
        names: [String]
    ) -> (ClosedRange<Int>, Int)? {
        let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
        guard pieces.count <= 2, let first = pieces.first else { return nil }
        var step = 1
        if pieces.count == 2 {
            guard let given = Schedule.digits(pieces[1]), given > 0 else { return nil }
            step = given
        }
        if first == "*" || first == "?" { return (allowed, step) }
        let ends = first.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2, let low = number(ends[0], allowed, names: names) else { return nil }
        if ends.count == 1 { return (low...(pieces.count == 2 ? allowed.upperBound : low), step) }
        guard let high = number(ends[1], allowed, names: names), high >= low else { return nil }
        return (low...high, step)
    }

    /// A number of the allowed range, or a name standing for one; names count from the range's lower bound.
    private static func number(
        _ text: some StringProtocol,
        _ allowed: ClosedRange<Int>,
        names: [String]
    ) -> Int? {
        if let index = names.firstIndex(of: text.uppercased()) { return allowed.lowerBound + index }
        guard let value = Schedule.digits(text), allowed.contains(value) else { return nil }
        return value
    }

    private static func wrong(_ field: String, _ what: String, _ allowed: ClosedRange<Int>) -> ScheduleError {
        ScheduleError(
            "cron field \(what): \"\(field)\" is not a list, range or step within "
                + "\(allowed.lowerBound) to \(allowed.upperBound)"
        )
    }
}
