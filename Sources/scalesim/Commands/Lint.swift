import AWSDocuments
import ArgumentParser
import FleetSimulation
import LosslessJSON
import ScenarioFile
import SetupLint
import SimulationReport
import TargetTracking

/// The command `scalesim lint`.
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks a scenario's scaling, or the AWS documents it names, without any simulation.",
        usage: "scalesim lint [<scenario>] [<options>]",
        discussion: """
            The rules are those of "scalebridge check". The exit code is 1 if something cannot work.

            EXAMPLES
              scalesim lint
              scalesim lint my.yaml --scale-in-cooldown 60s
              scalesim lint --policies describe-scaling-policies.json
            """
    )

    @OptionGroup var scenario: ScenarioOptions

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        let loaded = try scenario.load()
        let report: CheckReport
        do throws(JSONContentError) {
            report = CheckReport(try setup(loaded))
        } catch {
            throw InputError("\(error)")
        }
        Console.write(json ? report.json.text(.pretty) + "\n" : output.style.text(report.text))
        if report.hasErrors { throw ExitCode(1) }
    }

    /// The documents that the scenario stands for, and the metric that the bridge or the agent publishes.
    private func setup(_ loaded: LoadedScenario) throws(JSONContentError) -> Setup {
        let scenario = loaded.scenario
        var setup = Setup()
        let deployment = ScalingDeployment(scenario)
        for document in deployment.documents {
            let node = JSONNode(document.json, source: "\(loaded.name)/\(document.file)")
            if document.file == "scalable-target.json" {
                setup.scalableTargets = try ScalableTargetDocument.readAll(node)
            } else {
                setup.policies += try ScalingPolicyDocument.readAll(node)
            }
        }
        try readDocuments(into: &setup)
        let attributes = JSONNode(deployment.targetGroupAttributes, source: "\(loaded.name)/target-group.json")
        setup.attributes = [try LoadBalancingAttributesDocument(attributes)]
        let service = setup.policies.lazy.compactMap(\.service).first
        setup.bridgeMetrics = [
            PublishedMetric(
                namespace: "PowerSync",
                name: "powersync_concurrent_connections",
                dimensions: [.init("ClusterName", service?.cluster)]
            )
        ]
        setup.assumptions.connectionLimit = scenario.limits.httpConnections
        setup.assumptions.startSeconds = Int(
            scenario.lifecycle.startPhases.reduce(0) { $0 + $1.seconds.mean }.rounded()
        )
        setup.assumptions.metricDelaySeconds = scenario.controlAssumptions.customMetricDelay / 1000
        if let life = scenario.clients.tokenLifetimeSeconds {
            setup.assumptions.tokenSeconds = Int(life.mean.rounded())
        }
        return setup
    }

    /// The user's own documents in place of what the scenario stands for, so that findings point into them.
    private func readDocuments(into setup: inout Setup) throws(JSONContentError) {
        func node(_ file: String) -> JSONNode? {
            guard let bytes = try? ScenarioFiles().bytes(of: file), let document = try? JSONDocument(bytes) else {
                return nil
            }
            return JSONNode(document, source: file)
        }
        if let root = scenario.changes.policies.flatMap(node) {
            setup.policies = try ScalingPolicyDocument.readAll(root)
        }
        if let root = scenario.changes.scalableTarget.flatMap(node) {
            setup.scalableTargets = try ScalableTargetDocument.readAll(root)
        }
        if let root = scenario.changes.alarms.flatMap(node) {
            setup.alarms = try MetricAlarmDocument.readAll(root)
        }
    }
}
