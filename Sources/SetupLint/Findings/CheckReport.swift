import AWSDocuments
public import LosslessJSON

/// What a check found, ready to be shown.
public struct CheckReport: Sendable {
    /// The setup that was checked.
    public var setup: Setup

    /// The findings, errors first.
    public var findings: [Finding]

    /// Checks a setup.
    public init(_ setup: Setup) {
        self.setup = setup
        findings = SetupCheck.findings(setup)
    }

    /// Whether some finding is an error.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }

    /// How many findings there are of a severity.
    public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

    /// The policies with what each publisher's metrics mean for them.
    var verdicts: [(title: String, identity: String, verdicts: [PolicyVerdict])] {
        setup.policies.compactMap { policy in
            guard let metric = policy.targetTracking?.customizedMetric, metric.queries.isEmpty,
                let identity = metric.identity
            else { return nil }
            let verdicts = PolicyVerdict.Publisher.allCases.compactMap { setup.verdict(on: policy, publisher: $0) }
            return verdicts.isEmpty ? nil : (policy.title, identity.description, verdicts)
        }
    }
}

// MARK: - JSON

extension CheckReport {
    /// The report as JSON: `schema`, `identities`, `policies`, `findings`, `summary`.
    public var json: JSONValue {
        [
            "schema": "scalebridge-check/1",
            "identities": .array((setup.bridgeMetrics ?? []).map(Self.json)),
            "agentIdentities": .array((setup.agentMetrics ?? []).map(Self.json)),
            "policies": .array(verdicts.map(Self.json)),
            "findings": .array(findings.map(\.json)),
            "summary": [
                "errors": .integer(count(.error)), "warnings": .integer(count(.warning)),
                "notes": .integer(count(.note)), "ok": .bool(!hasErrors),
            ],
        ]
    }

    private static func json(_ metric: PublishedMetric) -> JSONValue {
        [
            "namespace": .string(metric.namespace), "metric": .string(metric.name),
            "dimensions": .array(
                metric.dimensions.map { ["name": .string($0.name), "value": $0.value.map(JSONValue.string) ?? .null] }
            ),
            "unit": .string(metric.unit ?? "None"),
            "valuesPerScrape": .integer(metric.valuesPerScrape),
        ]
    }

    private static func json(_ entry: (title: String, identity: String, verdicts: [PolicyVerdict])) -> JSONValue {
        var value: JSONValue = ["policy": .string(entry.title), "metric": .string(entry.identity)]
        for verdict in entry.verdicts {
            value[verdict.publisher.rawValue] = [
                "verdict": .string(verdict.works ? "ok" : "error"), "reason": .string(verdict.reason),
            ]
        }
        return value
    }
}

extension Finding {
    /// The finding as JSON.
    public var json: JSONValue {
        [
            "id": .string(rule.id), "severity": .string(severity.rawValue), "title": .string(title),
            "evidence": .array(evidence.map(\.json)), "why": .string(why), "mend": .array(mends.map(\.json)),
            "source": .string(rule.source), "tag": .string(rule.basis.rawValue),
        ]
    }
}

extension Evidence {
    fileprivate var json: JSONValue {
        [
            "file": .string(file), "path": .string(path), "line": line.map { .integer($0) } ?? .null,
            "column": column.map { .integer($0) } ?? .null, "value": .string(value),
        ]
    }
}

extension Mend {
    fileprivate var json: JSONValue {
        switch self {
        case .command(let text): ["kind": "command", "command": .string(text)]
        case .patch(let file, let operations):
            ["kind": "patch", "file": .string(file), "patch": .array(operations.map(\.json))]
        case .advice(let text): ["kind": "advice", "text": .string(text)]
        }
    }
}

extension PolicyVerdict {
    /// The outcome in a sentence.
    var reason: String {
        switch outcome {
        case .notOurs: "a metric of AWS's own"
        case .found: "published under exactly these dimensions"
        case .foundWithoutDimensions: "published without dimensions in addition"
        case .otherDimensions(let near): "published as " + near.map(\.description).joined(separator: " and ")
        case .notPublished: "nothing of this name is published"
        }
    }
}
