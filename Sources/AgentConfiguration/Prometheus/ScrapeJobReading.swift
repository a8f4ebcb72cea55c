internal import BridgeCore

/// Reads one entry of `scrape_configs`.
struct ScrapeJobReading {
    let global: GlobalSection
    /// What relative paths start from, with its final slash; empty for the working directory.
    let directory: String

    private static let known =
        [
            "job_name", "scrape_interval", "scrape_timeout", "metrics_path", "scheme", "params", "honor_labels",
            "honor_timestamps", "track_timestamps_staleness", "fallback_scrape_protocol", "enable_compression",
            "native_histogram_bucket_limit", "native_histogram_min_bucket_factor", "relabel_configs",
            "metric_relabel_configs",
        ] + LimitReading.keys + UnsupportedSettings.keys + HTTPClientReading.keys + DiscoveryReading.keys

    func read(_ node: DocumentNode, _ report: inout Report) -> ScrapeJob? {
        let refused = HTTPClientReading.refused + DiscoveryReading.refused
        guard
            let members = Members(node, known: Self.known, refused: refused, in: "in a scrape configuration", &report)
        else { return nil }
        guard let name = members["job_name"] else {
            report.error(node, "job_name is missing; expected the value of the job label")
            return nil
        }
        var job = ScrapeJob(name: name.nonEmptyString(&report) ?? "")
        self.readTimes(members, into: &job, &report)
        self.readRequest(members, into: &job, &report)
        if let node = members["honor_labels"] { job.honorsLabels = node.bool(&report) ?? false }
        if let node = members["honor_timestamps"] { job.honorsTimestamps = node.bool(&report) ?? true }
        job.limits = self.global.limits
        LimitReading.read(members, into: &job.limits, &report)
        Self.checkUnsupported(members, &report)
        job.relabelRules = RelabelReading.read(members["relabel_configs"], &report)
        job.metricRelabelRules = RelabelReading.read(members["metric_relabel_configs"], &report)
        HTTPClientReading(directory: self.directory).read(members, into: &job, &report)
        let discovery = DiscoveryReading(directory: self.directory)
        discovery.read(members, of: node, into: &job, &report)
        return job
    }

    private func readTimes(_ members: Members, into job: inout ScrapeJob, _ report: inout Report) {
        job.intervalMilliseconds = self.global.intervalMilliseconds
        if let node = members["scrape_interval"], let interval = node.duration(atLeast: 1, &report) {
            job.intervalMilliseconds = interval
        }
        job.timeoutMilliseconds = min(self.global.timeoutMilliseconds, job.intervalMilliseconds)
        guard let node = members["scrape_timeout"], let timeout = node.duration(atLeast: 1, &report) else { return }
        job.timeoutMilliseconds = min(timeout, job.intervalMilliseconds)
        if timeout > job.intervalMilliseconds {
            report.error(
                node,
                "is above the job's scrape_interval (\(job.intervalMilliseconds) ms); a scrape must end before the next "
                    + "one begins; lower it or raise scrape_interval"
            )
        }
    }

    private func readRequest(_ members: Members, into job: inout ScrapeJob, _ report: inout Report) {
        if let node = members["metrics_path"], let path = node.nonEmptyString(&report) { job.metricsPath = path }
        if let node = members["scheme"], let text = node.string(&report) {
            if let scheme = ScrapeJob.Scheme(rawValue: text) {
                job.scheme = scheme
            } else {
                report.error(node, "is \"\(text)\"; expected http or https")
            }
        }
        if let node = members["params"] {
            job.parameters = (node.freeMembers(&report) ?? []).map { member in
                ScrapeJob.QueryParameter(name: member.key, values: member.node.strings(&report) ?? [])
            }
        }
    }

    private static func checkUnsupported(_ members: Members, _ report: inout Report) {
        UnsupportedSettings.check(members, &report)
        if let node = members["track_timestamps_staleness"], node.bool(&report) == true {
            report.error(node, "is not supported: no staleness markers are written; remove it")
        }
        if let node = members["enable_compression"], node.bool(&report) == false {
            report.error(node, "is false; compressed answers are always accepted; remove it")
        }
        if let node = members["fallback_scrape_protocol"], let text = node.string(&report),
            text != "PrometheusText0.0.4"
        {
            report.error(
                node,
                "is \"\(text)\"; an answer of unknown type is read as PrometheusText0.0.4, as the agent does; remove it"
            )
        }
        for key in ["native_histogram_bucket_limit", "native_histogram_min_bucket_factor"] {
            guard let node = members[key], node.string(&report) != nil else { continue }
            report.note(node, "has no effect: native histograms are not read")
        }
    }
}
