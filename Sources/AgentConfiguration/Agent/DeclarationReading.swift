internal import BridgeCore
internal import EmbeddedMetricFormat

/// Reads one `metric_declaration`.
///
/// A declaration that the agent would skip, or that would make it publish everything, is an error here.
enum DeclarationReading {
    static func read(_ node: DocumentNode, _ report: inout Report) -> MetricDeclaration? {
        let known = ["source_labels", "label_matcher", "label_separator", "metric_selectors", "dimensions"]
        guard let members = Members(node, known: known, in: "in a metric declaration", &report) else { return nil }
        let labels = Self.sourceLabels(members["source_labels"], of: node, &report)
        let selectors = Self.selectors(members["metric_selectors"], of: node, &report)
        let sets = Self.dimensionSets(members["dimensions"], of: node, &report)
        var declaration = MetricDeclaration(sourceLabels: labels, metricSelectors: selectors, dimensionSets: sets)
        if let separator = members["label_separator"] {
            declaration.separator = separator.string(&report) ?? declaration.separator
        }
        if let matcher = members["label_matcher"] {
            if case .text("") = matcher.content {
                report.error(matcher, "is empty; expected a regular expression; remove the key to match everything")
            } else if let pattern = CheckedPattern.read(matcher, anchoring: .search, &report) {
                declaration.labelMatcher = pattern
            }
        }
        return declaration
    }

    private static func sourceLabels(
        _ node: DocumentNode?,
        of declaration: DocumentNode,
        _ report: inout Report
    ) -> [String] {
        guard let node else {
            report.error(declaration, "source_labels is missing; expected a list of label names, such as [\"job\"]")
            return []
        }
        guard let elements = node.elements(&report) else { return [] }
        if elements.isEmpty {
            report.error(node, "is empty; expected at least one label name, such as \"job\"")
        }
        return elements.compactMap { $0.nonEmptyString(&report) }
    }

    private static func selectors(
        _ node: DocumentNode?,
        of declaration: DocumentNode,
        _ report: inout Report
    ) -> [Pattern] {
        guard let node else {
            report.error(
                declaration,
                "metric_selectors is missing; expected a list of regular expressions over metric names, such as "
                    + "[\"^powersync_concurrent_connections$\"]"
            )
            return []
        }
        guard let elements = node.elements(&report) else { return [] }
        if elements.isEmpty {
            report.error(node, "is empty; expected at least one regular expression; \".*\" selects every metric")
        }
        return elements.compactMap { element in
            if case .text("") = element.content {
                report.error(element, "is empty; expected a regular expression; \".*\" selects every metric")
                return nil
            }
            return CheckedPattern.read(element, anchoring: .search, &report)
        }
    }

    private static func dimensionSets(
        _ node: DocumentNode?,
        of declaration: DocumentNode,
        _ report: inout Report
    ) -> [[String]] {
        let mend = "the metrics would be logged but not published; add a set such as [\"ClusterName\"], or [] for none"
        guard let node else {
            report.refuseLogOnly(declaration, "dimensions is missing: \(mend)")
            return []
        }
        guard let elements = node.elements(&report) else { return [] }
        if elements.isEmpty { report.refuseLogOnly(node, "is empty: \(mend)") }
        var sets: [[String]] = []
        for element in elements {
            guard let names = element.elements(&report) else { continue }
            let set = Array(Set(names.compactMap { $0.nonEmptyString(&report) })).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            if set.count > Limits.dimensionsPerSet {
                let limit = Limits.dimensionsPerSet
                report.note(element, "has \(set.count) labels; CloudWatch takes at most \(limit); the set is left out")
            }
            for name in names {
                guard case .text(let text) = name.content, let fault = TextRules.fault(inDimensionName: text),
                    !text.isEmpty
                else { continue }
                report.note(name, "\"\(text)\" is no dimension name: \(fault); the set is left out")
            }
            if !sets.contains(set) { sets.append(set) }
        }
        return sets
    }
}
