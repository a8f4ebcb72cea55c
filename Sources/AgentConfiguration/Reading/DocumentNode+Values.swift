// Each reader adds an error to the report and returns nil where the value is not what was asked for. Values are never
// shown unless the caller does so: they may be secrets.
extension DocumentNode {
    /// A text; in YAML also an unquoted number or boolean.
    func string(_ report: inout Report) -> String? {
        switch self.content {
        case .text(let text): return text
        case .plain(let text) where self.language == .yaml: return text
        default:
            report.error(self, "found \(self.kind); expected a text")
            return nil
        }
    }

    /// A text that is not empty.
    func nonEmptyString(_ report: inout Report) -> String? {
        guard let text = self.string(&report) else { return nil }
        if text.isEmpty {
            report.error(self, "is empty; expected a text; remove the key to have its default")
            return nil
        }
        return text
    }

    /// `true` or `false`; in YAML also `yes`, `no`, `on` and `off`, as Prometheus' reader takes them.
    func bool(_ report: inout Report) -> Bool? {
        if case .plain(let text) = self.content {
            if text == "true" { return true }
            if text == "false" { return false }
            if self.language == .yaml {
                switch text {
                case "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y": return true
                case "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N": return false
                default: break
                }
            }
        }
        report.error(self, "found \(self.kind); expected true or false, without quotes")
        return nil
    }

    /// A whole number in a range.
    func integer(in range: ClosedRange<Int>, _ report: inout Report) -> Int? {
        guard case .plain(let text) = self.content, let value = Int(text) else {
            report.error(self, "found \(self.kind); expected a whole number, without quotes")
            return nil
        }
        guard range.contains(value) else {
            let bound =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            report.error(self, "is \(value); expected a whole number \(bound)")
            return nil
        }
        return value
    }

    /// The elements of a list.
    func elements(_ report: inout Report) -> [DocumentNode]? {
        guard case .sequence(let elements) = self.content else {
            report.error(self, "found \(self.kind); expected a list")
            return nil
        }
        return elements
    }

    /// A list of texts.
    func strings(_ report: inout Report) -> [String]? {
        self.elements(&report)?.compactMap { $0.string(&report) }
    }

    /// The members of a mapping with free keys, such as labels.
    func freeMembers(_ report: inout Report) -> [Member]? {
        guard case .mapping(let members) = self.content else {
            report.error(self, "found \(self.kind); expected a mapping of names to values")
            return nil
        }
        return members
    }
}
