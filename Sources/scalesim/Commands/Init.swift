import ArgumentParser
import ScenarioFile

/// The command `scalesim init`.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a commented scenario to start your own from.",
        discussion: """
            The text is the preset powersync-guide. Keep the lines you change and delete the others if you like.

            EXAMPLE
              scalesim init > my.yaml
              scalesim run my.yaml
            """
    )

    func run() {
        Console.write(Preset.standard.text)
    }
}
