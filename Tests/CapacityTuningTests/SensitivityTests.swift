import FleetSimulation
import TargetTracking
import Testing
import TuningCases

@testable import CapacityTuning

struct SensitivityTests {
    @Test("every alternative of every assumption is a flip that the scenario takes")
    func flips() throws {
        let flips = Flip.assumptions(of: smallScenario())
        let plan = try Tornado.plan(smallScenario(), flips, replications: 1)
        let names = Set(flips.map(\.setting.name))
        // Rules that have no case in a scenario with one custom metric and one policy.
        let without = [
            "hires_high_periods", "hires_low_periods", "hires_evaluation_s", "hires_action_repeat_s", "hires_delay_s",
            "ecs_cpu_metric_delay_s", "step_datapoints", "scheduled_action_delay_s", "insufficient_data",
            "zero_capacity_demand", "deployment_blocks_scale_in",
        ]
        let expected = smallScenario().assumptions
            .filter { rule in rule.alternatives.contains { $0 != rule.value } && !without.contains(rule.name) }
        #expect(plan.candidates.count == flips.count + 1)
        #expect(names == Set(expected.map { "assume." + $0.name }))
        #expect(Set(Flip.assumptions(of: Scenario()).map(\.setting.name)).contains("assume.insufficient_data"))
    }

    @Test("settings are flipped to lower and higher values, and every one is taken")
    func settings() throws {
        let levels = SettingLevels.parameters(of: Scenario())
        let names = ["min", "target", "cpu", "out-cooldown", "in-cooldown", "dereg", "limit", "lb"]
        #expect(levels.map(\.name) == names)
        #expect(levels.first { $0.name == "target" }?.others == ["60", "100"])
        #expect(levels.first { $0.name == "lb" }?.others == ["lor", "wr"])
        // A setting at its value in force changes nothing, at another something.
        for level in levels {
            var same = Scenario()
            try ScenarioKnob.set(Setting(level.name, level.current), in: &same)
            #expect(same == Scenario(), "\(level.name)")
            for flip in level.flips { #expect(try flip.candidate(of: Scenario()).scenario != Scenario(), "\(flip)") }
        }
    }

    @Test("a tornado ranks flips by what they change and counts the verdicts that stand")
    func tornado() async throws {
        let flips = [
            Flip(Setting("assume.high_periods", "1"), isAssumption: true),
            Flip(Setting("min", "6"), isAssumption: false),
            Flip(Setting("min", "1"), isAssumption: false),
        ]
        let plan = try Tornado.plan(smallScenario(), flips, replications: 4)
        var evaluation = Evaluation(plan, runner: ReplicationRunner(workers: 2))
        let tornado = try await Tornado.run(flips, requirements: [Requirement(.refused, .below, 0.3)], &evaluation)
        let ranked = tornado.ranked(by: .monthlyCost).map(\.flip.setting.value)
        #expect(ranked.first == "6" && ranked.last == "1" && tornado.effects.count == 3)
        #expect(tornado.effects[2].difference(.monthlyCost)?.isIdentical == true && !tornado.effects[2].changesVerdict)
        #expect(tornado.effects[1].changesVerdict && tornado.unchanged <= 2)
    }

    @Test("elementary effects of a linear function are its slopes, of a product they vary")
    func morris() throws {
        let levels = (0..<5).map(String.init)
        let space = SearchSpace([.init("min", levels), .init("max", levels), .init("limit", levels)])
        let screening = try MorrisScreening(space, trajectories: 12, seed: 1)
        let linear = screening.effects { Double(3 * $0[0] - $0[1]) }
        #expect(linear.map(\.name) == ["min", "max", "limit"])
        #expect(linear.map(\.mean) == [12, -4, 0] && linear.map(\.meanSize) == [12, 4, 0])
        #expect(linear.allSatisfy { $0.standardDeviation == 0 })
        let product = screening.effects { Double($0[0] * $0[1]) }
        #expect(product[0].standardDeviation > 0 && product[2].meanSize == 0)
        #expect(screening == (try MorrisScreening(space, trajectories: 12, seed: 1)))
        #expect(throws: TuningError.self) {
            try MorrisScreening(SearchSpace([.init("min", ["1"])]), trajectories: 1, seed: 1)
        }
    }
}
