import ArgumentParser
import FleetSimulation
import LosslessJSON
import ScenarioFile
import SimulationReport
import TargetTracking

/// The command `scalesim run`.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Simulates a scenario and says what happened, why, and what it costs.",
        discussion: """
            EXAMPLES
              scalesim run
              scalesim run my.yaml --min 4
              scalesim run --preset flash-crowd --require 'refused_clients == 0'
              scalesim run --spike 09:00=600/60s --load-balancer lor --json
            """
    )

    @OptionGroup var scenario: ScenarioOptions

    @Flag(help: "Print JSON (schemaVersion 1) in place of the page.")
    var json = false

    @Flag(help: "Print the state of the fleet every minute as CSV in place of the page.")
    var csv = false

    @Flag(help: "Print Markdown, for a pull request, in place of the page.")
    var markdown = false

    @Option(help: ArgumentHelp("Write one self-contained HTML page too.", valueName: "file"))
    var html: String?

    @Flag(help: "List every decision, also those not to scale, with its arithmetic.")
    var decisions = false

    @Flag(name: .shortAndLong, help: "Print the verdict and what was required only.")
    var quiet = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        let loaded = try scenario.load()
        let requirements = try OutcomeRequirement.read(loaded.requirements)
        let outcome = try Self.simulate(loaded.scenario)
        if csv { return Console.write(SeriesCSV.text(outcome.series)) }
        var input = RunPageBuilder.Input(
            name: loaded.name,
            description: loaded.description,
            scenario: loaded.scenario,
            outcome: outcome,
            decisions: outcome.controlPlane?.decisions ?? [],
            demands: outcome.controlPlane?.demands ?? []
        )
        input.requirements = requirements
        input.warnings = loaded.warnings
        input.showsAllDecisions = decisions
        input.reproduction = CommandLineText.reproduction(loaded)
        if let html {
            var complete = input
            complete.showsAllDecisions = true
            try Console.write(RunPageBuilder(complete).page().html(), toFile: html)
        }
        let builder = RunPageBuilder(input)
        if json {
            Console.write(builder.json(version: ScaleSim.version, fingerprint: loaded.fingerprint).text(.pretty) + "\n")
        } else {
            let page = builder.page()
            let text = quiet ? page.verdictText(output.style) : page.text(output.style)
            Console.write(markdown ? page.markdown() : text)
        }
        if requirements.contains(where: { !$0.holds(for: outcome) }) { throw ExitCode(1) }
    }

    /// One run with everything recorded.
    static func simulate(_ scenario: Scenario) throws -> Outcome {
        do throws(ScenarioError) {
            return try Simulation(scenario).run()
        } catch {
            throw InputError(error.description)
        }
    }
}

extension OutcomeRequirement {
    /// Reads requirements; a wrong one is an input error with the nearest measure as a hint.
    static func read(_ texts: [String]) throws -> [OutcomeRequirement] {
        try texts.map { text in
            do throws(OutcomeRequirement.ReadingError) {
                return try OutcomeRequirement(text)
            } catch {
                var message = "require: \(error.description)"
                if let name = error.unknownName {
                    let nearest = NearestName.of(name, among: OutcomeMeasure.all.map(\.name))
                    message += nearest.map { "; did you mean \"\($0)\"?" } ?? "; scalesim presets --measures lists them"
                }
                throw InputError(message)
            }
        }
    }
}
