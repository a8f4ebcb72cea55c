internal import EmbeddedMetricFormat
internal import LinearRegex

/// The publication plan, compiled.
struct PublicationRules: Sendable {
    /// The label that tells a metric's type, usable in declarations like any other.
    static let typeLabel = "prom_metric_type"

    let plan: PublicationPlan
    let encoder: Encoder
    private let units: [String: Unit]
    private(set) var declarations: [DeclarationMatcher] = []

    init(_ plan: PublicationPlan) {
        self.plan = plan
        self.encoder = Encoder(limits: Limits(lineBytes: plan.lineBytes), policy: .drop)
        self.units = plan.units.compactMapValues(Unit.init(rawValue:))
        self.declarations = plan.declarations.map(DeclarationMatcher.init)
    }

    /// For each declaration whether it matches the labels.
    mutating func matches(_ labels: LabelSet) -> [Bool] {
        var result: [Bool] = []
        for index in self.declarations.indices { result.append(self.declarations[index].matchesLabels(labels)) }
        return result
    }

    /// Where a metric of the group is published; nil if no declaration selects it or none leaves it an identity.
    mutating func directive(for metric: String, in group: EventGroup) -> EventGroup.DirectiveKey? {
        var selecting: [Int] = []
        for index in self.declarations.indices
        where group.matchesDeclaration[index] && self.declarations[index].selects(metric) {
            selecting.append(index)
        }
        var sets: [[String]] = []
        for index in selecting {
            let present = self.declarations[index].dimensionSets { EventGroup.isProperty($0, of: group.labels) }
            for set in present where !sets.contains(set) { sets.append(set) }
        }
        let listsEmptySet = sets.contains([])
        let hasIdentity = selecting.contains { !self.plan.declarations[$0].dimensionSets.isEmpty }
        if hasIdentity, self.addsZeroDimension(to: metric), !listsEmptySet { sets.append([]) }
        if sets.isEmpty { return nil }
        return EventGroup.DirectiveKey(declarations: selecting, dimensionSets: sets, listsEmptySet: listsEmptySet)
    }

    /// Whether a declaration selects the metric, whatever identity it leaves it.
    mutating func isSelected(_ metric: String, in group: EventGroup) -> Bool {
        for index in self.declarations.indices
        where group.matchesDeclaration[index] && self.declarations[index].selects(metric) {
            return true
        }
        return false
    }

    /// Whether a declaration selects the metric if its labels match.
    mutating func selects(_ metric: String, _ declaration: Int) -> Bool {
        self.declarations[declaration].selects(metric)
    }

    /// Whether some declaration selects the metric if its labels match.
    mutating func canSelect(_ metric: String) -> Bool {
        for index in self.declarations.indices where self.selects(metric, index) { return true }
        return false
    }

    /// The dimensions that declarations want of the metric and that the group has no label for.
    mutating func missingDimensions(of metric: String, in group: EventGroup) -> [String] {
        var missing: [String] = []
        for index in self.declarations.indices
        where group.matchesDeclaration[index] && self.declarations[index].selects(metric) {
            for name in self.plan.declarations[index].dimensionSets.joined()
            where !missing.contains(name) && !EventGroup.isProperty(name, of: group.labels) {
                missing.append(name)
            }
        }
        return missing
    }

    /// The dimension sets of all declarations that match the group's labels.
    func allDimensionSets(of group: EventGroup) -> [[String]] {
        var sets: [[String]] = []
        for index in self.declarations.indices where group.matchesDeclaration[index] {
            let present = self.declarations[index].dimensionSets { EventGroup.isProperty($0, of: group.labels) }
            for set in present where !sets.contains(set) { sets.append(set) }
        }
        return sets
    }

    /// Whether the metric is also published without dimensions, so that a policy without any finds it.
    func addsZeroDimension(to metric: String) -> Bool {
        self.plan.addsZeroDimension && self.isScalingMetric(metric)
    }

    /// Whether a scaling policy is said to track the metric.
    func isScalingMetric(_ metric: String) -> Bool { self.plan.scalingMetrics.contains(metric) }

    func unit(of metric: String) -> Unit? { self.units[metric] }

    func resolution(of metric: String) -> StorageResolution {
        self.plan.highResolutionMetrics.contains(metric) ? .high : .standard
    }
}
