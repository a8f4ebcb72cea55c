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
            Every alternative of every assumption and lower and higher settings are tried one at a time. --morris tries \
            them together: paths through the whole space that change one input after the other.

            EXAMPLES
              scalesim sensitivity
              scalesim sensitivity my.yaml --measure forced_disconnects --require 'P(refused) < 1%'
              scalesim sensitivity --vary min=2,4 --vary lb=lor --vary dereg=60,600
              scalesim sensitivity --morris 10
            """
    )

    @OptionGroup var base: ScenarioOptions

    @Option(help: ArgumentHelp("The measure that the bars show: cost, or one of --require's.", valueName: "measure"))
    var measure = "cost"

    @Option(
        help: ArgumentHelp(
            "Settings to flip beside the assumptions, in place of the usual ones: min=2,4.",
            valueName: "name=values"
        )
    )
    var vary: [String] = []

    @Option(help: ArgumentHelp("Morris's screening with so many paths, usually 10 to 20.", valueName: "paths"))
    var morris: Int?

    @OptionGroup(title: "Runs and output")
    var study: StudyOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    private func flips(of scenario: Scenario) throws -> [Flip] {
        let assumptions = Flip.assumptions(of: scenario)
        guard !vary.isEmpty else { return assumptions + SettingLevels.parameters(of: scenario).flatMap(\.flips) }
        return try assumptions
            + SearchSpace(parsing: vary.joined(separator: ",")).axes.flatMap { axis in
                axis.values.map { Flip(Setting(axis.name, $0), isAssumption: false) }
            }
    }

    private func screening(of scenario: Scenario, paths: Int) throws -> MorrisScreening {
        guard paths > 0 else { throw InputError("--morris: expected at least 1, but found \(paths)") }
        let assumptions = SearchSpace(SettingLevels.assumptions(of: scenario))
        let settings =
            vary.isEmpty
            ? SearchSpace(SettingLevels.parameters(of: scenario))
            : try SearchSpace(parsing: vary.joined(separator: ","))
        return try MorrisScreening(
            SearchSpace(settings.axes + assumptions.axes),
            trajectories: paths,
            seed: scenario.seed
        )
    }

    func plan() throws -> ReplicationPlan {
        let measure = try Tune.measure(measure, flag: "--measure")
        let scenario = try base.load().scenario
        if let morris {
            return try screening(of: scenario, paths: morris)
                .plan(scenario, replications: study.replications ?? 4, measures: [measure])
        }
        return try Tornado.plan(scenario, flips(of: scenario), replications: study.replications ?? 32)
    }

    func report(_ evaluation: inout Evaluation, reproduction: [String]) async throws -> StudyReport {
        let loaded = try base.load()
        let measure = try Tune.measure(measure, flag: "--measure")
        if let morris {
            let screening = try screening(of: loaded.scenario, paths: morris)
            let report = ScreeningReport(
                effects: try await screening.effects(on: measure, &evaluation),
                of: screening,
                measure: measure,
                replications: evaluation.plan.replications,
                reproduction: reproduction
            )
            return StudyReport(page: report.page, json: report.json)
        }
        let requirements = try loaded.requirements.map { text in try Requirement(parsing: text) }
        let tornado = try await Tornado.run(
            flips(of: loaded.scenario),
            requirements: requirements.isEmpty ? [.rarelyRefused] : requirements,
            &evaluation
        )
        let report = SensitivityReport(
            tornado: tornado,
            measure: measure,
            replications: evaluation.plan.replications,
            reproduction: reproduction
        )
        return StudyReport(page: report.page, json: report.json)
    }
}
