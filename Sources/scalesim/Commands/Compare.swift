import ArgumentParser
import CapacityTuning
import FleetSimulation
import ScenarioFile
import SimulationReport

/// The command `scalesim compare`.
struct Compare: Study {
    static let configuration = CommandConfiguration(
        abstract: "Compares configurations under the same clients: differences with 95 % intervals.",
        usage: "scalesim compare [<a>] [<b>] [--vary <name=values>] [<options>]",
        discussion: """
            A and B are files or presets; powersync-guide without them. With --vary, each combination of values is \
            compared with A as it is.

            EXAMPLES
              scalesim compare powersync-guide min-4
              scalesim compare my.yaml --vary min=2,4,6 --vary target=60,80,100
              scalesim compare --vary lb=lor --replications 200 --markdown
              scalesim compare --vary target=90 --precision 5% --watch forced_disconnects --replications 1000

            Runs are doubled from 16 on until the difference of the watched measure is known to --precision, or all \
            --replications are used.
            """
    )

    @Argument(help: ArgumentHelp("Files or presets; the first is the baseline.", valueName: "a b"))
    var scenarios: [String] = []

    @Option(help: ArgumentHelp("Values of a setting: min=2,4,6 or target=60..100/20.", valueName: "name=values"))
    var vary: [String] = []

    @Option(
        help: ArgumentHelp(
            "Stop when the difference is known to this part of the baseline's mean; 0 uses all runs.",
            valueName: "share"
        )
    )
    var precision = "1%"

    @Option(help: ArgumentHelp("The measure that --precision is about: cost, or another.", valueName: "measure"))
    var watch = "cost"

    @OptionGroup(title: "Runs and output")
    var study: StudyOptions

    @OptionGroup(title: "Change all of them")
    var changes: ScenarioChanges

    @OptionGroup(title: "Output")
    var output: OutputOptions

    private func share() throws -> Double {
        let isPercent = precision.hasSuffix("%")
        guard let value = Double(isPercent ? precision.dropLast() : precision[...]), value >= 0, value.isFinite else {
            throw InputError("--precision: expected a share such as 1% or 0.01, but found \"\(precision)\"")
        }
        return isPercent ? value / 100 : value
    }

    func plan() throws -> ReplicationPlan {
        _ = try (share(), Tune.measure(watch, flag: "--watch"))
        let names = scenarios.isEmpty ? [Preset.standard.name] : scenarios
        let overrides = try changes.overrides()
        var candidates = try names.map { name in
            Candidate(
                settings: [],
                scenario: try ScenarioOptions.read(ScenarioOptions.source(named: name), overrides: overrides).scenario
            )
        }
        if !vary.isEmpty {
            let space = try SearchSpace(parsing: vary.joined(separator: ","))
            for candidate in candidates { candidates += try space.grid(around: candidate.scenario) }
        }
        guard candidates.count > 1 else {
            throw InputError("nothing to compare with: give two scenarios, or --vary such as --vary min=2,4")
        }
        return try ReplicationPlan(candidates, replications: study.replications ?? 64)
    }

    func report(_ evaluation: inout Evaluation, reproduction: [String]) async throws -> StudyReport {
        let plan = evaluation.plan
        let share = try share()
        let watched = try Tune.measure(watch, flag: "--watch")
        let comparisons = try await Comparison.run(
            &evaluation,
            watched: share == 0 ? nil : watched,
            precision: share
        )
        let used = comparisons.map(\.replications).max() ?? 0
        let isKnown = used < plan.replications
        let name = watched == .monthlyCost ? "cost" : watched.title
        let percent = "\(NumberText.short(share * 100)) %"
        let report = ComparisonReport(
            labels: plan.candidates.map { candidate in
                let settings = candidate.settings.map(\.description).joined(separator: " ")
                guard !settings.isEmpty else { return candidate.scenario.name }
                return scenarios.count > 1 ? "\(candidate.scenario.name) \(settings)" : settings
            },
            comparisons: comparisons,
            seed: plan.seed,
            stopping: isKnown ? "They ended when the difference in \(name) was known to ±\(percent)." : "",
            reproduction: reproduction
        )
        return StudyReport(page: report.page, json: report.json)
    }
}
