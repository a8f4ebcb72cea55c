import AWSDocuments
import BridgeCore
import LosslessJSON

/// PowerSync's `service.yaml`, the scrape configuration, and what a scrape held.
enum ServiceConfigurationRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        if let configuration = setup.serviceConfiguration { checkTelemetry(configuration, setup, into: &findings) }
        if let configuration = setup.prometheusConfiguration { checkIntervals(configuration, into: &findings) }
        checkScrape(setup, into: &findings)
    }

    // MARK: - Telemetry

    private static func checkTelemetry(_ configuration: JSONNode, _ setup: Setup, into findings: inout [Finding]) {
        let telemetry = configuration.member("telemetry")
        if let telemetry, telemetry.value["disable_telemetry_sharing"] == nil {
            findings.append(
                Finding(
                    .telemetrySharing,
                    .error,
                    "telemetry has no disable_telemetry_sharing",
                    evidence: [Evidence(telemetry)],
                    why:
                        "It is the one key of the section without a default; the service refuses the configuration and does not "
                        + "start.",
                    mends: [
                        .patch(
                            file: telemetry.source,
                            [PatchOperation(.add, telemetry.path.appending(key: "disable_telemetry_sharing"), true)]
                        ),
                        .advice("In YAML: add the line \"disable_telemetry_sharing: true\" under \"telemetry:\"."),
                    ]
                )
            )
        }
        guard let port = telemetry?.member("prometheus_port") else {
            findings.append(
                Finding(
                    .telemetryPort,
                    .error,
                    "the service exposes no metrics: telemetry.prometheus_port is not set",
                    evidence: [Evidence(telemetry ?? configuration, value: "no prometheus_port")],
                    why: "The port has no default; without it there is nothing to scrape.",
                    mends: [.advice("Add \"prometheus_port: 9090\" under \"telemetry:\".")]
                )
            )
            return
        }
        checkPort(port, setup, into: &findings)
    }

    private static func checkPort(_ port: JSONNode, _ setup: Setup, into findings: inout [Finding]) {
        let number = port.value.number?.integer.map { String($0) } ?? port.value.string ?? ""
        guard !number.isEmpty, port.member("!env") == nil else { return }
        let targets = jobs(setup.prometheusConfiguration).flatMap { job in
            (job.member("static_configs")?.list ?? []).flatMap { $0.member("targets")?.list ?? [] }
        }
        let local = targets.filter { target in
            let address = target.value.string ?? ""
            return ["localhost:", "127.0.0.1:", "[::1]:"].contains { address.hasPrefix($0) }
        }
        guard !local.isEmpty, !local.contains(where: { $0.value.string?.hasSuffix(":\(number)") ?? false }) else {
            return
        }
        findings.append(
            Finding(
                .scrapePort,
                .error,
                "the service has its metrics on port \(number), which is not scraped",
                evidence: [Evidence(port)] + local.map { Evidence($0) },
                why: "The connection is refused at every scrape.",
                mends: [.advice("Scrape localhost:\(number).")]
            )
        )
    }

    // MARK: - Scrape intervals

    private static func jobs(_ configuration: JSONNode?) -> [JSONNode] {
        configuration?.member("scrape_configs")?.list ?? []
    }

    private static func checkIntervals(_ configuration: JSONNode, into findings: inout [Finding]) {
        let global = configuration.member("global")?.member("scrape_interval")
        var seen: Set<JSONPath> = []
        for job in jobs(configuration) {
            guard let node = job.member("scrape_interval") ?? global, seen.insert(node.path).inserted,
                let text = node.value.string, let milliseconds = PrometheusDuration.milliseconds(text), milliseconds > 0
            else { continue }
            let minute: Int64 = 60_000
            guard milliseconds > minute || minute % milliseconds != 0 else { continue }
            findings.append(
                Finding(
                    .scrapeInterval,
                    .warning,
                    "a scrape interval of \(text) does not divide a minute",
                    evidence: [Evidence(node)],
                    why: milliseconds > minute
                        ? "Some minutes have no data; alarms of target tracking look at one-minute periods."
                        : "Minutes hold different numbers of samples, and an Average over tasks weighs tasks by their samples.",
                    mends: [
                        .patch(
                            file: node.source,
                            [PatchOperation(.replace, node.path, milliseconds > 30_000 ? "60s" : "30s")]
                        )
                    ]
                )
            )
        }
    }

    // MARK: - A scrape

    private static func checkScrape(_ setup: Setup, into findings: inout [Finding]) {
        guard let series = setup.scrapedSeries else { return }
        for name in setup.assumptions.scalingMetrics where !series.contains(where: { $0.name == name }) {
            findings.append(
                Finding(
                    .scrapeSeriesAbsent,
                    .error,
                    "the scrape has no series \(name)",
                    evidence: [
                        Evidence(
                            JSONNode(.null, source: setup.scrapeSource),
                            value: series.isEmpty ? "no samples" : series.map(\.name).joined(separator: ", ")
                        )
                    ],
                    why: series.isEmpty
                        ? "The endpoint answered without samples: its collection failed, or nothing is registered."
                        : "A replication process (-r sync) does not have it; an API process has it from its start.",
                    mends: [.command("scalebridge doctor --target http://localhost:9090/metrics")]
                )
            )
        }
    }
}
