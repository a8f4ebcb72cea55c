/// The labels of one series: each name once, no empty values, sorted by name.
public struct LabelSet: Sendable, Hashable {
    /// The label that holds a metric's name while rules are applied to it.
    public static let metricName = "__name__"

    /// The labels, sorted by name.
    public private(set) var labels: [Label]

    /// Creates a set; of several labels of one name the last counts.
    public init(_ labels: [Label] = []) {
        self.labels = []
        self.labels.reserveCapacity(labels.count)
        for label in labels { self[label.name] = label.value }
    }

    /// The value of a label; nil if there is none.
    ///
    /// Setting nil or an empty text removes the label.
    public subscript(name: String) -> String? {
        get {
            let index = self.position(of: name)
            return index < self.labels.count && self.labels[index].name == name ? self.labels[index].value : nil
        }
        set {
            let index = self.position(of: name)
            let exists = index < self.labels.count && self.labels[index].name == name
            switch (newValue, exists) {
            case (let value?, true) where !value.isEmpty: self.labels[index].value = value
            case (let value?, false) where !value.isEmpty: self.labels.insert(Label(name, value), at: index)
            case (_, true): self.labels.remove(at: index)
            case (_, false): break
            }
        }
    }

    /// The values of several labels with a text between them; a missing label counts as empty.
    public func joined(_ names: [String], separator: String) -> String {
        var text = ""
        for (index, name) in names.enumerated() {
            if index > 0 { text += separator }
            text += self[name] ?? ""
        }
        return text
    }

    /// Bytes that two sets share only if they are equal.
    ///
    /// Lengths stand before names and values, so that no text inside them can pass for a border.
    func key() -> [UInt8] {
        var key: [UInt8] = []
        for label in self.labels {
            Self.append(label.name, to: &key)
            Self.append(label.value, to: &key)
        }
        return key
    }

    private static func append(_ text: String, to key: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.utf8.count).littleEndian) { key.append(contentsOf: $0) }
        key.append(contentsOf: text.utf8)
    }

    /// The index of the first label whose name is not before the given one.
    private func position(of name: String) -> Int {
        var low = 0
        var high = self.labels.count
        while low < high {
            let middle = (low + high) / 2
            if self.labels[middle].name < name { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension LabelSet {
    /// The labels of a sample once its target's labels are added.
    ///
    /// Where both have a label, the target's wins and the sample's becomes `exported_…`; with `honoringSample` the
    /// sample's wins (`honor_labels`).
    ///
    /// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config>.
    mutating func merge(target: [Label], honoringSample: Bool) {
        var displaced: [Label] = []
        for label in target {
            if let own = self[label.name] {
                if honoringSample { continue }
                displaced.append(Label(label.name, own))
            }
            self[label.name] = label.value
        }
        // Shorter names first: `exported_job` must find its place before a displaced `exported_exported_job` does.
        displaced.sort { ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name) }
        for label in displaced {
            var name = label.name
            repeat { name = "exported_" + name } while self[name] != nil
            self[name] = label.value
        }
    }
}
