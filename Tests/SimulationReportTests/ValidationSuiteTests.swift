import FleetSimulation
import Testing

@testable import SimulationReport

private let control = ValidationCase.controlPlane + ValidationCase.stepScaling + ValidationCase.statistics

@Test("Each rule, worked example and statistic holds exactly", arguments: control.map(\.id))
func controlPlaneCaseHolds(id: String) throws {
    let validation = try #require(control.first { $0.id == id })
    let figures = try validation.run()
    #expect(!figures.isEmpty)
    #expect(figures.filter { !$0.passes }.map(\.name).isEmpty)
}

@Test func `Every case has an id of its own`() {
    let ids = ValidationSuite.cases.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.count >= 40)
}
