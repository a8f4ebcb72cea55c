import ArgumentParser
import FleetSimulation
import ScenarioFile
import SimulationReport
import TargetTracking

/// The command `scalesim presets`.
struct Presets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the built-in scenarios, the measures and the assumptions by name.",
        usage: "scalesim presets [<preset>] [<options>]",
        discussion: """
            EXAMPLES
              scalesim presets
              scalesim presets flash-crowd      the scenario's text
              scalesim presets --measures       names for --require
              scalesim presets --assumptions    names for --assume
            """
    )

    @Argument(help: ArgumentHelp("Print this preset's text.", valueName: "preset"))
    var name: String?

    @Flag(help: "List the measures that --require and --json know.")
    var measures = false

    @Flag(help: "List the rules of AWS that --assume changes, with values worth trying and sources.")
    var assumptions = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        if let name {
            guard let preset = Preset.named(name) else {
                throw InputError("unknown preset \"\(name)\"; \(NearestName.hint(name, among: Preset.all.map(\.name)))")
            }
            return Console.write(preset.text)
        }
        if assumptions { return Console.write(assumptionLines(output.style).joined(separator: "\n") + "\n") }
        var table = TextTable([.left, .left], indent: 0)
        if measures {
            for measure in OutcomeMeasure.all { table.add([.init(measure.name), .init(measure.summary, .faint)]) }
        } else {
            for preset in Preset.all { table.add([.init(preset.name), .init(preset.summary, .faint)]) }
        }
        Console.write(table.lines(output.style).joined(separator: "\n") + "\n")
    }

    private func assumptionLines(_ style: TerminalStyle) -> [String] {
        Scenario().assumptions.flatMap { assumption in
            let heading = "\(assumption.name) = \(assumption.value)  (\(assumption.provenance.rawValue))"
            var lines = [style.paint(heading, .heading)]
            lines += TextWrap.hanging("  ", assumption.summary, style: style)
            if !assumption.alternatives.isEmpty {
                let others = "try: \(assumption.alternatives.joined(separator: ", "))"
                lines += TextWrap.hanging("  ", others, style: style, ink: .faint)
            }
            return lines + TextWrap.hanging("  ", "source: \(assumption.source)", style: style, ink: .faint) + [""]
        }.dropLast()
    }
}
