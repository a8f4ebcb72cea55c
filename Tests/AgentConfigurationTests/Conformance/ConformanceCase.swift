import Foundation
import Testing

/// A conformance case: the agent's two documents, a target's scrapes, and the events they must give.
///
/// `kind` is `agent` (the agent's behaviour, to be reproduced), `agent_bug` (what it should have done stands under
/// `recommended_emf`), `spec` (what a correct encoder emits) or `startup` (the documents must be refused).
struct ConformanceCase: CustomTestStringConvertible, @unchecked Sendable {
    /// A scrape as the target answers it.
    struct Scrape {
        var text: String
        var contentType: String?
        var status: Int
    }

    private let object: [String: Any]

    init(_ object: [String: Any]) {
        self.object = object
    }

    var name: String { self.object["name"] as? String ?? "" }
    var kind: String { self.object["kind"] as? String ?? "" }
    var testDescription: String { self.name }
    private var meta: [String: Any] { self.object["scrape_meta"] as? [String: Any] ?? [:] }

    /// The agent's JSON document.
    var agentDocument: String {
        let data = try? JSONSerialization.data(withJSONObject: self.object["cw_config"] ?? [:], options: [.sortedKeys])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// The Prometheus YAML document.
    var prometheusDocument: String { self.meta["prometheus_config"] as? String ?? "" }
    /// The cluster that task metadata names.
    var cluster: String? { self.meta["ecs_cluster"] as? String }

    /// All scrapes in order.
    var scrapes: [Scrape] {
        let earlier = self.object["previous_scrapes"] as? [[String: Any]] ?? []
        let last: [String: Any] = [
            "prometheus_text": self.object["prometheus_text"] ?? "",
            "content_type": self.meta["content_type"] ?? "text/plain",
            "http_status": self.meta["http_status"] ?? 200,
        ]
        return (earlier + [last]).map {
            Scrape(
                text: $0["prometheus_text"] as? String ?? "",
                contentType: $0["content_type"] as? String,
                status: $0["http_status"] as? Int ?? 200
            )
        }
    }

    /// The events of each scrape under a key such as `expected_emf`, times filled in; nil for scrapes of which nothing
    /// is said, and nil if the case has no such key.
    func events(_ key: String) -> [[CanonicalEvent]?]? {
        if let all = self.object[key + "_by_scrape"] as? [[[String: Any]]] {
            return zip(all, ConformanceTime.all(self)).map { events, time in events.map { self.event($0, time) } }
        }
        guard let last = self.object[key] as? [[String: Any]] else { return nil }
        let events = last.map { self.event($0, ConformanceTime.last(self)) }
        return Array(repeating: nil, count: self.scrapes.count - 1) + [events]
    }

    private func event(_ object: [String: Any], _ time: Int64) -> CanonicalEvent {
        let data = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
        let text = ConformanceTime.fill(String(decoding: data, as: UTF8.self), self)
            .replacingOccurrences(of: "$TS_INT", with: "\(time)").replacingOccurrences(of: "$TS", with: "\(time)")
        return CanonicalEvent(text)
    }

    /// The cases of a file; none if it is not there.
    static func read(_ path: String, kinds: String...) -> [ConformanceCase] {
        guard let data = FileManager.default.contents(atPath: path),
            let cases = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
        else { return [] }
        return cases.map(ConformanceCase.init).filter { kinds.contains($0.kind) }
    }

    /// The file of shared cases, which need not be there: named by `SCALEBRIDGE_SHARED_DATA`, else beside the
    /// repository.
    static var sharedPath: String {
        let folder =
            ProcessInfo.processInfo.environment["SCALEBRIDGE_SHARED_DATA"]
            ?? URL(filePath: #filePath).appending(path: "../../../../../shared/data").standardizedFileURL.path
        return folder + "/emf-cases.json"
    }
}

/// The clock of the cases: scrapes are 30 seconds apart, and the last one is now.
enum ConformanceTime {
    static let start: Int64 = 1_764_000_000_000

    static func all(_ conformanceCase: ConformanceCase) -> [Int64] {
        conformanceCase.scrapes.indices.map { self.start + Int64($0) * 30_000 }
    }

    static func last(_ conformanceCase: ConformanceCase) -> Int64 {
        self.start + Int64(conformanceCase.scrapes.count - 1) * 30_000
    }

    /// The text with `${NOW_MS-n}` replaced by times.
    static func fill(_ text: String, _ conformanceCase: ConformanceCase) -> String {
        var text = text
        while let start = text.range(of: "${NOW_MS-"),
            let end = text.range(of: "}", range: start.upperBound..<text.endIndex),
            let offset = Int64(text[start.upperBound..<end.lowerBound])
        {
            text.replaceSubrange(start.lowerBound..<end.upperBound, with: "\(self.last(conformanceCase) - offset)")
        }
        return text
    }
}
