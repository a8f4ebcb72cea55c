internal import BridgeCore

/// What the agent's JSON document says about the Prometheus pipeline.
struct AgentDocument {
    /// `prometheus_config_path`, if the document names one.
    var prometheusConfigPath: DocumentNode?
    /// `cluster_name`, if the document names one.
    var clusterName: String?
    var clusterNameNode: DocumentNode?
    var logGroupName: String?
    var extractionDisabled = false
    var processor: EMFProcessor?
    /// The `prometheus` section, for errors about what is missing in it.
    var section: DocumentNode

    /// Reads the whole document; sections of the agent that this pipeline does not have are refused or noted.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html>.
    init?(_ root: DocumentNode, _ report: inout Report) {
        let refused = ["metrics", "traces", "csm", "opentelemetry"].map {
            ($0, "is not collected here; this program runs the agent's Prometheus pipeline only; remove the section")
        }
        let place = "in the agent's document"
        guard let members = Members(root, known: ["agent", "logs"], refused: refused, in: place, &report) else {
            return nil
        }
        if let agent = members["agent"] { AgentSections.readAgent(agent, &report) }
        guard let logs = members["logs"] else {
            report.error(root, "logs.metrics_collected.prometheus is missing; expected the Prometheus pipeline there")
            return nil
        }
        guard let section = AgentSections.prometheusSection(of: logs, &report) else { return nil }
        let known = [
            "prometheus_config_path", "log_group_name", "cluster_name", "disable_metric_extraction", "emf_processor",
        ]
        let discovery =
            "discovery of tasks through the ECS API is not supported; run this program as a sidecar of every task with "
            + "static_configs, or list targets by file_sd_configs or dns_sd_configs; remove the section"
        let stream =
            "is no key here, for the agent neither; the container's log driver names the stream; remove it"
        guard
            let members = Members(
                section,
                known: known,
                refused: [("ecs_service_discovery", discovery), ("log_stream_name", stream)],
                in: "in the prometheus section",
                &report
            )
        else { return nil }
        self.section = section
        self.prometheusConfigPath = members["prometheus_config_path"]
        self.clusterNameNode = members["cluster_name"]
        self.clusterName = self.clusterNameNode?.nonEmptyString(&report)
        if let node = members["log_group_name"], let name = node.nonEmptyString(&report) {
            self.logGroupName = name
            report.note(
                node,
                "has no effect: lines go to standard output, and the container's log driver names the group"
            )
        }
        if let node = members["disable_metric_extraction"] {
            self.extractionDisabled = node.bool(&report) ?? false
            if self.extractionDisabled {
                report.note(node, "is true: lines are written for the log only, without metrics")
            }
        }
        if let node = members["emf_processor"] { self.processor = EMFProcessor(node, &report) }
    }
}
