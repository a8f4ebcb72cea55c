import ArgumentParser
import BridgeCore
import BridgeRuntime
import Logging
import ServiceLifecycle

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Scrapes targets and writes EMF lines to standard output.",
        discussion: """
            Standard output carries EMF only; everything else goes to standard error. SIGTERM and SIGINT end the \
            program within two seconds.

            EXAMPLES
              scalebridge run --target http://127.0.0.1:9090/metrics --namespace PowerSync
              scalebridge run --target 127.0.0.1:9100 --metric '^node_load1$' --dimensions instance --once
            """
    )

    @OptionGroup(title: "Targets by flags") var targets: TargetOptions
    @OptionGroup(title: "Publication") var publication: PublicationOptions
    @OptionGroup(title: "Identity") var identity: IdentityOptions
    @OptionGroup var logging: LoggingOptions

    @Flag(help: "Scrape every target once, then exit: 0 if each gave values, 1 if not.")
    var once = false

    @Option(help: "Name of the health socket; a name with a slash is a path, \"none\" is no socket.")
    var healthSocket = HealthProbe.defaultSocketName

    func run() async throws {
        guard !self.targets.targets.isEmpty else {
            throw ValidationError("Nothing to scrape: give --target, for example --target 127.0.0.1:9090.")
        }
        let metadataURL = Environment["ECS_CONTAINER_METADATA_URI_V4"]
        let identity = self.identity.identity
        let isTask = metadataURL != nil || (identity.clusterName != nil && identity.serviceName != nil)
        var plan = try self.targets.plan(identity: identity, isTask: isTask)
        self.publication.apply(to: &plan.publication)

        var configuration = Bridge.Configuration()
        configuration.runsOnce = self.once
        configuration.taskMetadataURL = metadataURL
        configuration.healthSocket = self.once || self.healthSocket == "none" ? nil : self.healthSocket
        try await BridgeRunner.run(plan: plan, configuration: configuration, logger: self.logging.makeLogger())
    }
}
