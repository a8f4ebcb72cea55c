/// Numbers as text: one routine for every page, without locale, so that equal results print equal bytes.
public enum NumberText {
    /// A whole number with a comma between thousands: `1,840`.
    public static func integer(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }

    /// A number with exactly `places` decimals, halves rounded away from zero: `1,234.50`.
    ///
    /// Values that are not finite, or too large for the decimals asked for, print as Swift prints them.
    public static func decimal(_ value: Double, places: Int) -> String {
        let scale = powerOfTen(places)
        let scaled = (value * Double(scale)).rounded(.toNearestOrAwayFromZero)
        guard scaled.isFinite, scaled.magnitude < 9e15 else { return "\(value)" }
        return fixed(Int(scaled), places: places)
    }

    /// A whole number of units of 10^-places: `fixed(12345, places: 2)` is `123.45`.
    public static func fixed(_ value: Int, places: Int) -> String {
        guard places > 0 else { return integer(value) }
        let scale = UInt(powerOfTen(places))
        let fraction = String(value.magnitude % scale)
        let zeros = String(repeating: "0", count: places - fraction.count)
        let sign = value < 0 ? "-" : ""
        return sign + integer(Int(value.magnitude / scale)) + "." + zeros + fraction
    }

    /// A number with as many decimals as it needs, at most `places`: `80`, `76.5`.
    public static func short(_ value: Double, places: Int = 2) -> String {
        var text = decimal(value, places: places)
        guard text.contains(".") else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text == "-0" ? "0" : text
    }

    /// A length of time with its unit, two units at most: `850 ms`, `12.5 s`, `3 min 10 s`, `2 h 05 min`, `3 d 4 h`.
    public static func duration(milliseconds: Int) -> String {
        guard milliseconds >= 0 else { return "-" + duration(milliseconds: -milliseconds) }
        if milliseconds == 0 { return "0 s" }
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        if milliseconds < 60_000 { return short(Double(milliseconds) / 1000, places: 1) + " s" }
        let seconds = (milliseconds + 500) / 1000
        if seconds < 3600 {
            return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(twoDigits(seconds % 60)) s"
        }
        let minutes = (seconds + 30) / 60
        if minutes < 1440 {
            return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(twoDigits(minutes % 60)) min"
        }
        let hours = (minutes + 30) / 60
        return hours % 24 == 0 ? "\(hours / 24) d" : "\(hours / 24) d \(hours % 24) h"
    }

    /// A length of time as a scenario or a command line takes it: `90s`, `5m`, `2h`, `1500ms`.
    public static func compactDuration(milliseconds: Int) -> String {
        if milliseconds % 1000 != 0 { return "\(milliseconds)ms" }
        let seconds = milliseconds / 1000
        if seconds != 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
        if seconds != 0, seconds % 60 == 0 { return "\(seconds / 60)m" }
        return "\(seconds)s"
    }

    /// A moment of the simulated day: `09:05:00`, from the second day on `2+09:05:00`.
    public static func clock(milliseconds: Int) -> String {
        let seconds = milliseconds / 1000
        let day = seconds / 86_400
        let rest = seconds % 86_400
        let text = "\(twoDigits(rest / 3600)):\(twoDigits(rest / 60 % 60)):\(twoDigits(rest % 60))"
        return day == 0 ? text : "\(day + 1)+\(text)"
    }

    /// A moment of the calendar: `2026-11-20 09:05:00` in UTC.
    public static func utc(milliseconds: Int) -> String {
        let seconds = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
        let day = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        // Days since 0000-03-01, so that leap days end a year: https://howardhinnant.github.io/date_algorithms.html
        let shifted = day + 719_468
        let era = shifted / 146_097 - (shifted % 146_097 < 0 ? 1 : 0)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * ofYear + 2) / 153
        let calendarMonth = month < 10 ? month + 3 : month - 9
        let year = era * 400 + yearOfEra + (calendarMonth <= 2 ? 1 : 0)
        let date = "\(year)-\(twoDigits(calendarMonth))-\(twoDigits(ofYear - (153 * month + 2) / 5 + 1))"
        return date + " " + clock(milliseconds: (seconds - day * 86_400) * 1000)
    }

    /// An amount of millionths of a dollar, in dollars and cents: `$1,204.50`.
    public static func dollars(micros: Int) -> String {
        let cents = (micros.magnitude + 5_000) / 10_000
        return (micros < 0 ? "-$" : "$") + fixed(Int(cents), places: 2)
    }

    /// A share as a percentage: `percent(0.125)` is `12.5 %`.
    public static func percent(_ share: Double, places: Int = 1) -> String {
        short(share * 100, places: places) + " %"
    }

    /// A count and its noun: `1 task`, `3 tasks`.
    public static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
        integer(value) + " " + (value == 1 ? singular : plural ?? singular + "s")
    }

    static func twoDigits(_ value: Int) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }

    private static func powerOfTen(_ exponent: Int) -> Int {
        (0..<max(exponent, 0)).reduce(1) { power, _ in power * 10 }
    }
}
