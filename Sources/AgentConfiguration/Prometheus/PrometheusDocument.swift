internal import BridgeCore

/// The Prometheus configuration: its scrape jobs.
///
/// Keys, defaults and checks are Prometheus' own, version 3.0:
/// <https://prometheus.io/docs/prometheus/latest/configuration/configuration/>.
struct PrometheusDocument {
    var jobs: [ScrapeJob] = []

    /// Reads the whole document; relative paths start from the directory, which ends in a slash or is empty for the
    /// working directory.
    init?(_ root: DocumentNode, directory: String, _ report: inout Report) {
        let mend = "this program only scrapes and publishes; remove the section"
        let refused = [
            ("rule_files", "rules are not evaluated here; \(mend)"),
            ("alerting", "alerts are not sent here; \(mend)"),
            ("remote_write", "remote write is not supported; \(mend)"),
            ("remote_read", "remote read is not supported; \(mend)"),
            ("storage", "nothing is stored here; \(mend)"),
            ("tracing", "traces are not sent here; \(mend)"),
            ("otlp", "OTLP is not received here; \(mend)"),
            ("runtime", "is not supported; \(mend)"),
            ("scrape_config_files", "is not supported; write the jobs into scrape_configs"),
        ]
        if root.isNull {
            report.error(root, "is empty; expected a Prometheus configuration with scrape_configs")
            return nil
        }
        let known = ["global", "scrape_configs"]
        let place = "in the Prometheus configuration"
        guard let members = Members(root, known: known, refused: refused, in: place, &report) else { return nil }
        let global = GlobalSection(members["global"], &report)
        guard let list = members["scrape_configs"] else {
            report.error(root, "scrape_configs is missing: nothing would be scraped; add a job with its targets")
            return
        }
        guard let elements = list.elements(&report) else { return }
        if elements.isEmpty { report.error(list, "is empty: nothing would be scraped; add a job with its targets") }
        for element in elements {
            guard let job = ScrapeJobReading(global: global, directory: directory).read(element, &report) else {
                continue
            }
            if self.jobs.contains(where: { $0.name == job.name }) {
                report.error(element, "job_name \"\(job.name)\" stands twice; expected a different name for each job")
            }
            self.jobs.append(job)
        }
    }
}

/// The `global` section: what holds for jobs that say nothing of their own.
struct GlobalSection {
    var intervalMilliseconds: Int64 = 60_000
    var timeoutMilliseconds: Int64 = 10_000
    var limits = ScrapeLimits()

    init(_ node: DocumentNode?, _ report: inout Report) {
        guard let node else { return }
        let known =
            ["scrape_interval", "scrape_timeout", "evaluation_interval", "external_labels"] + LimitReading.keys
            + UnsupportedSettings.keys
        let refused = [
            ("query_log_file", "no queries are made here; remove it"),
            ("rule_query_offset", "rules are not evaluated here; remove it"),
            ("scrape_failure_log_file", "is not supported: failures are logged to standard error; remove it"),
        ]
        guard let members = Members(node, known: known, refused: refused, in: "in the global section", &report) else {
            return
        }
        if let node = members["scrape_interval"] {
            self.intervalMilliseconds = node.duration(atLeast: 1, &report) ?? self.intervalMilliseconds
        }
        self.timeoutMilliseconds = min(10_000, self.intervalMilliseconds)
        if let node = members["scrape_timeout"], let timeout = node.duration(atLeast: 1, &report) {
            self.timeoutMilliseconds = timeout
            if timeout > self.intervalMilliseconds {
                report.error(
                    node,
                    "is above scrape_interval (\(self.intervalMilliseconds) ms); a scrape must end before the next one "
                        + "begins; lower it or raise scrape_interval"
                )
            }
        }
        if let node = members["evaluation_interval"], node.duration(atLeast: 1, &report) != nil {
            report.note(node, "has no effect: rules are not evaluated here")
        }
        if let node = members["external_labels"], let labels = node.freeMembers(&report) {
            for label in labels { _ = label.node.string(&report) }
            report.note(node, "has no effect on scraped samples, as in Prometheus; labels of static_configs have")
        }
        LimitReading.read(members, into: &self.limits, &report)
        UnsupportedSettings.check(members, &report)
    }
}
