/// A cron expression of six fields as Application Auto Scaling takes them: minute, hour, day of month, month, day of
/// week, year; in a time zone with a fixed offset from UTC.
///
/// https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
public struct CronExpression: Sendable, Hashable {
    /// Which days of a month match.
    enum DayOfMonth: Sendable, Hashable {
        case anyDay
        /// Bit `n` for day `n`.
        case days(UInt64)
        /// `L`, or `L-n`: this many days before the last.
        case last(before: Int)
        /// `nW`: the weekday nearest to day n; `LW`: the last weekday (0).
        case nearestWeekday(Int)
    }

    /// Which days of a week match; 1 is Sunday.
    enum DayOfWeek: Sendable, Hashable {
        case anyDay
        /// Bit `n` for weekday `n`.
        case days(UInt64)
        /// `n#k`: the k-th such weekday of the month.
        case nth(weekday: Int, occurrence: Int)
        /// `nL`: the last such weekday of the month.
        case last(weekday: Int)
    }

    var minutes: UInt64
    var hours: UInt64
    var dayOfMonth: DayOfMonth
    var months: UInt64
    var dayOfWeek: DayOfWeek
    /// The years 1970 to 2199 that match, ascending; empty for all.
    var years: [Int]
    /// The zone's offset from UTC in minutes, positive in the east.
    public var offsetMinutes: Int

    /// The first match after an instant, both in milliseconds since 1970-01-01 UTC; `nil` if there is none.
    public func next(after instant: Milliseconds) -> Milliseconds? {
        let local = floorDivision(instant, 60_000) + 1 + offsetMinutes
        var day = floorDivision(local, 1440)
        var minuteOfDay = local - day * 1440
        // Any pattern that ever matches does so within 40 years (29 February on a given weekday, across 2100).
        for _ in 0..<(40 * 366) {
            if matches(day: day), let minute = firstMinute(from: minuteOfDay) {
                return (day * 1440 + minute - offsetMinutes) * 60_000
            }
            day += 1
            minuteOfDay = 0
        }
        return nil
    }

    private func firstMinute(from start: Int) -> Int? {
        var hour = start / 60
        var minute = start % 60
        while hour < 24 {
            if hours & (1 << UInt64(hour)) != 0 {
                let rest = minutes & ~((1 << UInt64(minute)) - 1)
                if rest != 0 { return hour * 60 + rest.trailingZeroBitCount }
            }
            hour += 1
            minute = 0
        }
        return nil
    }

    private func matches(day: Int) -> Bool {
        let date = CivilTime.date(ofDay: day)
        if !years.isEmpty, !years.contains(date.year) { return false }
        guard months & (1 << UInt64(date.month)) != 0 else { return false }
        let length = CivilTime.days(inMonth: date.month, of: date.year)
        let weekday = CivilTime.weekday(ofDay: day)
        let byMonth =
            switch dayOfMonth {
            case .anyDay: true
            case .days(let bits): bits & (1 << UInt64(date.day)) != 0
            case .last(let before): date.day == length - before
            case .nearestWeekday(let wanted):
                date.day == nearestWeekday(to: wanted, firstOfMonth: day - date.day + 1, length: length)
            }
        let byWeek =
            switch dayOfWeek {
            case .anyDay: true
            case .days(let bits): bits & (1 << UInt64(weekday)) != 0
            case .nth(let wanted, let occurrence): weekday == wanted && (date.day - 1) / 7 + 1 == occurrence
            case .last(let wanted): weekday == wanted && date.day > length - 7
            }
        return byMonth && byWeek
    }

    /// The day of the month nearest to `wanted` (0 for the last) that is no Saturday or Sunday.
    private func nearestWeekday(to wanted: Int, firstOfMonth: Int, length: Int) -> Int {
        let day = wanted == 0 ? length : min(wanted, length)
        switch CivilTime.weekday(ofDay: firstOfMonth + day - 1) {
        case 7: return wanted == 0 || day > 1 ? day - 1 : day + 2
        case 1: return wanted == 0 || day == length ? day - 2 : day + 1
        default: return day
        }
    }
}
