import ArgumentParser
import CapacityTuning
import FleetSimulation
import ScenarioFile
import SimulationReport

/// The command `scalesim sensitivity`.
struct SensitivityCommand: Study {
    static let configuration = CommandConfiguration(
        commandName: "sensitivity",
        abstract: "Tries every other reading of AWS's undocumented rules, and says which of them matter.",
        usage: "scalesim sensitivity [<scenario>] [--vary <name=values>] [<options>]",
        discussion: """
            EXAMPLES
              scalesim sensitivity
              scalesim sensitivity my.yaml --measure forced_disconnects --require 'P(refused) < 1%'
              scalesim sensitivity --vary min=2,4 --vary lb=lor --vary dereg=60,600
            """
    )

    @OptionGroup var base: ScenarioOptions

    @Option(help: ArgumentHelp("The measure that the bars show: cost, or one of --require's.", valueName: "measure"))
    var measure = "cost"

    @Option(help: ArgumentHelp("Settings to flip beside the assumptions: min=2,4.", valueName: "name=values"))
    var vary: [String] = []

    @OptionGroup(title: "Runs and output")
    var study: StudyOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    private func flips(of scenario: Scenario) throws -> [Flip] {
        var flips = Flip.assumptions(of: scenario)
        guard !vary.isEmpty else { return flips }
        for axis in try SearchSpace(parsing: vary.joined(separator: ",")).axes {
            flips += axis.values.map { Flip(Setting(axis.name, $0), isAssumption: false) }
        }
        return flips
    }

    func plan() throws -> ReplicationPlan {
        _ = try Tune.measure(measure, flag: "--measure")
        let scenario = try base.load().scenario
        return try Tornado.plan(scenario, flips(of: scenario), replications: study.replications ?? 32)
    }

    func report(_ evaluation: inout Evaluation, reproduction: [String]) async throws -> StudyReport {
        let loaded = try base.load()
        let requirements = try loaded.requirements.map { text in try Requirement(parsing: text) }
        let tornado = try await Tornado.run(
            flips(of: loaded.scenario),
            requirements: requirements.isEmpty ? [.rarelyRefused] : requirements,
            &evaluation
        )
        let report = SensitivityReport(
            tornado: tornado,
            measure: try Tune.measure(measure, flag: "--measure"),
            replications: evaluation.plan.replications,
            reproduction: reproduction
        )
        return StudyReport(page: report.page, json: report.json)
    }
}
