import AgentConfiguration
import BridgeCore
import LosslessJSON
import Testing

/// What the agent does and what a correct publisher does, from both documents to the lines.
@Suite struct AgentCaseTests {
    @Test(arguments: AgentCase.all.filter { ["agent", "spec"].contains($0.kind) })
    func `gives the agent's events with the agent's settings`(_ example: AgentCase) throws {
        let events = try example.run(
            Self.rehearsal(example) { publication in
                publication.addsZeroDimension = false
                publication.logsUnselected = example.kind == "agent"
            }
        )
        Self.expect(events, example.expected, of: example)
    }

    @Test(arguments: AgentCase.all.filter { $0.recommendedEvents != nil })
    func `gives the recommended events where there are such`(_ example: AgentCase) throws {
        let events = try example.run(Self.rehearsal(example) { $0.sumsSeries = true })
        Self.expect(events, example.recommendedEvents ?? [], of: example)
    }

    @Test(arguments: AgentCase.all.filter { $0.kind == "startup" })
    func `refuses what the agent refuses or silently does not scrape`(_ example: AgentCase) {
        let error = #expect(throws: ConfigurationErrors.self) { try Self.rehearsal(example).plan() }
        #expect(error?.errors.first?.line != nil)
    }

    @Test(arguments: AgentCase.all.filter { $0.kind == "agent_bug" && $0.recommendedEvents == nil })
    func `mends what the agent does wrong`(_ example: AgentCase) throws {
        let text = example.recommended
        if text.contains("Refuse to start") || text.contains("Report the incomplete") {
            #expect(throws: ConfigurationErrors.self) { try Self.rehearsal(example).plan() }
            return
        }
        let events = try example.run(Self.rehearsal(example) { $0.addsZeroDimension = false })
        let metrics = (events.last ?? []).map { event in
            (event["_aws"]?["CloudWatchMetrics"]?.array ?? []).flatMap { $0["Metrics"]?.array ?? [] }.count
        }
        #expect(!metrics.isEmpty)
        #expect(metrics.allSatisfy { $0 >= 1 && $0 <= 100 })
        let names = (example.expected.last.flatMap(\.self) ?? []).flatMap { event in
            (event.object?.members ?? []).filter { $0.value.number != nil }
        }
        #expect(metrics.reduce(0, +) == names.count)
    }

    private static func rehearsal(
        _ example: AgentCase,
        change: @escaping (inout PublicationPlan) -> Void = { _ in }
    ) -> Rehearsal {
        Rehearsal(
            agent: example.agent,
            prometheus: example.prometheus,
            identity: TaskIdentity(clusterName: example.cluster),
            change: change
        )
    }

    private static func expect(_ events: [[JSONValue]], _ expected: [[JSONValue]?], of example: AgentCase) {
        #expect(events.count == expected.count)
        for (index, (own, other)) in zip(events, expected).enumerated() {
            guard let other else { continue }
            let time = Rehearsal.start - Int64(events.count - 1 - index) * example.intervalMilliseconds
            #expect(ComparableEvent.texts(own, at: time) == ComparableEvent.texts(other, at: time))
        }
    }
}
