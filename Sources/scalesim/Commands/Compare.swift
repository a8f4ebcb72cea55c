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
            A and B are files or presets; powersync-guide without them. With --vary, each combination of values that A \
            does not have already is compared with A as it is.

            Without --replications, 16 runs of each are made, and more up to 64 until the difference in cost is known to \
            1 % of A's cost. With --replications, all of that many are made, or with --precision as few of them as tell \
            the difference in --watch that well: rare refusals need hundreds.

            Settings of --vary: \(ScenarioKnob.all.map(\.name).joined(separator: ", ")), and assume.NAME for the \
            assumptions of "scalesim presets --assumptions".

            EXAMPLES
              scalesim compare powersync-guide min-4
              scalesim compare my.yaml --vary min=2,4,6 --vary target=60,80,100
              scalesim compare --vary lb=lor --replications 200 --markdown
              scalesim compare --vary in-cooldown=300,480 --measures scaling_actions,refused
              scalesim compare --vary target=90 --precision 5% --watch forced_disconnects --replications 1000
            """
    )

    @Argument(help: ArgumentHelp("Files or presets; the first is the baseline.", valueName: "a b"))
    var scenarios: [String] = []

    @Option(help: ArgumentHelp("Values of a setting: min=2,4,6 or target=60..100/20.", valueName: "name=values"))
    var vary: [String] = []

    @Option(
        help: ArgumentHelp(
            "Show these measures only, such as scaling_actions,refused; all without it, or the main ones of many.",
            valueName: "names"
        )
    )
    var measures: String?

    @Option(
        help: ArgumentHelp(
            "Stop when the difference is known to this part of the baseline's mean, such as 5%.",
            valueName: "share"
        )
    )
    var precision: String?

    @Option(help: ArgumentHelp("The measure that --precision is about: cost, or another.", valueName: "measure"))
    var watch = "cost"

    @OptionGroup(title: "Runs and output")
    var study: StudyOptions

    @OptionGroup(title: "Change all of them")
    var changes: ScenarioChanges

    @OptionGroup(title: "Output")
    var output: OutputOptions

    /// The measures to show, in the order asked for.
    private func shownMeasures() throws -> [Measure]? {
        guard let measures else { return nil }
        return try measures.split(separator: ",").map { try Tune.measure(String($0), flag: "--measures") }
    }

    /// The part of the baseline's mean to which a difference is to be known; 0 for as many runs as there are.
    private func share() throws -> Double {
        // A number of runs asked for is a number run.
        guard let precision else { return study.replications == nil ? 0.01 : 0 }
        let isPercent = precision.hasSuffix("%")
        guard let value = Double(isPercent ? precision.dropLast() : precision[...]), value >= 0, value.isFinite else {
            throw InputError("--precision: expected a share such as 1% or 0.01, but found \"\(precision)\"")
        }
        return isPercent ? value / 100 : value
    }

    func plan() throws -> ReplicationPlan {
        _ = try (shownMeasures(), share(), Tune.measure(watch, flag: "--watch"))
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
            for baseline in candidates {
                // A value that the baseline has already is the baseline again.
                candidates += try space.grid(around: baseline.scenario).filter { $0.scenario != baseline.scenario }
            }
        }
        guard candidates.count > 1 else {
            throw InputError(
                vary.isEmpty
                    ? "nothing to compare with: give two scenarios, or --vary such as --vary min=2,4"
                    : "nothing to compare with: \(names[0]) has what --vary says already; give it further values"
            )
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
            scenarios: plan.candidates.map(\.scenario),
            measures: try shownMeasures(),
            stopping: isKnown ? "They ended when the difference in \(name) was known to ±\(percent)." : "",
            reproduction: reproduction
        )
        return StudyReport(page: report.page, json: report.json)
    }
}
