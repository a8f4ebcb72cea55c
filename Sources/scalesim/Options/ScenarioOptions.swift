import ArgumentParser
import Foundation
import ScenarioFile

/// Which scenario, and what is changed in it; every command that simulates takes these.
struct ScenarioOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("A scenario file (see scalesim init); powersync-guide without one.", valueName: "file")
    )
    var file: String?

    @Option(help: "A built-in scenario in place of a file (see scalesim presets).")
    var preset: String?

    @OptionGroup(title: "Change the scenario")
    var changes: ScenarioChanges

    /// Reads the scenario with the changes applied.
    func load() throws -> LoadedScenario {
        try Self.read(source(), overrides: changes.overrides())
    }

    /// The file or the preset.
    func source() throws -> ScenarioSource {
        if let file {
            if let preset {
                throw InputError("give a file or --preset, not both (\(file), \(preset))")
            }
            return try Self.source(named: file)
        }
        guard let preset else { return ScenarioSource(Preset.standard) }
        guard let known = Preset.named(preset) else {
            let hint = NearestName.hint(preset, among: Preset.all.map(\.name))
            throw InputError("--preset: unknown preset \"\(preset)\"; \(hint)")
        }
        return ScenarioSource(known)
    }

    /// A file of this name, or else the preset of this name.
    static func source(named name: String) throws -> ScenarioSource {
        if !FileManager.default.fileExists(atPath: name), let preset = Preset.named(name) {
            return ScenarioSource(preset)
        }
        do {
            return try ScenarioSource(file: name)
        } catch {
            throw InputError(error.description)
        }
    }

    static func read(_ source: ScenarioSource, overrides: [ScenarioOverride]) throws -> LoadedScenario {
        do {
            return try LoadedScenario.read(source, overrides: overrides)
        } catch {
            throw InputError(error.description)
        }
    }
}

/// Input that is wrong: the message alone is printed, and the exit code is 2.
struct InputError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
