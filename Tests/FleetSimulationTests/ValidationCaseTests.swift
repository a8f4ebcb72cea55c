import FleetSimulation
import Testing

@Suite("Validation cases")
struct ValidationCaseTests {
    @Test("a case holds at reduced size", arguments: ValidationCase.fleetSimulation.map(\.id))
    func holds(_ id: String) throws {
        let validation = try #require(ValidationCase.fleetSimulation.first { $0.id == id })
        let failures = try validation.run(.reduced).filter { !$0.passes }
            .map { "\($0.name): expected \($0.expected) +- \($0.tolerance), got \($0.got)" }
        #expect(failures == [])
    }
}
