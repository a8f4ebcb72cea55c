import ArgumentParser
import BridgeCore
import BridgeRuntime

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Scrapes a built-in PowerSync-shaped endpoint every second and prints EMF.",
        discussion: """
            Nothing is needed beside this program: the endpoint listens on a free port of 127.0.0.1, and its \
            connection count rises and falls between 40 and 120.

            EXAMPLE
              scalebridge demo --for 10s
            """
    )

    @Option(name: .customLong("for"), help: "How long to run. Default: until interrupted.")
    var duration: DurationArgument?

    @OptionGroup var logging: LoggingOptions

    func run() async throws {
        let endpoint = try await DemoEndpoint.start()
        var job = ScrapeJob(name: "powersync", intervalMilliseconds: 1000, timeoutMilliseconds: 1000)
        job.staticTargets = [TargetGroup(addresses: ["127.0.0.1:\(endpoint.port)"])]
        let declaration = MetricDeclaration(
            sourceLabels: ["job"],
            metricSelectors: [
                Pattern("^powersync_(concurrent_connections|operations_synced_total)$", anchoring: .search)
            ],
            dimensionSets: [["ClusterName", "ServiceName"]]
        )
        let plan = BridgePlan(
            jobs: [job],
            publication: PublicationPlan(namespace: "PowerSync", declarations: [declaration]),
            identity: TaskIdentity(clusterName: "demo-cluster", serviceName: "demo-service")
        )
        try await BridgeRunner.run(
            plan: plan,
            configuration: Bridge.Configuration(),
            logger: self.logging.makeLogger(),
            duration: self.duration
        )
        try await endpoint.stop()
    }
}
