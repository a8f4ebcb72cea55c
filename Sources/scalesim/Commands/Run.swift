import ArgumentParser
import ScenarioFile
import SimulationReport

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

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        _ = try scenario.load()
    }
}
