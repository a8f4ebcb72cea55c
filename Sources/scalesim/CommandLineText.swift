import FleetSimulation
import ScenarioFile

/// The command that was given, as text that a shell takes back.
enum CommandLineText {
    /// The lines at the end of a page: what to type for the same bytes.
    static func reproduction(_ loaded: LoadedScenario) -> [String] {
        let arguments = CommandLine.arguments.dropFirst()
        let command = (["scalesim"] + arguments.map(quoted)).joined(separator: " ")
        return [
            "\(command)  (scalesim \(ScaleSim.version), seed \(loaded.scenario.seed), scenario \(loaded.fingerprint): "
                + "the same command prints the same bytes)"
        ]
    }

    /// The same for a study, whose plan names its seeds itself.
    static func reproduction(_ arguments: [String]) -> [String] {
        let command = (["scalesim"] + PartCommand.withoutShard(arguments).map(quoted)).joined(separator: " ")
        return ["\(command)  (scalesim \(ScaleSim.version): the same command prints the same bytes)"]
    }

    /// The argument, in single quotes if a shell would read it otherwise.
    static func quoted(_ argument: String) -> String {
        let plain = argument.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,%+@".contains($0)) }
        if plain, !argument.isEmpty { return argument }
        return "'" + argument.replacing("'", with: "'\\''") + "'"
    }
}
