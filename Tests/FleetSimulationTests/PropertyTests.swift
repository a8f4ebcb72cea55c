import FleetSimulation
import TargetTracking
import Testing

@Suite("Laws over random scenarios")
struct PropertyTests {
    @Test("clients are conserved and Little's law is exact after every event")
    func conservation() throws {
        var broken: [String] = []
        for seed in 1...60 as ClosedRange<UInt64> {
            let options = RunOptions(checksConservation: true)
            let outcome = try Simulation(RandomScenario.make(seed), options: options).run(seed: seed)
            if outcome.conservationViolations > 0 { broken.append("\(seed): \(outcome.conservationViolations)") }
        }
        #expect(broken == [])
    }

    @Test("an outcome depends on the scenario and the seed alone: not on earlier runs, recording or threads")
    func independence() async throws {
        let alone = try (1...12).map { try Simulation(RandomScenario.make($0)).run(seed: 5).digest }
        let together = try await withThrowingTaskGroup(of: (Int, UInt64).self) { group in
            for number in 1...12 {
                group.addTask {
                    let simulation = try Simulation(RandomScenario.make(UInt64(number)))
                    _ = simulation.run(seed: 77)
                    return (number, simulation.run(seed: 5).digest)
                }
            }
            return try await group.reduce(into: [UInt64](repeating: 0, count: 12)) { $0[$1.0 - 1] = $1.1 }
        }
        #expect(alone == together)
    }

    @Test("a run without a log, which reads metrics only where it must, has the measures of one that logs everything")
    func recordingChangesNothing() throws {
        var different: [UInt64] = []
        for seed in 1...40 as ClosedRange<UInt64> {
            let scenario = RandomScenario.make(seed)
            let full = try Simulation(scenario, options: RunOptions(decisions: .all)).run(seed: seed)
            let bare = try Simulation(scenario, options: .measuresOnly).run(seed: seed)
            let isEqual =
                full.clients == bare.clients && full.tasks == bare.tasks && full.cost == bare.cost
                && full.scaling == bare.scaling && full.elasticity == bare.elasticity
            if !isEqual { different.append(seed) }
        }
        #expect(different == [])
    }

    @Test("a policy does not change who comes and for how long")
    func commonRandomNumbers() throws {
        var different: [UInt64] = []
        for seed in 1...20 as ClosedRange<UInt64> {
            var scenario = RandomScenario.make(seed)
            let one = try Simulation(scenario, options: .measuresOnly).run(seed: seed).exogenousHash
            scenario.scaling.minimumCapacity = 5
            scenario.initialTasks = 5
            scenario.limits = ServiceLimits(connections: 500)
            scenario.incidents = []
            let two = try Simulation(scenario, options: .measuresOnly).run(seed: seed).exogenousHash
            if one != two { different.append(seed) }
        }
        #expect(different == [])
    }

    @Test("the bytes of a run are those of every build, so its digest is a constant")
    func goldenDigest() throws {
        let digests = try (1...4).map { String(try Simulation(RandomScenario.make($0)).run(seed: 1).digest, radix: 16) }
        #expect(digests == ["db8c6831fe22fbf4", "c72772ec2136d3d3", "93e27992ff9e2ed2", "66aeaeb315dd33a2"])
    }
}
