internal import BridgeCore

/// Reads a group of targets with their labels: an entry of `static_configs` or of a discovery file.
enum TargetGroupReading {
    /// The group, and the nodes of its addresses.
    static func read(_ node: DocumentNode, _ report: inout Report) -> (group: TargetGroup, targets: [DocumentNode])? {
        guard let members = Members(node, known: ["targets", "labels"], in: "in a target group", &report) else {
            return nil
        }
        var group = TargetGroup(addresses: [])
        var targets: [DocumentNode] = []
        for element in members["targets"].flatMap({ $0.elements(&report) }) ?? [] {
            guard let address = element.nonEmptyString(&report) else { continue }
            group.addresses.append(address)
            targets.append(element)
        }
        for member in members["labels"].flatMap({ $0.freeMembers(&report) }) ?? [] {
            if member.key.isEmpty {
                report.error(member.node, "an empty label name; expected a name")
                continue
            }
            if member.node.isNull { continue }
            guard let value = member.node.string(&report) else { continue }
            group.labels.append(Label(member.key, value))
        }
        return (group, targets)
    }
}
