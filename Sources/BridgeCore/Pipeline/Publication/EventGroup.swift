internal import EmbeddedMetricFormat

/// The series of a target that share all labels and the type, and so share an event.
struct EventGroup: Sendable {
    /// What a member is in the event.
    struct Member: Sendable {
        /// Its index among the pipeline's series.
        var series: Int
        /// The metric's name.
        var name: String
        /// The directive that extracts it; nil for one that is only logged.
        var directive: Int?
        var unit: Unit?
        var resolution: StorageResolution
    }

    /// A directive before it is known which of its metrics are there.
    struct DirectiveKey: Sendable, Equatable {
        /// Which declarations select the metrics.
        var declarations: [Int]
        /// The dimension sets to publish under.
        var dimensionSets: [[String]]
        /// Whether a declaration lists the empty set, rather than its being added for scaling.
        var listsEmptySet: Bool
    }

    /// Lines ready to be written, and how many metrics they hold.
    struct Prepared: Sendable {
        var lines: PreparedDocument
        var metricCount: Int
    }

    /// The labels as they are matched on, the type among them.
    let labels: LabelSet
    /// For each declaration whether its label matcher matches.
    let matchesDeclaration: [Bool]
    private(set) var directives: [DirectiveKey] = []
    private(set) var members: [Member] = []

    /// The last lines written, ready to be written again with other values.
    var prepared: Prepared?
    /// Which members the prepared lines are for.
    var preparedMembers: [Int] = []

    init(labels: LabelSet, matchesDeclaration: [Bool]) {
        self.labels = labels
        self.matchesDeclaration = matchesDeclaration
    }

    /// Adds a member that a directive extracts; without a directive it is only logged.
    ///
    /// Members stand in the order of their directives, the logged ones last, as values do in prepared lines.
    mutating func add(_ member: Member, to key: DirectiveKey?) {
        var member = member
        if let key {
            if let index = self.directives.firstIndex(of: key) {
                member.directive = index
            } else {
                member.directive = self.directives.count
                self.directives.append(key)
            }
        }
        let rank = member.directive ?? Int.max
        if let last = self.members.last, (last.directive ?? Int.max) > rank {
            let index = self.members.firstIndex { ($0.directive ?? Int.max) > rank } ?? self.members.count
            self.members.insert(member, at: index)
        } else {
            self.members.append(member)
        }
        self.prepared = nil
    }

    /// The event's labels as root members, without those names that the event needs for itself.
    static func properties(_ labels: LabelSet) -> [Property] {
        var properties: [Property] = []
        for label in labels.labels where !Self.reserved.contains(label.name) {
            let name = label.name == "_aws" ? "exported__aws" : label.name
            properties.append(Property(name, .string(label.value)))
        }
        return properties
    }

    /// Whether a label is a root member of the event, so that it can be a dimension.
    static func isProperty(_ name: String, of labels: LabelSet) -> Bool {
        labels[name] != nil && !Self.reserved.contains(name) && name != "_aws"
    }

    /// Labels whose place the event's own members take, as in the agent.
    private static let reserved = ["Timestamp", "Version", "CloudWatchMetrics"]
}
