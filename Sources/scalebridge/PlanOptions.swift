import AgentConfiguration
import ArgumentParser
import BridgeCore
import BridgeRuntime

/// Where the plan comes from: flags for targets, or the CloudWatch Agent's two documents.
struct PlanOptions: ParsableArguments {
    @OptionGroup(title: "Configuration of the CloudWatch Agent") var agent: AgentDocumentOptions
    @OptionGroup(title: "Targets by flags") var targets: TargetOptions
    @OptionGroup(title: "Publication") var publication: PublicationOptions
    @OptionGroup(title: "Identity") var identity: IdentityOptions

    /// The plan, and notes on what in the documents has no effect.
    ///
    /// - Throws: `ValidationError` or `ConfigurationErrors`, with everything that is wrong.
    func plan(taskMetadataURL: String?) throws -> (plan: BridgePlan, notes: [String]) {
        let identity = self.identity.identity
        if !self.targets.targets.isEmpty {
            guard self.agent.cwConfig == nil, self.agent.prometheusConfig == nil else {
                throw ValidationError("--target and --cw-config exclude each other: a plan comes from one of them.")
            }
            let isTask = taskMetadataURL != nil || (identity.clusterName != nil && identity.serviceName != nil)
            var plan = try self.targets.plan(identity: identity, isTask: isTask)
            self.publication.apply(to: &plan.publication)
            return (plan, [])
        }
        guard let document = try self.agent.agentDocument() else {
            throw ValidationError(
                "Nothing to scrape: give --target (for example --target 127.0.0.1:9090), or the agent's configuration "
                    + "in \(AgentDocumentOptions.variable) or with --cw-config."
            )
        }
        var documents = AgentDocuments(environment: { Environment[$0] }, readFile: { try SmallFile.read($0) })
        documents.identity = identity
        documents.learnsIdentity = taskMetadataURL != nil
        documents.logsUnselected = self.publication.logUnselected
        let result = try documents.plan(agent: document, prometheus: try self.agent.prometheusDocument())
        var plan = result.plan
        self.publication.apply(to: &plan.publication)
        return (plan, result.notes.map(\.description))
    }
}

/// The agent's documents on the command line or in the environment.
struct AgentDocumentOptions: ParsableArguments {
    /// The environment variable that the agent's container reads.
    static let variable = "CW_CONFIG_CONTENT"

    @Option(
        help: ArgumentHelp(
            "The agent's JSON document. Default: the environment variable CW_CONFIG_CONTENT.",
            valueName: "file"
        )
    )
    var cwConfig: String?

    @Option(
        help: ArgumentHelp(
            "The Prometheus configuration. Default: what prometheus_config_path in the agent's document names.",
            valueName: "file"
        )
    )
    var prometheusConfig: String?

    /// The agent's document; nil if there is none.
    func agentDocument() throws -> ConfigurationDocument? {
        if let file = self.cwConfig { return try Self.read(file) }
        guard let text = Environment[Self.variable], !text.isEmpty else { return nil }
        return ConfigurationDocument(name: Self.variable, bytes: Array(text.utf8))
    }

    /// The Prometheus configuration named on the command line; nil if none is.
    func prometheusDocument() throws -> ConfigurationDocument? {
        try self.prometheusConfig.map(Self.read)
    }

    private static func read(_ file: String) throws -> ConfigurationDocument {
        ConfigurationDocument(name: file, bytes: try SmallFile.read(file))
    }
}
