import ArgumentParser
import BridgeRuntime

struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Asks a running bridge whether its scrapes succeed; made for a container health check.",
        discussion: """
            Exit code 0 while the last successful scrape of every target is younger than three intervals, 1 if not or \
            if no bridge answers within two seconds. No shell, no network and no writable file system is needed.

            EXAMPLE
              "healthCheck": {"command": ["CMD", "/scalebridge", "health"], "interval": 30, "startPeriod": 120}
            """
    )

    @Option(help: "Name of the health socket, as given to run.")
    var healthSocket = HealthProbe.defaultSocketName

    @Flag(help: "Print the health document.")
    var json = false

    func run() throws {
        let answer: HealthProbe.Answer
        do {
            answer = try HealthProbe.ask(socketName: self.healthSocket)
        } catch {
            StandardError.write("scalebridge health: no answer from a running bridge: \(error)")
            throw ExitCode(1)
        }
        if self.json { print(answer.document, terminator: "") }
        if !answer.isHealthy {
            if !self.json { StandardError.write("scalebridge health: not healthy: \(answer.document)") }
            throw ExitCode(1)
        }
    }
}
