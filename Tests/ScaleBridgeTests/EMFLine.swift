import LosslessJSON

/// One line of output, read back as EMF.
struct EMFLine {
    let document: JSONDocument

    init(_ line: String) throws {
        self.document = try JSONDocument(text: line)
    }

    /// The value of a root member as a number's text or a string.
    func value(_ name: String) -> String? {
        self.document.root[name]?.number?.text ?? self.document.root[name]?.string
    }

    /// The dimension sets under which a metric is published.
    func dimensionSets(of metric: String) -> [[String]] {
        let directives = self.document.root["_aws"]?["CloudWatchMetrics"]?.array ?? []
        var sets: [[String]] = []
        for directive in directives {
            let names = (directive["Metrics"]?.array ?? []).compactMap { $0["Name"]?.string }
            guard names.contains(metric) else { continue }
            sets += (directive["Dimensions"]?.array ?? []).map { ($0.array ?? []).compactMap(\.string) }
        }
        return sets
    }

    /// The lines of a program's output that hold a metric.
    static func all(in lines: [String], with metric: String) throws -> [EMFLine] {
        try lines.map { try EMFLine($0) }.filter { !$0.dimensionSets(of: metric).isEmpty }
    }
}
