import AgentConfiguration
import BridgeCore
import Testing

/// Documents with random damage: whatever is read becomes a plan that can be carried out, or errors with a place.
@Suite struct RandomDocumentTests {
    private static let agent = Documents.agent(
        prometheus: """
            "log_group_name": "/g", "cluster_name": "c", "emf_processor": {"metric_namespace": "N",
            "metric_unit": {"a": "Count"}, "metric_declaration": [{"source_labels": ["job"], "label_matcher": "^(a|b)+$",
            "metric_selectors": ["^app_[a-z]*"], "dimensions": [["ClusterName"], []]}]}
            """
    )

    private static let prometheus = """
        global: {scrape_interval: 30s, body_size_limit: 10MB}
        scrape_configs:
          - &job
            job_name: a
            params: {m: [x]}
            basic_auth: {username: u, password: p}
            static_configs: [{targets: ['localhost:9090'], labels: {l: 1}}]
            metric_relabel_configs: [{source_labels: [a], regex: '(x|y)*', target_label: b, replacement: $1}]
          - {<<: *job, job_name: b, dns_sd_configs: [{names: [n], type: A, port: 1}]}
        """

    /// Characters that mean something in one of the languages.
    private static let characters = Array("{}[]\"':,-&*!|>#%@`\\ \n\t0129azAZ_.$^()+?~=<\u{0}\u{1B}é😀".utf8)

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `give a plan or errors`(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        var broken: [String] = []
        var planned = 0
        for _ in 0..<150 {
            let agent = Self.damaged(Self.agent, &random)
            let prometheus = Self.damaged(Self.prometheus, &random)
            let documents = AgentDocuments(environment: { _ in nil }, readFile: { _ in [] })
            do throws(ConfigurationErrors) {
                let plan = try documents.plan(
                    agent: ConfigurationDocument(name: "a", bytes: agent),
                    prometheus: ConfigurationDocument(name: "p", bytes: prometheus)
                ).plan
                planned += 1
                if (try? ScrapePipeline.check(plan)) == nil { broken.append("unchecked \(seed)") }
                if plan.jobs.contains(where: { $0.timeoutMilliseconds > $0.intervalMilliseconds }) {
                    broken.append("timeout \(seed)")
                }
            } catch {
                if error.errors.isEmpty || error.description.contains(where: { $0 == "\u{1B}" }) {
                    broken.append("error \(seed)")
                }
            }
        }
        #expect(broken.isEmpty)
        // Damage that changes nothing of weight must be common enough for the first half of the rule to be tested.
        #expect(planned > 0)
    }

    private static func damaged(_ text: String, _ random: inout SplitMix) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0..<random.next(below: 4) {
            let place = random.next(below: bytes.count)
            switch random.next(below: 4) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(Self.characters[random.next(below: Self.characters.count)], at: place)
            case 2: bytes[place] = Self.characters[random.next(below: Self.characters.count)]
            default:
                let end = min(bytes.count, place + random.next(below: 20))
                bytes.insert(contentsOf: bytes[place..<end], at: random.next(below: bytes.count))
            }
        }
        return bytes
    }
}

/// A small generator whose sequence a seed decides.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var z = self.state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func next(below bound: Int) -> Int { Int(self.next() % UInt64(bound)) }
}
