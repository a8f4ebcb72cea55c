internal import BridgeCore

// Values as Prometheus writes them.
extension DocumentNode {
    /// A duration such as `30s` or `1m30s`, in milliseconds.
    func duration(atLeast minimum: Int64, _ report: inout Report) -> Int64? {
        guard let text = self.string(&report) else { return nil }
        guard let milliseconds = PrometheusDuration.milliseconds(text) else {
            let mend = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && !text.isEmpty ? "; write \(text)s" : ""
            report.error(self, "\"\(text)\" is no duration; expected a number with a unit such as 30s or 1m30s\(mend)")
            return nil
        }
        guard milliseconds >= minimum else {
            report.error(self, "is \(text); expected a duration above 0")
            return nil
        }
        return milliseconds
    }

    /// A number of bytes such as `10MB`, `512KiB` or `100B`; units are powers of 1024.
    func byteCount(_ report: inout Report) -> Int? {
        guard let text = self.string(&report) else { return nil }
        if text == "0" { return 0 }
        let units = ["B", "KB", "MB", "GB", "TB", "PB"]
        var total = 0.0
        var rest = Substring(text)
        while !rest.isEmpty {
            let number = rest.prefix { ($0 >= "0" && $0 <= "9") || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !(($0 >= "0" && $0 <= "9") || $0 == ".") }
            rest = rest.dropFirst(unit.count)
            let name = unit.count == 3 && unit.dropFirst().first == "i" ? "\(unit.prefix(1))B" : String(unit)
            guard let value = Double(number), let power = units.firstIndex(of: name) else {
                report.error(self, "\"\(text)\" is no size; expected a number with a unit such as 10MB or 512KB")
                return nil
            }
            total += value * Double(1 << (10 * power))
        }
        guard total < 0x1p62, !text.isEmpty else {
            report.error(self, "\"\(text)\" is no size; expected a number with a unit such as 10MB or 512KB")
            return nil
        }
        return Int(total)
    }
}
