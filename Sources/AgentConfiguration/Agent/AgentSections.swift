/// The sections of the agent's document around the Prometheus pipeline.
enum AgentSections {
    private static let logging = "has no effect: this program logs to standard error; --log-level sets how much"
    private static let requests = "has no effect: lines go to standard output, and no request is sent to AWS"
    private static let collection = "has no effect: scrape_interval of the Prometheus configuration decides"

    /// Keys of `agent`: none changes what the Prometheus pipeline does here.
    static func readAgent(_ node: DocumentNode, _ report: inout Report) {
        let notes: [(key: String, kind: Kind, text: String)] = [
            ("metrics_collection_interval", .number, self.collection),
            ("region", .text, self.requests),
            ("region_type", .text, self.requests),
            ("credentials", .mapping, self.requests),
            ("logfile", .text, self.logging),
            ("debug", .bool, self.logging),
            ("quiet", .bool, self.logging),
            ("aws_sdk_log_level", .text, self.logging),
            ("user_agent", .text, self.requests),
            ("use_dualstack_endpoint", .bool, self.requests),
            ("internal", .bool, self.requests),
            ("run_as_user", .text, "has no effect: the image or the task definition names the user"),
            ("omit_hostname", .bool, "has no effect: no host label is added"),
            (
                "service.name", .text,
                "has no effect on Prometheus metrics; a label of static_configs can name the service"
            ),
            (
                "deployment.environment", .text,
                "has no effect on Prometheus metrics; a label of static_configs can name the environment"
            ),
        ]
        Self.read(node, notes: notes, in: "in the agent section", &report)
    }

    /// The `prometheus` section under `logs`.
    static func prometheusSection(of logs: DocumentNode, _ report: inout Report) -> DocumentNode? {
        let notes: [(key: String, kind: Kind, text: String)] = [
            ("force_flush_interval", .number, "has no effect: the lines of a scrape are written at once"),
            ("endpoint_override", .text, self.requests),
            ("credentials", .mapping, self.requests),
            ("concurrency", .number, self.requests),
            ("log_stream_name", .text, "has no effect: the container's log driver names the stream"),
            ("service.name", .text, "has no effect on Prometheus metrics"),
            ("deployment.environment", .text, "has no effect on Prometheus metrics"),
        ]
        let refused = [
            ("logs_collected", "log files are not collected here; the container's log driver does; remove the section")
        ]
        let members = Self.read(
            logs,
            notes: notes,
            others: ["metrics_collected"],
            refused: refused,
            in: "in the logs section",
            &report
        )
        guard let members else { return nil }
        guard let collected = members["metrics_collected"] else {
            report.error(logs, "metrics_collected.prometheus is missing; expected the Prometheus pipeline there")
            return nil
        }
        let sections = ["emf", "ecs", "kubernetes", "app_signals", "application_signals", "otlp", "statsd", "collectd"]
        let others = sections.map { ($0, "is not collected here, only prometheus is; remove the section") }
        let place = "in metrics_collected"
        guard let members = Members(collected, known: ["prometheus"], refused: others, in: place, &report) else {
            return nil
        }
        guard let section = members["prometheus"] else {
            report.error(collected, "prometheus is missing; expected the Prometheus pipeline there")
            return nil
        }
        return section
    }

    /// What a key without effect must hold all the same.
    private enum Kind {
        case text
        case number
        case bool
        case mapping
    }

    @discardableResult
    private static func read(
        _ node: DocumentNode,
        notes: [(key: String, kind: Kind, text: String)],
        others: [String] = [],
        refused: [(key: String, reason: String)] = [],
        in place: String,
        _ report: inout Report
    ) -> Members? {
        let members = Members(node, known: notes.map(\.key) + others, refused: refused, in: place, &report)
        guard let members else { return nil }
        for note in notes {
            guard let value = members[note.key] else { continue }
            let isRight: Bool =
                switch note.kind {
                case .text: value.string(&report) != nil
                case .number: value.integer(in: 0 ... .max, &report) != nil
                case .bool: value.bool(&report) != nil
                case .mapping: value.freeMembers(&report) != nil
                }
            if isRight { report.note(value, note.text) }
        }
        return members
    }
}
