import Foundation

/// An event in a form in which neither order nor version matters, so that events that mean the same are equal.
///
/// Of the current form `_aws` is taken apart; the agent's form has the same members at the root.
struct CanonicalEvent: Hashable, CustomStringConvertible {
    /// The whole event as text.
    let description: String
    /// Namespace, definition, dimensions with values, value and time of each metric.
    let metrics: [String]

    init(_ json: String) {
        let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        guard var event = object else {
            self.description = "not JSON: \(json)"
            self.metrics = []
            return
        }
        event["Version"] = nil
        if let aws = event.removeValue(forKey: "_aws") as? [String: Any] {
            event["CloudWatchMetrics"] = aws["CloudWatchMetrics"]
            event["Timestamp"] = aws["Timestamp"]
        }
        event["Timestamp"] = event["Timestamp"].map { "\($0)" }
        let directives = event["CloudWatchMetrics"] as? [[String: Any]] ?? []
        event["CloudWatchMetrics"] = directives.isEmpty ? nil : directives.map(Self.canonical).sorted()
        self.description = Self.text(event)
        self.metrics = directives.flatMap { Self.metrics($0, event) }
    }

    private static func canonical(_ directive: [String: Any]) -> String {
        let sets = (directive["Dimensions"] as? [[String]] ?? []).map { Self.text($0.sorted()) }
        let metrics = (directive["Metrics"] as? [[String: Any]] ?? []).map(Self.text)
        return Self.text([directive["Namespace"] ?? "", sets.sorted(), metrics.sorted()])
    }

    private static func metrics(_ directive: [String: Any], _ event: [String: Any]) -> [String] {
        (directive["Dimensions"] as? [[String]] ?? []).flatMap { set in
            (directive["Metrics"] as? [[String: Any]] ?? []).map { metric in
                let value = (metric["Name"] as? String).flatMap { event[$0] } ?? "absent"
                let dimensions = set.sorted().map { [$0, event[$0] ?? "absent"] }
                return Self.text([directive["Namespace"] ?? "", metric, dimensions, value, event["Timestamp"] ?? ""])
            }
        }
    }

    private static func text(_ value: Any) -> String {
        let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
