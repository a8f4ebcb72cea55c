import FleetSimulation
import Testing

@testable import SimulationReport

@Test(
    "A requirement compares a measure with a number",
    arguments: [
        ("refused_clients == 0", false), ("refused_clients==41", true), ("refused_clients <= 41", true),
        ("refused_clients < 41", false), ("refused_clients != 0", true), ("total_cost_usd > $11.5", true),
        ("total_cost_usd >= 12", false),
    ]
)
func requirementHolds(text: String, expected: Bool) throws {
    var outcome = Outcome(seed: 1, measuredSeconds: 86_400)
    outcome.clients.refusedClients = 41
    outcome.cost.totalDollars = 11.79
    #expect(try OutcomeRequirement(text).holds(for: outcome) == expected)
}

@Test(
    "A requirement that cannot be read says what was expected",
    arguments: [
        (
            "refused",
            "\"refused\" is not a requirement; expected a measure, a comparison and a number, such as refused_clients == 0"
        ),
        ("refused_client == 0", "unknown measure \"refused_client\""),
        ("refused_clients == none", "\"none\" is not a number to compare refused_clients with"),
        ("refused_clients == inf", "\"inf\" is not a number to compare refused_clients with"),
    ]
)
func requirementErrors(text: String, expected: String) {
    #expect(throws: OutcomeRequirement.ReadingError.self) { try OutcomeRequirement(text) }
    do {
        _ = try OutcomeRequirement(text)
    } catch {
        #expect(error.description == expected)
    }
}

@Test func `Every measure has a name of its own that ends in its unit or counts things`() {
    let names = OutcomeMeasure.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "_" || $0.isNumber } })
}
