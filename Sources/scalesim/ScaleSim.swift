import ArgumentParser
import Foundation

/// The program: what a scaling configuration does on a given day.
@main
struct ScaleSim: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "scalesim",
        abstract: "Simulates an ECS service under AWS target tracking: who is refused, cut, and what it costs.",
        discussion: """
            Without a command, "run" simulates the preset powersync-guide.

            EXAMPLES
              scalesim
              scalesim run --min 4 --spike 09:00=600/60s
              scalesim init > my.yaml && scalesim run my.yaml

            Exit codes: 0 all is well, 1 something required does not hold, 2 wrong input or usage.
            """,
        version: version,
        subcommands: [
            Run.self, Compare.self, Tune.self, SensitivityCommand.self, Explain.self, Backtest.self, Lint.self,
            Init.self,
            Presets.self, Verify.self, Merge.self,
        ],
        defaultSubcommand: Run.self
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var study = command as? any AsyncParsableCommand {
                try await study.run()
            } else {
                try command.run()
            }
        } catch {
            exitProgram(after: error)
        }
    }

    /// Prints what went wrong and ends: usage and input errors with 2, help with 0, a command's own code as it is.
    private static func exitProgram(after error: any Error) -> Never {
        if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
        let message = fullMessage(for: error)
        if exitCode(for: error).isSuccess {
            Console.write(message + "\n")
            Foundation.exit(0)
        }
        Console.complain(message)
        Foundation.exit(2)
    }
}
