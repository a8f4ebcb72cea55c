public import BridgeCore

/// Reads the CloudWatch Agent's two documents, the agent's JSON and the Prometheus YAML, into a plan.
///
/// Reading is strict: every key is honoured, noted as without effect, or refused, and all errors of both documents come
/// together. Nothing is read but through the closures given.
///
/// ```swift
/// let documents = AgentDocuments(
///     environment: { ProcessInfo.processInfo.environment[$0] },
///     readFile: { path in try readBytes(path) }
/// )
/// let result = try documents.plan(
///     agent: ConfigurationDocument(name: "CW_CONFIG_CONTENT", bytes: Array(text.utf8))
/// )
/// for note in result.notes { log(note.description) }
/// run(result.plan)
/// ```
public struct AgentDocuments: Sendable {
    /// What the plan is for, which decides how strictly it is judged.
    public enum Purpose: Sendable {
        /// To run: whatever leaves less to publish than the documents seem to say is an error.
        case run
        /// To see what would be published: such errors become notes of kind ``ConfigurationNote/Kind/refusedInRun``.
        case rehearsal
    }

    /// Whether the plan is to run or to be looked at.
    public var purpose = Purpose.run
    /// What flags and environment say of the task; `cluster_name` of the document wins over it.
    public var identity = TaskIdentity()
    /// Whether the task metadata endpoint will complete the identity, or its values need not be known yet.
    ///
    /// If not, a declaration that needs `ClusterName` is an error unless something gives it.
    public var learnsIdentity = false

    /// Whether samples that become no metric are logged (``PublicationPlan/logsUnselected``), so that declarations
    /// without dimensions have an effect.
    public var logsUnselected = false

    private let environment: @Sendable (String) -> String?
    private let readFile: @Sendable (String) throws -> [UInt8]

    /// The path of the Prometheus configuration where the agent's document names none.
    public static let defaultPrometheusPath = "/etc/cwagentconfig/prometheus.yaml"

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - environment: The value of an environment variable; asked for `env:NAME` only.
    ///   - readFile: The bytes of a file; asked for the Prometheus configuration only. The text of an error it throws
    ///     becomes part of the message.
    public init(
        environment: @escaping @Sendable (String) -> String?,
        readFile: @escaping @Sendable (String) throws -> [UInt8]
    ) {
        self.environment = environment
        self.readFile = readFile
    }

    /// The plan of both documents.
    ///
    /// - Parameters:
    ///   - agent: The agent's JSON document.
    ///   - prometheus: The Prometheus configuration; nil to read what `prometheus_config_path` names. A name with a slash
    ///     is taken as a path, from whose folder relative paths in it start.
    /// - Returns: The plan, and notes on what has no effect.
    /// - Throws: Everything that is wrong in both documents.
    public func plan(
        agent: ConfigurationDocument,
        prometheus: ConfigurationDocument? = nil
    ) throws(ConfigurationErrors) -> (plan: BridgePlan, notes: [ConfigurationNote]) {
        var report = Report(isRehearsal: self.purpose == .rehearsal, logsUnselected: self.logsUnselected)
        let document = JSONReading.root(agent.bytes, source: agent.name, &report).flatMap { AgentDocument($0, &report) }
        let source = prometheus ?? document.flatMap { self.prometheusDocument(of: $0, &report) }
        var scraping: PrometheusDocument?
        if let source, let root = YAMLReading.root(source.bytes, source: source.name, &report) {
            scraping = PrometheusDocument(root, directory: Self.directory(of: source.name), &report)
        }
        guard let document, let scraping else { throw ConfigurationErrors(report.errors) }
        if let node = document.clusterNameNode, let own = document.clusterName, let other = self.identity.clusterName,
            own != other
        {
            report.note(node, "wins over \(other), the name that flags or environment give")
        }
        var identity = TaskIdentity(clusterName: document.clusterName).completed(by: self.identity)
        if identity.clusterName?.isEmpty == true { identity.clusterName = nil }
        let publication = self.publication(of: document, identity, &report)
        let plan = BridgePlan(jobs: scraping.jobs, publication: publication, identity: identity)
        if identity.clusterName == nil, !self.learnsIdentity { Self.checkClusterName(document, plan, &report) }
        if !report.errors.isEmpty { throw ConfigurationErrors(report.errors) }
        return (plan, report.notes)
    }

    private func publication(
        of document: AgentDocument,
        _ identity: TaskIdentity,
        _ report: inout Report
    ) -> PublicationPlan {
        let cluster = identity.clusterName
        let isTask = cluster != nil || self.learnsIdentity
        let fallback = isTask ? "ECS/ContainerInsights/Prometheus" : "CWAgent/Prometheus"
        var publication = PublicationPlan(namespace: document.processor?.namespace ?? fallback)
        publication.extractionDisabled = document.extractionDisabled
        publication.logsUnselected = self.logsUnselected
        publication.logGroupName =
            document.logGroupName ?? cluster.map { "/aws/ecs/containerinsights/\($0)/prometheus" }
        guard let processor = document.processor else {
            report.refuseLogOnly(
                document.section,
                "emf_processor is missing: nothing would become a metric; add one with a metric_declaration"
            )
            return publication
        }
        publication.declarations = processor.declarations
        publication.units = processor.units
        return publication
    }

    /// A declaration that needs the cluster's name must be able to get it.
    private static func checkClusterName(_ document: AgentDocument, _ plan: BridgePlan, _ report: inout Report) {
        let name = "ClusterName"
        let isGiven = plan.jobs.contains { job in
            job.staticTargets.contains { $0.labels.contains { $0.name == name } }
                || (job.relabelRules + job.metricRelabelRules).contains { $0.targetLabel == name }
        }
        guard let processor = document.processor, !isGiven else { return }
        for (declaration, node) in zip(processor.declarations, processor.declarationNodes) {
            guard declaration.dimensionSets.joined().contains(name) || declaration.sourceLabels.contains(name) else {
                continue
            }
            report.error(
                node,
                "needs ClusterName, which is not known outside ECS; set cluster_name beside emf_processor, or give "
                    + "--cluster or SCALEBRIDGE_CLUSTER"
            )
            return
        }
    }

    private func prometheusDocument(of document: AgentDocument, _ report: inout Report) -> ConfigurationDocument? {
        var path = Self.defaultPrometheusPath
        var place = document.section
        if let node = document.prometheusConfigPath {
            place = node
            guard let text = node.nonEmptyString(&report) else { return nil }
            path = text
        }
        if path.hasPrefix("env:") {
            let name = String(path.dropFirst(4))
            guard let text = self.environment(name), !text.isEmpty else {
                report.error(
                    place,
                    "the environment variable \(name) is not set; expected the Prometheus configuration in it; set it, or "
                        + "give --prometheus-config"
                )
                return nil
            }
            return ConfigurationDocument(name: name, bytes: Array(text.utf8))
        }
        if path.hasPrefix("file:") { path = String(path.dropFirst(path.hasPrefix("file://") ? 7 : 5)) }
        do {
            return ConfigurationDocument(name: path, bytes: try self.readFile(path))
        } catch {
            report.error(
                place,
                "the Prometheus configuration \(path) cannot be read: \(error); expected a readable file; mount it, or "
                    + "give --prometheus-config"
            )
            return nil
        }
    }

    private static func directory(of name: String) -> String {
        guard let slash = name.lastIndex(of: "/") else { return "" }
        return String(name[...slash])
    }
}

/// A document and its name in messages: a file's path, or the environment variable it came from.
public struct ConfigurationDocument: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The text in UTF-8.
    public var bytes: [UInt8]

    /// Creates a document.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
