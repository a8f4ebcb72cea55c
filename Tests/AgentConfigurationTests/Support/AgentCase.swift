import DataSupport
import LosslessJSON
import Testing

/// One case of what the agent was seen to do, or what a correct publisher does.
struct AgentCase: Sendable, CustomTestStringConvertible {
    var name: String
    var kind: String
    var recommended: String
    var agent: String
    var prometheus: String
    var cluster: String?
    /// The scrapes in order, each with its body, content type and status.
    var scrapes: [(body: String, contentType: String?, status: Int)]
    /// The events of each scrape, where they are given for each; else those of the last one.
    var expected: [[JSONValue]?]
    var recommendedEvents: [[JSONValue]?]?

    var testDescription: String { self.name }

    /// The cases of the repository, and those of the shared folder if it is there.
    static let all: [AgentCase] = [
        SharedData.own("agent-cases.json"), SharedData.own("emf-cases.json"), SharedData.bytes("emf-cases.json"),
    ].flatMap { bytes in
        bytes.flatMap { try? JSONDocument($0).root.array }?.map(AgentCase.init) ?? []
    }

    init(_ value: JSONValue) {
        self.name = value["name"]?.string ?? ""
        self.kind = value["kind"]?.string ?? ""
        self.recommended = value["recommended"]?.string ?? ""
        self.agent = value["cw_config"]?.text() ?? ""
        let meta = value["scrape_meta"]
        self.prometheus = meta?["prometheus_config"]?.string ?? ""
        self.cluster = meta?["ecs_cluster"]?.string
        let last = (value["prometheus_text"]?.string ?? "", meta?["content_type"]?.string, Self.status(meta))
        let previous = value["previous_scrapes"]?.array ?? []
        self.scrapes =
            previous.map {
                ($0["prometheus_text"]?.string ?? "", $0["content_type"]?.string, Self.status($0))
            } + [last]
        self.scrapes = self.scrapes.map { (Self.timed($0.0), $0.1, $0.2) }
        let count = self.scrapes.count
        self.expected = Self.events(value["expected_emf_by_scrape"], value["expected_emf"], count)
        if value["recommended_emf"] != nil || value["recommended_emf_by_scrape"] != nil {
            self.recommendedEvents =
                Self.events(value["recommended_emf_by_scrape"], value["recommended_emf"], count)
        }
    }

    /// Prometheus' default where the configuration names none.
    var intervalMilliseconds: Int64 { self.prometheus.contains("scrape_interval: 30s") ? 30_000 : 60_000 }

    private static func status(_ value: JSONValue?) -> Int { Int(value?["http_status"]?.number?.integer ?? 200) }

    private static func events(_ each: JSONValue?, _ last: JSONValue?, _ count: Int) -> [[JSONValue]?] {
        if let each = each?.array { return each.map { $0.array } }
        return Array(repeating: nil, count: count - 1) + [last?.array]
    }

    /// Fills in times relative to the last scrape: `${NOW_MS-1000}`.
    static func timed(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let mark = rest.firstRange(of: "${NOW_MS") {
            guard let end = rest[mark.upperBound...].firstIndex(of: "}") else { break }
            let offset = Int64(rest[mark.upperBound..<end]) ?? 0
            result += rest[..<mark.lowerBound] + "\(Rehearsal.start + offset)"
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    func run(_ rehearsal: Rehearsal) throws -> [[JSONValue]] {
        try rehearsal.run(self.scrapes.map { .init(body: $0.body, contentType: $0.contentType, status: $0.status) })
    }
}
