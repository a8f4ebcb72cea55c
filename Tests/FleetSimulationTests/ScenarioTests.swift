import FleetSimulation
import TargetTracking
import Testing

@Suite("Scenarios")
struct ScenarioTests {
    @Test("the guide as published never scales on connections, the guide mended does")
    func guideAsPublished() throws {
        let mended = try Simulation(.powersyncGuide(), options: .measuresOnly).run(seed: 1)
        let published = try Simulation(.powersyncGuideAsPublished(), options: .measuresOnly).run(seed: 1)
        #expect(mended.scaling.peakDesiredTasks > 4)
        #expect(published.scaling.peakDesiredTasks == 2)
        #expect(published.clients.refusedClients > mended.clients.refusedClients)
        #expect(published.exogenousHash == mended.exogenousHash)
    }

    @Test("a bad value is named with what was expected")
    func validation() {
        var scenario = Scenario()
        scenario.limits.httpConnections = 0
        scenario.loadBalancer.deregistrationDelaySeconds = 4000
        scenario.clients.profiles = []
        let error = #expect(throws: ScenarioError.self) { try Simulation(scenario) }
        #expect(error?.problems.count == 4)
        #expect(error?.problems.first == "limits.httpConnections: 0 is not allowed; expected at least 1")
    }

    @Test("every assumption can be set to its own value and to its alternatives")
    func assumptions() throws {
        var failures: [String] = []
        for field in Scenario().assumptions {
            for value in [field.value] + field.alternatives {
                var scenario = Scenario()
                do {
                    try scenario.setAssumption(field.name, to: value)
                    try scenario.validate()
                } catch { failures.append("\(field.name)=\(value): \(error)") }
            }
        }
        #expect(failures == [])
        var scenario = Scenario()
        #expect(throws: AssumptionError.self) { try scenario.setAssumption("no_such", to: "1") }
    }

    @Test("a doubled workload brings twice the clients")
    func scaling() throws {
        var scenario = Scenario()
        let once = try Simulation(scenario, options: .measuresOnly).run(seed: 1).clients.arrivedClients
        scenario.workload = scenario.workload.scaled(by: 2)
        let twice = try Simulation(scenario, options: .measuresOnly).run(seed: 1).clients.arrivedClients
        #expect(abs(Double(twice) / Double(once) - 2) < 0.15)
    }
}
