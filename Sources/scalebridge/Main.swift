import AgentConfiguration
import ArgumentParser
import Glibc

@main
struct Main {
    static func main() async {
        // A reader that goes away must end the program with a message, not with a signal.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try ScaleBridge.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Self.exit(for: error)
        }
    }

    /// Ends the program: 0 for help and version, the command's own code where it threw one, 2 for bad input or usage.
    private static func exit(for error: any Error) -> Never {
        let code = ScaleBridge.exitCode(for: error)
        if code == .success || error is ExitCode { ScaleBridge.exit(withError: error) }
        if let errors = error as? ConfigurationErrors {
            // One line for each, which begins with the place, as editors and people look for it.
            StandardError.write(errors.description)
        } else {
            StandardError.write(ScaleBridge.fullMessage(for: error))
        }
        Glibc.exit(2)
    }
}

struct ScaleBridge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scalebridge",
        abstract: "Turns Prometheus metrics into CloudWatch metrics that ECS target tracking can scale on.",
        discussion: """
            The sidecar that replaces the CloudWatch Agent: it scrapes Prometheus text, writes CloudWatch \
            Embedded Metric Format to standard output, and tells why a scaling policy does not act.

            EXAMPLES
              scalebridge demo --for 10s
              scalebridge run --target 127.0.0.1:9090 --namespace PowerSync
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, DemoCommand.self, ParseCommand.self, DryRunCommand.self, DoctorCommand.self,
            HealthCommand.self,
            CheckCommand.self,
            AdoptCommand.self, DashboardCommand.self,
        ]
    )
}
