import ArgumentParser
import CapacityTuning
import ScenarioFile

/// The command `scalesim merge`.
struct Merge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts the parts of a sharded study together; the answer is that of the whole study, byte for byte.",
        discussion: """
            Each part keeps the command it belongs to, so the parts are enough, where the scenario files are at hand.

            EXAMPLE
              scalesim compare --vary min=2..8 --shard 1/2 --out part1 &
              scalesim compare --vary min=2..8 --shard 2/2 --out part2 &
              wait; scalesim merge part1 part2
            """
    )

    @Argument(help: "All parts of one study, in any order.")
    var parts: [String]

    @Flag(help: "Print JSON (schemaVersion 1).")
    var json = false

    @Flag(help: "Print Markdown, for a pull request.")
    var markdown = false

    mutating func run() async throws {
        try await Tuned.inputErrors {
            var named: [(name: String, part: PartFile)] = []
            var command: [String]?
            for name in parts {
                let (arguments, text) = try PartCommand.split(try Self.text(name), name: name)
                if let command, command != arguments {
                    throw InputError("\(name): belongs to another command than \(parts[0])")
                }
                command = arguments
                named.append((name, try PartFile(parsing: text, name: name)))
            }
            let arguments = command ?? []
            let shown = arguments + (json ? ["--json"] : []) + (markdown ? ["--markdown"] : [])
            guard let study = try ScaleSim.parseAsRoot(shown) as? any Study else {
                throw InputError("\(parts[0]): the command of the part is not a study")
            }
            let plan = try study.plan()
            var evaluation = Evaluation(plan, results: try PartFile.merge(named, of: plan))
            try await study.printReport(&evaluation, arguments: shown)
        }
    }

    private static func text(_ name: String) throws -> String {
        do {
            return try ScenarioFiles().text(of: name)
        } catch {
            throw InputError("\(error)")
        }
    }
}
