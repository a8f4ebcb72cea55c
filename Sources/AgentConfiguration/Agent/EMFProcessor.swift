internal import BridgeCore
internal import EmbeddedMetricFormat

/// The `emf_processor` section: what becomes a metric.
struct EMFProcessor {
    var namespace: String?
    var units: [String: String] = [:]
    var declarations: [MetricDeclaration] = []
    /// The declarations' nodes, for errors about what they need.
    var declarationNodes: [DocumentNode] = []
    var node: DocumentNode

    init?(_ node: DocumentNode, _ report: inout Report) {
        let known = ["metric_namespace", "metric_unit", "metric_declaration_dedup", "metric_declaration"]
        guard let members = Members(node, known: known, in: "in emf_processor", &report) else { return nil }
        self.node = node
        if let node = members["metric_namespace"], let name = node.string(&report) {
            self.namespace = name
            if let fault = TextRules.fault(inNamespace: name) {
                report.error(node, "\"\(name)\": \(fault); expected a CloudWatch namespace such as PowerSync")
            }
        }
        if let node = members["metric_unit"] { self.readUnits(node, &report) }
        if let node = members["metric_declaration_dedup"], node.bool(&report) == false {
            report.note(node, "has no effect: equal dimension sets of a metric are always published once")
        }
        if let node = members["metric_declaration"], let elements = node.elements(&report) {
            for element in elements {
                guard let declaration = DeclarationReading.read(element, &report) else { continue }
                self.declarations.append(declaration)
                self.declarationNodes.append(element)
            }
            if elements.isEmpty {
                report.refuseLogOnly(node, "is empty: nothing would become a metric; add a declaration")
            }
        } else if members["metric_declaration"] == nil {
            report.refuseLogOnly(
                node,
                "metric_declaration is missing: nothing would become a metric; add a declaration"
            )
        }
    }

    private mutating func readUnits(_ node: DocumentNode, _ report: inout Report) {
        for member in node.freeMembers(&report) ?? [] {
            guard let unit = member.node.string(&report) else { continue }
            guard Unit(rawValue: unit) == nil else {
                self.units[member.key] = unit
                continue
            }
            let names = Unit.allCases.map(\.rawValue)
            let nearest = EditDistance.nearest(to: unit, in: names).map { "did you mean \($0)?" }
            report.refuseInRun(
                member.node,
                "\"\(unit)\" is no CloudWatch unit; \(nearest ?? "expected one of \(names.joined(separator: ", "))"); "
                    + "names are case-sensitive; remove it to publish without a unit"
            )
        }
    }
}
