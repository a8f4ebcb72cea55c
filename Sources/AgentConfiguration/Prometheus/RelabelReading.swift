internal import BridgeCore

/// Reads `relabel_configs` and `metric_relabel_configs`, with the checks of Prometheus.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config>.
enum RelabelReading {
    private typealias Action = RelabelRule.Action

    static func read(_ node: DocumentNode?, _ report: inout Report) -> [RelabelRule] {
        guard let node, let elements = node.elements(&report) else { return [] }
        return elements.compactMap { Self.rule($0, &report) }
    }

    private static func rule(_ node: DocumentNode, _ report: inout Report) -> RelabelRule? {
        if node.isNull {
            report.error(node, "is empty; expected a relabelling rule; remove the entry")
            return nil
        }
        let known = ["source_labels", "separator", "target_label", "regex", "modulus", "replacement", "action"]
        guard let members = Members(node, known: known, in: "in a relabelling rule", &report) else { return nil }
        var rule = RelabelRule(regex: Pattern("(.*)", anchoring: .whole))
        if let node = members["action"], let text = node.string(&report) {
            if let action = Action(rawValue: text.lowercased()) {
                rule.action = action
            } else {
                let names = Action.allCases.map(\.rawValue)
                let nearest = EditDistance.nearest(to: text, in: names).map { "did you mean \($0)?" }
                report.error(
                    node,
                    "\"\(text)\" is no action; \(nearest ?? "expected one of " + names.joined(separator: ", "))"
                )
                return nil
            }
        }
        if let node = members["source_labels"] {
            rule.sourceLabels = (node.elements(&report) ?? []).compactMap { $0.nonEmptyString(&report) }
        }
        if let node = members["separator"] { rule.separator = node.string(&report) ?? rule.separator }
        if let node = members["target_label"] { rule.targetLabel = node.string(&report) ?? "" }
        if let node = members["replacement"] { rule.replacement = node.string(&report) ?? rule.replacement }
        if let node = members["modulus"] {
            rule.modulus = UInt64(node.integer(in: 0 ... .max, &report) ?? 0)
        }
        if let node = members["regex"] {
            guard let pattern = CheckedPattern.read(node, anchoring: .whole, &report) else { return nil }
            rule.regex = pattern
        }
        Self.check(rule, members, at: node, &report)
        return rule
    }

    private static func check(_ rule: RelabelRule, _ members: Members, at node: DocumentNode, _ report: inout Report) {
        let action = rule.action.rawValue
        switch rule.action {
        case .replace, .hashmod, .lowercase, .uppercase, .keepequal, .dropequal:
            if rule.targetLabel.isEmpty {
                report.error(node, "target_label is missing; action \(action) needs one")
            }
        case .keep, .drop, .labelmap, .labeldrop, .labelkeep: break
        }
        if rule.action == .hashmod, rule.modulus == 0 {
            report.error(members["modulus"] ?? node, "modulus is missing or 0; action hashmod needs a number from 1")
        }
        if rule.action == .labelmap, rule.replacement.isEmpty {
            report.error(members["replacement"] ?? node, "is empty; action labelmap needs the name of the new label")
        }
        let unusable: [String] =
            switch rule.action {
            case .lowercase, .uppercase: ["replacement", "modulus"]
            case .keepequal, .dropequal: ["regex", "modulus", "separator", "replacement"]
            case .labeldrop, .labelkeep: ["source_labels", "target_label", "modulus", "separator", "replacement"]
            default: []
            }
        for key in unusable {
            guard let node = members[key] else { continue }
            report.error(node, "has no meaning with action \(action); remove it")
        }
    }
}
