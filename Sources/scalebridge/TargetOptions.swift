import ArgumentParser
import BridgeCore
import BridgeRuntime
import EmbeddedMetricFormat
import LinearRegex

/// Everything about targets that can be said with flags alone.
struct TargetOptions: ParsableArguments {
    @Option(
        name: .customLong("target"),
        help: ArgumentHelp(
            "What to scrape: a URL, or host:port (completed with http:// and /metrics). Repeatable.",
            valueName: "url"
        )
    )
    var targets: [String] = []

    @Option(help: "Time between two scrapes.")
    var interval = DurationArgument(seconds: 30)

    @Option(help: "How long a scrape may take; at most the interval. Default: 10s, or the interval if shorter.")
    var timeout: DurationArgument?

    @Option(help: "CloudWatch namespace.")
    var namespace = "PowerSync"

    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp(
            "RE2 pattern, searched for in metric names; what matches is published. Repeatable. "
                + "Default: ^powersync_concurrent_connections$",
            valueName: "regex"
        )
    )
    var metrics: [String] = []

    @Option(
        help: ArgumentHelp(
            "Comma-separated label names that make one dimension set; an empty text is the empty set. Repeatable. "
                + "Default: ClusterName,ServiceName in ECS, job elsewhere.",
            valueName: "names"
        )
    )
    var dimensions: [String] = []

    @Option(help: ArgumentHelp("A label for every sample. Repeatable.", valueName: "name=value"))
    var label: [String] = []

    @Option(help: ArgumentHelp("CloudWatch unit of a metric. Repeatable.", valueName: "metric=unit"))
    var unit: [String] = []

    @Option(help: "Value of the job label.")
    var job = "powersync"

    @Option(help: "Greatest size of a scrape's body, decompressed, in bytes; takes k, M and G (powers of 1024).")
    var maxBody = ByteCountArgument(mebibytes: 64)

    /// The plan that the flags describe; `isTask` tells whether an ECS identity will be known.
    ///
    /// - Throws: `ValidationError`, naming the flag, its value and what was expected.
    func plan(identity: TaskIdentity, isTask: Bool) throws -> BridgePlan {
        let interval = self.interval.milliseconds
        let timeout = self.timeout?.milliseconds ?? min(10_000, interval)
        guard timeout <= interval else {
            throw ValidationError("--timeout is above --interval; a scrape has to end before the next one begins.")
        }
        let labels = try self.label.map { text in try Self.pair(text, flag: "--label") }.map { Label($0, $1) }
        for label in labels { try Self.check(labelName: label.name) }
        let jobs = try self.targets.map { text in
            var job = try Self.job(for: text, name: self.job, labels: labels)
            job.intervalMilliseconds = interval
            job.timeoutMilliseconds = timeout
            job.limits.bodyBytes = self.maxBody.bytes
            return job
        }
        return BridgePlan(jobs: jobs, publication: try self.publication(isTask: isTask), identity: identity)
    }

    private func publication(isTask: Bool) throws -> PublicationPlan {
        if let fault = TextRules.fault(inNamespace: self.namespace) {
            throw ValidationError("--namespace \"\(self.namespace)\": \(fault)")
        }
        let selectors = try (self.metrics.isEmpty ? ["^powersync_concurrent_connections$"] : self.metrics).map {
            try Self.pattern($0)
        }
        let given = self.dimensions.map { text in
            text.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
        }
        let sets = given.isEmpty ? [isTask ? ["ClusterName", "ServiceName"] : ["job"]] : given
        for name in sets.joined() {
            if let fault = TextRules.fault(inDimensionName: name) {
                throw ValidationError("--dimensions, name \"\(name)\": \(fault)")
            }
        }
        var publication = PublicationPlan(
            namespace: self.namespace,
            declarations: [
                MetricDeclaration(
                    sourceLabels: ["job"],
                    metricSelectors: selectors,
                    dimensionSets: sets.map { Array(Set($0)).sorted() }
                )
            ]
        )
        for text in self.unit {
            let (metric, unit) = try Self.pair(text, flag: "--unit")
            guard Unit(rawValue: unit) != nil else {
                let known = Unit.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--unit \(text): \"\(unit)\" is no CloudWatch unit; expected one of \(known).")
            }
            publication.units[metric] = unit
        }
        publication.malformedLines = .skipLine
        return publication
    }

    private static func job(for text: String, name: String, labels: [Label]) throws -> ScrapeJob {
        let hasScheme = text.contains("://")
        guard let url = HTTPURL(hasScheme ? text : "http://" + text) else {
            throw ValidationError("--target \"\(text)\" is no address; expected host:port or an http or https URL.")
        }
        let host = url.host.contains(":") ? "[\(url.host)]" : url.host
        let path = url.path == "/" ? "/metrics" : url.path
        return ScrapeJob(
            name: name,
            metricsPath: path,
            scheme: url.scheme,
            staticTargets: [TargetGroup(addresses: ["\(host):\(url.port)"], labels: labels)]
        )
    }

    private static func pattern(_ text: String) throws -> BridgeCore.Pattern {
        do {
            _ = try LinearRegex.Pattern(text)
            return BridgeCore.Pattern(text, anchoring: .search)
        } catch {
            throw ValidationError("--metric \"\(text)\": \(error)")
        }
    }

    private static func pair(_ text: String, flag: String) throws -> (String, String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw ValidationError("\(flag) \"\(text)\": expected NAME=VALUE.")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    private static func check(labelName: String) throws {
        let first = labelName.utf8.first.map { !($0 >= 0x30 && $0 <= 0x39) } ?? false
        let rest = labelName.utf8.allSatisfy {
            ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x5F
        }
        guard first, rest else {
            throw ValidationError(
                "--label: \"\(labelName)\" is no label name; expected letters, digits and underscores, no digit first."
            )
        }
    }
}

/// A number of bytes on the command line.
struct ByteCountArgument: ExpressibleByArgument {
    let bytes: Int
    private let text: String

    /// Creates a count of whole MiB, for defaults.
    init(mebibytes: Int) {
        self.bytes = mebibytes << 20
        self.text = "\(mebibytes)M"
    }

    init?(argument: String) {
        var digits = Substring(argument)
        var shift = 0
        if let unit = argument.last, let index = ["k", "M", "G"].firstIndex(of: String(unit)) {
            digits = argument.dropLast()
            shift = 10 * (index + 1)
        }
        guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int(digits), count > 0,
            count <= Int.max >> shift
        else { return nil }
        self.bytes = count << shift
        self.text = argument
    }

    var defaultValueDescription: String { self.text }
}
