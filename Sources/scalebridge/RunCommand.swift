import AgentConfiguration
import ArgumentParser
import BridgeCore
import BridgeRuntime
import Logging

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Scrapes targets and writes EMF lines to standard output.",
        discussion: """
            Without flags it reads the CloudWatch Agent's configuration from CW_CONFIG_CONTENT and from where that \
            document points. Standard output carries EMF only; everything else goes to standard error. SIGTERM and \
            SIGINT end the program within two seconds.

            EXAMPLES
              scalebridge run --target http://127.0.0.1:9090/metrics --namespace PowerSync
              scalebridge run --target 127.0.0.1:9100 --metric '^node_load1$' --dimensions instance --once
              scalebridge run --cw-config cw-agent-config.json --prometheus-config prometheus.yaml
            """
    )

    @OptionGroup var options: PlanOptions
    @OptionGroup var logging: LoggingOptions

    @Flag(help: "Scrape every target once, then exit: 0 if each gave values, 1 if not.")
    var once = false

    @Option(help: "Name of the health socket; a name with a slash is a path, \"none\" is no socket.")
    var healthSocket = HealthProbe.defaultSocketName

    func run() async throws {
        let metadataURL = Environment["ECS_CONTAINER_METADATA_URI_V4"]
        let (plan, notes) = try self.options.plan(taskMetadataURL: metadataURL)
        let logger = self.logging.makeLogger()
        for note in notes { logger.notice("\(note)") }

        var configuration = Bridge.Configuration()
        configuration.runsOnce = self.once
        configuration.taskMetadataURL = metadataURL
        configuration.healthSocket = self.once || self.healthSocket == "none" ? nil : self.healthSocket
        configuration.readTargetFile = { path, bytes in try TargetFile.groups(path: path, bytes: bytes) }
        try await BridgeRunner.run(plan: plan, configuration: configuration, logger: logger)
    }
}
