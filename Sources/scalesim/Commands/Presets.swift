import ArgumentParser
import ScenarioFile
import SimulationReport

/// The command `scalesim presets`.
struct Presets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the built-in scenarios, the measures and the assumptions by name.",
        discussion: """
            EXAMPLES
              scalesim presets
              scalesim presets flash-crowd      the scenario's text
              scalesim presets --measures       names for --require
            """
    )

    @Argument(help: ArgumentHelp("Print this preset's text.", valueName: "preset"))
    var name: String?

    @Flag(help: "List the measures that --require and --json know.")
    var measures = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        if let name {
            guard let preset = Preset.named(name) else {
                throw InputError("unknown preset \"\(name)\"; \(NearestName.hint(name, among: Preset.all.map(\.name)))")
            }
            return Console.write(preset.text)
        }
        var table = TextTable([.left, .left], indent: 0)
        if measures {
            for measure in OutcomeMeasure.all { table.add([.init(measure.name), .init(measure.summary, .faint)]) }
        } else {
            for preset in Preset.all { table.add([.init(preset.name), .init(preset.summary, .faint)]) }
        }
        Console.write(table.lines(output.style).joined(separator: "\n") + "\n")
    }
}
