internal import LinearRegex

/// One metric declaration, compiled.
struct DeclarationMatcher: Sendable {
    private let declaration: MetricDeclaration
    private var labelMatcher: Matcher?
    private var selectors: [Matcher]

    init(_ declaration: MetricDeclaration) {
        self.declaration = declaration
        self.labelMatcher = declaration.labelMatcher.matcher()
        self.selectors = declaration.metricSelectors.compactMap { $0.matcher() }
    }

    /// Whether the matcher finds itself in the joined values of the source labels.
    mutating func matchesLabels(_ labels: LabelSet) -> Bool {
        let text = labels.joined(self.declaration.sourceLabels, separator: self.declaration.separator)
        return self.labelMatcher?.matches(text) ?? false
    }

    /// Whether one of the selectors finds itself in the metric's name.
    mutating func selects(_ metric: String) -> Bool {
        let name = Array(metric.utf8)
        for index in self.selectors.indices where self.selectors[index].matches(name) { return true }
        return false
    }

    /// The dimension sets whose labels the given test knows all of: each sorted, without duplicates, and once.
    func dimensionSets(where hasLabel: (String) -> Bool) -> [[String]] {
        var sets: [[String]] = []
        for names in self.declaration.dimensionSets where names.allSatisfy(hasLabel) {
            let set = Self.normalized(names)
            if !sets.contains(set) { sets.append(set) }
        }
        return sets
    }

    /// The dimension sets of the configuration, normalized.
    var allDimensionSets: [[String]] { self.dimensionSets { _ in true } }

    private static func normalized(_ names: [String]) -> [String] {
        var set: [String] = []
        for name in names.sorted() where set.last != name { set.append(name) }
        return set
    }
}
