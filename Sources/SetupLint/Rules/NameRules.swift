import AWSDocuments
import LosslessJSON

/// Whether CloudWatch takes the names that will be published.
enum NameRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        let place = setup.agentConfiguration?.member("logs")?.member("metrics_collected")?.member("prometheus")?
            .member("emf_processor")
        var seen: Set<String> = []
        for metric in setup.bridgeMetrics ?? [] {
            for (fault, severity) in faults(metric) where seen.insert(fault).inserted {
                findings.append(
                    Finding(
                        .metricNames,
                        severity,
                        fault,
                        evidence: place.map { [Evidence($0, value: metric.description)] } ?? [],
                        why: severity == .error
                            ? "CloudWatch keeps the log line and leaves out the metric, without a word."
                            : "The CloudWatch agent drops sets of more than 10 dimensions, and older limits were 9.",
                        mends: [.advice("Change the name or leave dimensions out.")]
                    )
                )
            }
        }
    }

    private static func faults(_ metric: PublishedMetric) -> [(String, Severity)] {
        var faults: [(String, Severity)] = []
        if metric.namespace.isEmpty || metric.namespace.utf8.count > 255 {
            faults.append(("the namespace has \(metric.namespace.utf8.count) characters, 1 to 255 are allowed", .error))
        }
        if metric.namespace.hasPrefix(":") || metric.namespace.hasPrefix("AWS/") {
            faults.append(("the namespace \(metric.namespace) begins with what AWS keeps for itself", .error))
        }
        if let scalar = metric.namespace.unicodeScalars.first(where: { !isNamespaceScalar($0) }) {
            faults.append(("the namespace \(metric.namespace) holds the character \(String(scalar))", .error))
        }
        if metric.name.isEmpty || metric.name.utf8.count > 255 {
            faults.append(
                (
                    "the metric name \(metric.name.prefix(20)) has \(metric.name.utf8.count) characters, 1 to 255 are allowed",
                    .error
                )
            )
        }
        if metric.dimensions.count > 30 {
            faults.append(("\(metric.name) has \(metric.dimensions.count) dimensions, 30 are allowed", .error))
        } else if metric.dimensions.count > 9 {
            faults.append(("\(metric.name) has \(metric.dimensions.count) dimensions", .warning))
        }
        for dimension in metric.dimensions where !isDimensionName(dimension.name) {
            faults.append(("the dimension name \"\(dimension.name)\" is not allowed", .error))
        }
        return faults
    }

    private static func isNamespaceScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "#", ":", "/", "-", " ": true
        default: false
        }
    }

    private static func isDimensionName(_ name: String) -> Bool {
        !name.hasPrefix(":") && 1...250 ~= name.utf8.count && name.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
            && name.contains { $0 != " " }
    }
}
