import LosslessJSON

/// An event in a form that does not depend on order or on which of the two shapes it has.
enum ComparableEvent {
    /// All events of a scrape at a time, sorted.
    static func texts(_ events: [JSONValue], at time: Int64) -> [String] {
        events.map { Self.text($0, time) }.sorted()
    }

    private static func text(_ event: JSONValue, _ time: Int64) -> String {
        var members: [(String, String)] = []
        var timestamp = event["Timestamp"]?.string.map(AgentCase.timed)
        if timestamp == "$TS" { timestamp = "\(time)" }
        var metrics = event["CloudWatchMetrics"]
        if let own = event["_aws"], own.object != nil {
            metrics = own["CloudWatchMetrics"]
            let text = own["Timestamp"]?.number?.text ?? own["Timestamp"]?.string
            timestamp = text == "$TS_INT" ? "\(time)" : text
        }
        for member in event.object?.members ?? [] {
            if ["Version", "Timestamp", "CloudWatchMetrics"].contains(member.key) { continue }
            if member.key == "_aws", member.value.object != nil { continue }
            members.append((member.key, Self.scalar(member.value)))
        }
        members.append(("Timestamp", timestamp ?? ""))
        if let metrics { members.append(("CloudWatchMetrics", Self.directives(metrics))) }
        return members.map { "\($0.0)=\($0.1)" }.sorted().joined(separator: " ")
    }

    private static func scalar(_ value: JSONValue) -> String {
        value.number?.double.map { "\($0)" } ?? value.text()
    }

    private static func directives(_ value: JSONValue) -> String {
        let texts = (value.array ?? []).map { directive in
            let sets = (directive["Dimensions"]?.array ?? []).map { set in
                "[" + (set.array ?? []).compactMap(\.string).sorted().joined(separator: ",") + "]"
            }
            let metrics = (directive["Metrics"]?.array ?? []).map { metric in
                (metric["Name"]?.string ?? "") + ":" + (metric["Unit"]?.string ?? "")
            }
            let namespace = directive["Namespace"]?.string ?? ""
            return "\(namespace) \(sets.sorted().joined()) \(metrics.sorted().joined(separator: ","))"
        }
        return texts.sorted().joined(separator: " | ")
    }
}
