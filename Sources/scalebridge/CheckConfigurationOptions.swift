import AWSDocuments
import AgentConfiguration
import ArgumentParser
import BridgeCore
import Foundation
import LosslessJSON
import SetupLint

/// The agent's two documents: from files, else from the task definition that holds them, else from the environment.
struct CheckConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("cw-config"),
        help: ArgumentHelp(
            "The CloudWatch agent's JSON configuration. Default: CW_CONFIG_CONTENT of the task definition or environment.",
            valueName: "file"
        )
    )
    var agentConfiguration: String?

    @Option(
        name: .customLong("prometheus-config"),
        help: ArgumentHelp(
            "The Prometheus YAML. Default: what the CloudWatch configuration points to.",
            valueName: "file"
        )
    )
    var prometheusConfiguration: String?

    /// Whether a document was named.
    var isGiven: Bool { agentConfiguration != nil || prometheusConfiguration != nil }

    /// What is scraped where no Prometheus configuration is at hand: the job that the guide describes.
    private static let assumedPrometheus = """
        scrape_configs:
          - job_name: powersync
            static_configs:
              - targets: ["localhost:9090"]
        """

    /// Reads both documents for the places in findings, and the plan of both, if the agent's is at hand.
    ///
    /// - Throws: every fault of both documents, with file, line and key path.
    func plan(_ setup: inout Setup, identity: TaskIdentity, publication: PublicationOptions) throws -> BridgePlan? {
        let prometheus = try prometheusDocument(setup)
        if let prometheus {
            let text = String(decoding: prometheus.bytes, as: UTF8.self)
            setup.prometheusConfiguration = try YAMLValue.read(text, source: prometheus.name)
        }
        guard let agent = try agentDocument(setup) else { return nil }
        do {
            setup.agentConfiguration = JSONNode(try JSONDocument(agent.bytes), source: agent.name)
        } catch {
            throw JSONContentError(error, source: agent.name)
        }
        var documents = AgentDocuments(
            environment: { ProcessInfo.processInfo.environment[$0] },
            readFile: { try DocumentFiles.bytes($0) }
        )
        documents.identity = identity
        documents.learnsIdentity = true
        var (plan, notes) = try documents.plan(agent: agent, prometheus: prometheus ?? assumed(setup))
        for note in notes { StandardError.write("\(note)") }
        publication.apply(to: &plan.publication)
        return plan
    }

    // MARK: - Where the documents are

    private func agentDocument(_ setup: Setup) throws -> ConfigurationDocument? {
        try document(agentConfiguration, variable: "CW_CONFIG_CONTENT", setup)
    }

    private func prometheusDocument(_ setup: Setup) throws -> ConfigurationDocument? {
        try document(prometheusConfiguration, variable: "PROMETHEUS_CONFIG_CONTENT", setup)
    }

    private func document(_ file: String?, variable: String, _ setup: Setup) throws -> ConfigurationDocument? {
        if let file { return ConfigurationDocument(name: file, bytes: try DocumentFiles.bytes(file)) }
        for definition in setup.taskDefinitions {
            for container in definition.containers {
                guard let node = container.environment(variable), let text = node.value.string else { continue }
                return ConfigurationDocument(name: "\(node.source) \(variable)", bytes: Array(text.utf8))
            }
        }
        guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else { return nil }
        return ConfigurationDocument(name: variable, bytes: Array(text.utf8))
    }

    /// The assumed configuration if the agent's document takes its own from a variable that is not set here.
    private func assumed(_ setup: Setup) -> ConfigurationDocument? {
        let section = setup.agentConfiguration?.value["logs"]?["metrics_collected"]?["prometheus"]
        guard let path = section?["prometheus_config_path"]?.string, path.hasPrefix("env:"),
            ProcessInfo.processInfo.environment[String(path.dropFirst(4))]?.isEmpty ?? true
        else { return nil }
        StandardError.write(
            "scalebridge check: no --prometheus-config; taking a job \"powersync\" of localhost:9090 for it"
        )
        return ConfigurationDocument(name: "the assumed job", bytes: Array(Self.assumedPrometheus.utf8))
    }
}
