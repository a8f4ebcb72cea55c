/// Makes targets out of addresses: labels, relabelling, and the parts of the URL.
///
/// The rules are Prometheus': a target starts with `__address__`, `__scheme__`, `__metrics_path__`,
/// `__scrape_interval__`, `__scrape_timeout__`, `__param_*`, `job` and its own labels; relabelling may change or drop
/// it; `instance` defaults to the address; labels that begin with two underscores are then removed.
///
/// Source: <https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config>.
public enum TargetResolution {
    /// Why an address gave no target.
    public enum Refusal: Error, Sendable, Equatable {
        /// A relabelling rule dropped it.
        case dropped
        /// After relabelling a value is not what it must be; the text says which and why.
        case invalid(String)
    }

    /// The target of one address.
    ///
    /// - Throws: ``Refusal`` when relabelling drops the target or leaves an address, scheme or duration that cannot
    ///   be used.
    public static func target(
        of job: ScrapeJob,
        at jobIndex: Int,
        address: String,
        labels own: [Label]
    ) throws(Refusal) -> ScrapeTarget {
        var labels = Self.initialLabels(of: job, address: address, own: own)
        guard Relabeling.apply(job.relabelRules, to: &labels) else { throw .dropped }
        func value(_ name: String) -> String? { labels.first { $0.name == name }?.value }

        guard let address = value("__address__"), !address.isEmpty else { throw .invalid("it has no __address__ left") }
        let scheme = value("__scheme__") ?? ""
        guard let scheme = ScrapeJob.Scheme(rawValue: scheme) else {
            throw .invalid("__scheme__ is \"\(scheme)\"; expected http or https")
        }
        guard let (host, port) = Self.split(address, defaultPort: scheme == .http ? 80 : 443) else {
            throw .invalid("\"\(address)\" is no address; expected host:port")
        }
        let interval = try Self.duration(value("__scrape_interval__"), "__scrape_interval__")
        let timeout = try Self.duration(value("__scrape_timeout__"), "__scrape_timeout__")
        guard timeout <= interval else { throw .invalid("__scrape_timeout__ is above __scrape_interval__") }

        let path = Self.path(value("__metrics_path__") ?? "/metrics", job: job, labels: labels)
        if value("instance") == nil { labels.append(Label("instance", address)) }
        let visible = labels.filter { !$0.name.hasPrefix("__") && !$0.value.isEmpty }
        return ScrapeTarget(
            jobIndex: jobIndex,
            scheme: scheme,
            host: host,
            port: port,
            path: path,
            labels: visible.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) },
            intervalMilliseconds: interval,
            timeoutMilliseconds: timeout
        )
    }

    private static func initialLabels(of job: ScrapeJob, address: String, own: [Label]) -> [Label] {
        var labels = own.filter { !$0.value.isEmpty }
        func setDefault(_ name: String, _ value: String) {
            if !labels.contains(where: { $0.name == name }) { labels.append(Label(name, value)) }
        }
        labels.removeAll { $0.name == "__address__" }
        labels.append(Label("__address__", address))
        setDefault("job", job.name)
        setDefault("__scheme__", job.scheme.rawValue)
        setDefault("__metrics_path__", job.metricsPath)
        setDefault("__scrape_interval__", "\(job.intervalMilliseconds)ms")
        setDefault("__scrape_timeout__", "\(job.timeoutMilliseconds)ms")
        for parameter in job.parameters {
            if let first = parameter.values.first { setDefault("__param_" + parameter.name, first) }
        }
        return labels
    }

    /// The path with the query: the first value of a parameter is what relabelling left of it, further values stay.
    private static func path(_ path: String, job: ScrapeJob, labels: [Label]) -> String {
        var pairs: [(String, String)] = []
        let prefix = "__param_"
        var seen: [String] = []
        for parameter in job.parameters {
            seen.append(parameter.name)
            let first = labels.first { $0.name == prefix + parameter.name }?.value
            if let first { pairs.append((parameter.name, first)) }
            pairs += parameter.values.dropFirst().map { (parameter.name, $0) }
        }
        for label in labels where label.name.hasPrefix(prefix) {
            let name = String(label.name.dropFirst(prefix.count))
            if !seen.contains(name) { pairs.append((name, label.value)) }
        }
        var result = path.hasPrefix("/") ? path : "/" + path
        for (index, pair) in pairs.enumerated() {
            result += index == 0 && !path.contains("?") ? "?" : "&"
            result += PercentEncoding.query(pair.0) + "=" + PercentEncoding.query(pair.1)
        }
        return result
    }

    private static func duration(_ text: String?, _ name: String) throws(Refusal) -> Int64 {
        guard let text, let milliseconds = PrometheusDuration.milliseconds(text), milliseconds > 0 else {
            throw .invalid("\(name) is \"\(text ?? "")\"; expected a duration such as 30s")
        }
        return milliseconds
    }

    private static func split(_ address: String, defaultPort: Int) -> (host: String, port: Int)? {
        guard !address.contains("/") else { return nil }
        let (hostText, portText): (Substring, Substring?)
        if address.hasPrefix("[") {
            guard let close = address.firstIndex(of: "]") else { return nil }
            hostText = address[address.index(after: address.startIndex)..<close]
            let rest = address[address.index(after: close)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            portText = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            let parts = address.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2, let first = parts.first else { return nil }
            hostText = first
            portText = parts.count == 2 ? parts[1] : nil
        }
        guard !hostText.isEmpty, hostText.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        guard let portText else { return (String(hostText), defaultPort) }
        let digits = portText.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard digits, let port = Int(portText), (1...65_535).contains(port) else { return nil }
        return (String(hostText), port)
    }
}
