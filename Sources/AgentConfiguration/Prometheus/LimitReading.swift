internal import BridgeCore

/// The limits of a scrape, globally or for a job; 0 is no limit.
enum LimitReading {
    static let keys = [
        "body_size_limit", "sample_limit", "label_limit", "label_name_length_limit", "label_value_length_limit",
        "target_limit",
    ]

    static func read(_ members: Members, into limits: inout ScrapeLimits, _ report: inout Report) {
        if let node = members["body_size_limit"], let bytes = node.byteCount(&report) {
            if bytes == 0 {
                limits.bodyBytes = ScrapeLimits().bodyBytes
                report.note(node, "is 0: bodies are limited to \(limits.bodyBytes >> 20) MiB all the same")
            } else {
                limits.bodyBytes = bytes
            }
        }
        Self.read(members["sample_limit"], into: &limits.samples, &report)
        Self.read(members["label_limit"], into: &limits.labels, &report)
        Self.read(members["label_name_length_limit"], into: &limits.labelNameBytes, &report)
        Self.read(members["label_value_length_limit"], into: &limits.labelValueBytes, &report)
        Self.read(members["target_limit"], into: &limits.targets, &report)
    }

    private static func read(_ node: DocumentNode?, into limit: inout Int?, _ report: inout Report) {
        guard let node, let value = node.integer(in: 0 ... .max, &report) else { return }
        limit = value == 0 ? nil : value
    }
}

/// Settings of which only the value that is done here anyway is accepted.
enum UnsupportedSettings {
    static let keys = [
        "scrape_protocols", "scrape_classic_histograms", "always_scrape_classic_histograms",
        "convert_classic_histograms_to_nhcb", "scrape_native_histograms", "metric_name_validation_scheme",
        "metric_name_escaping_scheme", "keep_dropped_targets",
    ]

    static func check(_ members: Members, _ report: inout Report) {
        if let node = members["scrape_protocols"] {
            report.error(node, "is not supported: OpenMetrics is preferred, then the text format; remove it")
        }
        let flags = [
            "scrape_classic_histograms", "always_scrape_classic_histograms", "convert_classic_histograms_to_nhcb",
            "scrape_native_histograms",
        ]
        for key in flags {
            guard let node = members[key], node.bool(&report) == true else { continue }
            report.error(node, "is not supported: histograms are read as classic ones only; remove it")
        }
        for key in ["metric_name_validation_scheme", "metric_name_escaping_scheme"] {
            guard let node = members[key], let text = node.string(&report) else { continue }
            if text != "utf8", text != "allow-utf-8" {
                report.error(node, "is \(text); names are taken as UTF-8, as Prometheus 3 does by default; remove it")
            }
        }
        if let node = members["keep_dropped_targets"], node.integer(in: 0 ... .max, &report) != nil {
            report.note(node, "has no effect: dropped targets are not listed anywhere")
        }
    }
}
