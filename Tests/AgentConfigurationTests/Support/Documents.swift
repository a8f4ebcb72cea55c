import AgentConfiguration
import BridgeCore

/// Both documents with one part of them in the place of the usual one.
enum Documents {
    static let declaration = """
        {"source_labels": ["job"], "dimensions": [["ClusterName"]], "metric_selectors": ["^app_"]}
        """

    /// An agent's document with these members in its prometheus section.
    static func agent(prometheus members: String) -> String {
        """
        {"logs": {"metrics_collected": {"prometheus": {
        "prometheus_config_path": "env:PROMETHEUS_CONFIG_CONTENT"\(members.isEmpty ? "" : ",\n" + members)
        }}}}
        """
    }

    /// An agent's document with these members in its processor beside the usual declaration.
    static func agent(processor members: String) -> String {
        Self.agent(prometheus: "\"emf_processor\": {\(members),\n\"metric_declaration\": [\(Self.declaration)]}")
    }

    /// An agent's document with this declaration.
    static func agent(declaration: String) -> String {
        Self.agent(prometheus: "\"emf_processor\": {\"metric_declaration\": [\n\(declaration)]}")
    }

    static var agent: String { Self.agent(declaration: Self.declaration) }

    static let targets = "static_configs: [{targets: ['localhost:9090']}]"

    /// A Prometheus configuration of a job with this line in addition.
    static func prometheus(job line: String) -> String {
        """
        scrape_configs:
          - job_name: app
            \(Self.targets)
            \(line)
        """
    }

    /// A Prometheus configuration with this line in its global section.
    static func prometheus(global line: String) -> String {
        """
        global:
          \(line)
        scrape_configs: [{job_name: app, \(Self.targets)}]
        """
    }

    static var prometheus: String { Self.prometheus(job: "scheme: http") }

    static func rehearsal(
        agent: String = Self.agent,
        prometheus: String = Self.prometheus,
        purpose: AgentDocuments.Purpose = .run
    ) -> Rehearsal {
        Rehearsal(
            agent: agent,
            prometheus: prometheus,
            identity: TaskIdentity(clusterName: "blue"),
            purpose: purpose
        )
    }
}

extension Rehearsal {
    /// The errors, one line each; empty if there are none.
    var errors: [String] {
        do throws(ConfigurationErrors) {
            _ = try self.plan()
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    /// The job of the plan.
    var job: ScrapeJob? { (try? self.plan())?.plan.jobs.first }
}
