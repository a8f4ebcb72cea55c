import FleetSimulation
import TargetTracking
import Testing
import TuningCases

@testable import CapacityTuning

struct SearchTests {
    @Test("a search text gives every combination, the last knob fastest")
    func grid() throws {
        let space = try SearchSpace(parsing: "min=1..3,target=20..40/20,in-cooldown=300, 420,lb=rr,lor")
        #expect(space.axes.map(\.values) == [["1", "2", "3"], ["20", "40"], ["300", "420"], ["rr", "lor"]])
        let candidates = try space.grid(around: smallScenario())
        #expect(space.gridSize == 24 && candidates.count == 24)
        #expect(candidates[0].label == "min=1 target=20 in-cooldown=300 lb=rr")
        #expect(candidates[23].label == "min=3 target=40 in-cooldown=420 lb=lor")
        #expect(candidates[23].scenario.scaling.minimumCapacity == 3)
        #expect(candidates[23].scenario.scaling.targetTracking[0].target == Ratio(40))
        #expect(candidates[23].scenario.scaling.targetTracking[0].scaleInCooldown == 420_000)
        #expect(candidates[23].scenario.loadBalancer.algorithm == .leastOutstandingRequests)
    }

    @Test("every knob takes a value and refuses another, and assumptions are knobs")
    func knobs() throws {
        var problems: [String] = []
        let values = ["lb": "wr", "victim": "oldest", "stop-order": "sigterm_at_once", "scale-in": "off"]
        for knob in ScenarioKnob.all {
            var scenario = Scenario.powersyncGuide()
            let before = scenario
            let value =
                values[knob.name] ?? "7"
            do { try ScenarioKnob.set(Setting(knob.name, value), in: &scenario) } catch { problems.append("\(error)") }
            if scenario == before { problems.append("\(knob.name)=\(value) changes nothing") }
            do {
                try ScenarioKnob.set(Setting(knob.name, "-x"), in: &scenario)
                problems.append("\(knob.name)=-x is taken")
            } catch {}
        }
        var scenario = smallScenario()
        try ScenarioKnob.set(Setting("assume.scale_in_mode", "one_task"), in: &scenario)
        try ScenarioKnob.set(Setting("assume.victim", "newest"), in: &scenario)
        #expect(problems.isEmpty && scenario.controlAssumptions.scaleInMode == .oneTask)
        #expect(scenario.lifecycle.victim == .newest)
    }

    @Test(
        "what is no search is refused",
        arguments: [
            ("", "NAME=VALUES"), ("min", "NAME=VALUES"), ("min=3..1", "no range"), ("min=1..9/0", "no range"),
            ("min=1,min=2", "twice"), ("min=1,1", "names a value twice"), ("min=", "empty value"),
            ("speed=1", "unknown setting \"speed\""), ("target=none", "target=none: expected"),
            ("min=0..999,max=1000..1999", "combinations"),
        ]
    )
    func refusedSearch(text: String, expected: String) {
        var message = ""
        do { _ = try SearchSpace(parsing: text).grid(around: smallScenario()) } catch { message = error.description }
        #expect(message.contains(expected), "\(message)")
    }

    @Test("a Latin hypercube shows each value of a knob equally often, and is the same for the same seed")
    func latinHypercube() throws {
        let space = SearchSpace([.init("min", ["1", "2", "3", "4"]), .init("target", ["20", "30", "40"])])
        let sample = try space.latinHypercube(12, seed: 4, around: smallScenario())
        #expect(sample == (try space.latinHypercube(12, seed: 4, around: smallScenario())))
        #expect(sample.count <= 12 && sample.count > 6)
        let other = try space.latinHypercube(12, seed: 5, around: smallScenario())
        #expect(sample.map(\.label) != other.map(\.label))
    }

    @Test(
        "a requirement is read and written",
        arguments: [
            ("P(refused) < 1%", "P(refused) < 1%"), ("P(forced_disconnects)<=0.05", "P(forced_disconnects) <= 5%"),
            ("refused_clients == 0", "refused_clients == 0"), ("reconnect_p99_s<=30.5", "reconnect_p99_s <= 30.5"),
            ("refused < 0.5%", "P(refused) < 0.5%"),
        ]
    )
    func requirement(text: String, written: String) throws {
        let requirement = try Requirement(parsing: text)
        #expect(requirement.text == written)
        #expect(try Requirement(parsing: requirement.text) == requirement)
    }

    @Test(
        "what is no requirement is refused",
        arguments: [
            ("refused", "no comparison"), ("refused_clients > 0", "only <, <= and =="),
            ("happiness < 1", "unknown measure"),
            ("refused_clients < many", "no number"), ("P(refused) < 2", "above 1"),
            ("refused_clients < -1", "no number"),
        ]
    )
    func refusedRequirement(text: String, expected: String) {
        var message = ""
        do { _ = try Requirement(parsing: text) } catch { message = error.description }
        #expect(message.contains(expected), "\(message)")
    }

    @Test("halving finds the cheapest candidate that a full enumeration finds")
    func findsOptimum() async throws {
        let space = try SearchSpace(parsing: "min=1..5")
        let goal = TuningGoal(requirements: [Requirement(.refused, .below, 0.3)], firstReplications: 4)
        let plan = try ReplicationPlan(try space.grid(around: smallScenario()), replications: 16)
        var halved = Evaluation(plan, runner: ReplicationRunner(workers: 2))
        let result = try await Tuning.search(goal, &halved)
        var full = Evaluation(plan, runner: ReplicationRunner(workers: 2))
        try await full.ensure(Array(0..<5), replications: 16)
        let best = (0..<5)
            .filter { full.proportion(.refused, of: $0).estimate < 0.3 }
            .min {
                full.moments(.monthlyCost, of: $0).mean
                    < full.moments(.monthlyCost, of: $1).mean
            }
        #expect(result.chosen == best && best != nil)
        #expect(result.rounds.map(\.replications) == [4, 8, 16] && result.rounds[2].candidates.count < 5)
        #expect(result.front.contains(result.best) && result.replicationsRun < 80)
    }

    @Test("sanity figures follow their closed forms")
    func sanity() {
        let figures = SanityFigures(Scenario.powersyncGuide(), peakConnections: 960)
        #expect(
            figures.limit == 285 && figures.tasksForLimit == 4 && figures.tasksForTarget == 12
                && figures.tasksByErlang == 4
        )
        #expect(figures.secondsToDecision == 255 && figures.cooldownAgainstDrainRace == 375)
        #expect(figures.spikeAtMinimum == 570)
    }
}
