import LosslessJSON

extension CheckReport {
    /// The width that prose is broken at; commands and identities stay whole so that they can be copied.
    private static let width = 78

    /// The report for a terminal: plain ASCII, no colour.
    public var text: String {
        var lines: [String] = []
        writeIdentities(into: &lines)
        writeVerdicts(into: &lines)
        var shown: [Mend: String] = [:]
        for finding in findings { write(finding, shown: &shown, into: &lines) }
        lines.append(
            "\(Self.count(count(.error), "error")), \(Self.count(count(.warning), "warning")), "
                + Self.count(count(.note), "note")
                + (hasErrors ? "" : ": nothing here keeps the service from scaling")
        )
        return lines.joined(separator: "\n") + "\n"
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private func writeIdentities(into lines: inout [String]) {
        guard let metrics = setup.bridgeMetrics else { return }
        lines.append("Metrics that will exist:")
        if metrics.isEmpty { lines.append("  none") }
        for metric in metrics {
            let isAdded = setup.agentMetrics.map {
                !$0.contains { $0.dimensions == metric.dimensions && $0.name == metric.name }
            }
            lines.append("  \(metric.description)" + (isAdded == true ? "  (added by the bridge)" : ""))
        }
        lines.append("")
    }

    private func writeVerdicts(into lines: inout [String]) {
        let entries = verdicts
        guard !entries.isEmpty else { return }
        for entry in entries {
            lines.append("\(entry.title.capitalizedFirst) tracks")
            lines.append("  \(entry.identity)")
            for verdict in entry.verdicts {
                let who = verdict.publisher == .agent ? "with the CloudWatch agent" : "with scalebridge         "
                let text = "  \(who)  \(verdict.works ? "ok   " : "error") "
                lines += Self.wrap(verdict.reason, first: text, rest: "      ")
            }
        }
        lines.append("")
    }

    private func write(_ finding: Finding, shown: inout [Mend: String], into lines: inout [String]) {
        lines += Self.wrap(
            "\(finding.title) [\(finding.rule.id)]",
            first: finding.severity.rawValue + ": ",
            rest: "  "
        )
        for evidence in finding.evidence {
            lines += Self.wrap(evidence.place, first: "  at    ", rest: "        ")
            lines += Self.wrap(evidence.value, first: "        ", rest: "        ")
        }
        lines += Self.wrap(finding.why, first: "  why   ", rest: "        ")
        for mend in finding.mends {
            if let other = shown.updateValue(finding.rule.id, forKey: mend), case .command = mend {
                lines.append("  mend  the command given above with [\(other)]")
                shown[mend] = other
                continue
            }
            switch mend {
            case .command(let command): lines.append("  mend  \(command)")
            case .advice(let advice): lines += Self.wrap(advice, first: "  mend  ", rest: "        ")
            case .patch(let file, let operations):
                lines.append("  mend  JSON Patch for \(file):")
                let patch = JSONValue.array(operations.map(\.json))
                lines.append("        " + patch.text(JSONLayout(indentation: nil, hasSpaces: true)))
            }
        }
        lines += Self.wrap(
            "\(finding.rule.source) (\(finding.rule.basis.rawValue))",
            first: "  from  ",
            rest: "        "
        )
        lines.append("")
    }

    /// Breaks prose at blanks.
    static func wrap(_ text: String, first: String, rest: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = rest
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
