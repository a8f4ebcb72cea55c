import ArgumentParser
import BridgeCore
import BridgeRuntime
import LosslessJSON
import PrometheusText

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at a live endpoint and says why its metric does or does not reach CloudWatch.",
        discussion: """
            Exit code 0 if the metric has a value that would be published, 1 if not.

            EXAMPLE
              scalebridge doctor --target http://127.0.0.1:9090/metrics
            """
    )

    @Option(help: ArgumentHelp("The endpoint: a URL, or host:port.", valueName: "url"))
    var target = "127.0.0.1:9090"

    @Option(help: ArgumentHelp("The metric that the scaling policy tracks.", valueName: "name"))
    var metric = PublicationPlan.defaultScalingMetric

    @Option(help: "How long an answer may take.")
    var timeout = DurationArgument(seconds: 10)

    @Option(help: "Name of the health socket of a running bridge.")
    var healthSocket = HealthProbe.defaultSocketName

    @Flag(help: "Print the findings as one JSON document.")
    var json = false

    func run() async throws {
        guard let parsed = HTTPURL(self.target.contains("://") ? self.target : "http://" + self.target) else {
            throw ValidationError("--target \"\(self.target)\" is no address; expected host:port or a URL.")
        }
        var url = parsed
        if url.path == "/" { url.path = "/metrics" }

        var findings: [DoctorFinding] = []
        let answer = try await HTTPProbe.get(url, timeoutMilliseconds: self.timeout.milliseconds)
        findings.append(DoctorFinding.endpoint(answer))
        if answer.failure == nil, answer.status == 200 {
            findings += DoctorFinding.exposition(answer, metric: self.metric)
        }
        findings.append(try await self.taskMetadata())
        findings.append(self.runningBridge())

        let isFound = findings.contains { $0.check == "metric" && $0.verdict == .ok }
        if self.json { self.printJSON(findings, isFound: isFound) } else { self.printTable(findings, isFound: isFound) }
        if !isFound { throw ExitCode(1) }
    }

    private func taskMetadata() async throws -> DoctorFinding {
        let variable = "ECS_CONTAINER_METADATA_URI_V4"
        guard let base = Environment[variable] else {
            return DoctorFinding(check: "task metadata", verdict: .none, text: "\(variable) is not set: not inside ECS")
        }
        guard let url = HTTPURL(base + "/task") else {
            return DoctorFinding(check: "task metadata", verdict: .bad, text: "\(variable) is no URL: \(base)")
        }
        let answer = try await HTTPProbe.get(url, timeoutMilliseconds: 2000, bodyLimit: 1 << 20)
        guard answer.failure == nil, answer.status == 200, let identity = try? TaskMetadata.identity(in: answer.body)
        else {
            let reason = answer.failure?.sentence ?? "status \(answer.status ?? 0)"
            return DoctorFinding(
                check: "task metadata",
                verdict: .bad,
                text: "no identity from \(url.host): \(reason)",
                next: "Give --cluster and --service, or SCALEBRIDGE_CLUSTER and SCALEBRIDGE_SERVICE."
            )
        }
        let text = identity.labels.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        return DoctorFinding(check: "task metadata", verdict: .ok, text: text)
    }

    private func runningBridge() -> DoctorFinding {
        guard let answer = try? HealthProbe.ask(socketName: self.healthSocket) else {
            return DoctorFinding(check: "bridge", verdict: .none, text: "no bridge runs beside this command")
        }
        return DoctorFinding(
            check: "bridge",
            verdict: answer.isHealthy ? .ok : .bad,
            text: answer.isHealthy ? "a bridge runs here and is healthy" : "a bridge runs here and is not healthy",
            next: answer.isHealthy ? nil : "scalebridge health --json says which target fails."
        )
    }

    private func printTable(_ findings: [DoctorFinding], isFound: Bool) {
        for finding in findings {
            let name = finding.check + String(repeating: " ", count: max(0, 14 - finding.check.utf8.count))
            print("[\(finding.verdict.mark)] \(name) \(TextWrapping.wrap(finding.text, width: 80, indent: 20))")
        }
        print("")
        let steps = findings.compactMap(\.next)
        if isFound, steps.isEmpty {
            print("The metric would be published. If the service still does not scale, the policy")
            print("may track another identity: scalebridge check --policy FILE compares them.")
            return
        }
        print("Next:")
        for step in steps { print("  - " + TextWrapping.wrap(step, width: 80, indent: 4)) }
    }

    private func printJSON(_ findings: [DoctorFinding], isFound: Bool) {
        let document: JSONValue = [
            "schemaVersion": 1,
            "target": .string(self.target),
            "metric": .string(self.metric),
            "publishable": .bool(isFound),
            "findings": .array(
                findings.map { finding in
                    [
                        "check": .string(finding.check),
                        "verdict": .string(finding.verdict.rawValue),
                        "text": .string(finding.text),
                        "next": finding.next.map { .string($0) } ?? .null,
                    ]
                }
            ),
        ]
        print(document.text(.pretty))
    }
}
