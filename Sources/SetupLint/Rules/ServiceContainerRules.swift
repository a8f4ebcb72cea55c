import AWSDocuments
import LosslessJSON

/// The PowerSync containers of a task definition: health check, configuration variables, stop timeout.
enum ServiceContainerRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        for definition in setup.taskDefinitions {
            for container in definition.serviceContainers {
                checkHealth(container, into: &findings)
                checkVariables(container, setup, into: &findings)
                checkStopTimeout(container, into: &findings)
            }
        }
    }

    // MARK: - Health check

    private static func checkHealth(_ container: ContainerDocument, into findings: inout [Finding]) {
        guard let check = container.healthCheck, let node = check.node.member("command") else { return }
        let command = check.command.joined(separator: " ")
        guard let tool = ["curl", "wget"].first(where: { command.contains($0) }) else { return }
        let seconds = check.startPeriodSeconds + check.retries * check.intervalSeconds
        let script =
            "fetch('\(probeURL(command, container))').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
        findings.append(
            Finding(
                .healthCheckCommand,
                .error,
                "the health check of container \(container.name) runs \(tool), which its image does not have",
                evidence: [Evidence(node), Evidence(container.node.member("image") ?? container.node)],
                why:
                    "The check fails each time; about \(seconds) s after the start the container is UNHEALTHY and ECS replaces "
                    + "the task, for ever.",
                mends: [
                    .patch(
                        file: node.source,
                        [PatchOperation(.replace, node.path, ["CMD", "node", "-e", .string(script)])]
                    )
                ]
            )
        )
    }

    /// The address in the command, else the liveness probe on the container's port.
    private static func probeURL(_ command: String, _ container: ContainerDocument) -> String {
        if let start = command.firstRange(of: "http")?.lowerBound {
            let url = command[start...].prefix { !" '\"|;".contains($0) }
            if url.contains("://") { return String(url) }
        }
        let port =
            container.environment("PS_PORT")?.value.string ?? container.containerPorts.first.map(String.init) ?? "8080"
        return "http://localhost:\(port)/probes/liveness"
    }

    // MARK: - Variables of the configuration

    private static func checkVariables(_ container: ContainerDocument, _ setup: Setup, into findings: inout [Finding]) {
        let present = Set(container.environmentNames)
        if let configuration = setup.serviceConfiguration {
            for (name, node) in environmentReferences(configuration) where !present.contains(name) {
                findings.append(missing(name, container, setup, severity: .error, evidence: [Evidence(node)]))
            }
        } else if container.environmentNames.contains("POWERSYNC_CONFIG_B64"), !present.contains("PS_DATA_SOURCE_URI") {
            findings.append(missing("PS_DATA_SOURCE_URI", container, setup, severity: .warning, evidence: []))
        }
    }

    private static func missing(
        _ name: String,
        _ container: ContainerDocument,
        _ setup: Setup,
        severity: Severity,
        evidence: [Evidence]
    ) -> Finding {
        let isCertain = severity == .error
        return Finding(
            .dataSourceVariable,
            severity,
            "container \(container.name) has no variable \(name)"
                + (isCertain ? ", which the service's configuration reads" : ""),
            evidence: evidence + [Evidence(container.node.member("secrets") ?? container.node)],
            why: (isCertain ? "R" : "If the shared configuration says `!env \(name)`, as the guide's does, r")
                + "eading an unset variable stops the start of the service, in every role.",
            mends: [secretMend(name, container, setup)]
        )
    }

    private static func secretMend(_ name: String, _ container: ContainerDocument, _ setup: Setup) -> Mend {
        let known = setup.taskDefinitions.flatMap(\.serviceContainers).lazy.compactMap { $0.secret(name)?.value.string }
            .first
        guard let secrets = container.node.member("secrets"), let source = known ?? siblingSecret(name, container)
        else {
            return .advice("Give the container \(name) as a secret.")
        }
        let operation = PatchOperation(
            .add,
            secrets.path.appending(index: secrets.list.count),
            ["name": .string(name), "valueFrom": .string(source)]
        )
        return .patch(file: container.node.source, [operation])
    }

    /// The secret that the guide would have stored beside the container's other ones.
    private static func siblingSecret(_ name: String, _ container: ContainerDocument) -> String? {
        guard name == "PS_DATA_SOURCE_URI", let other = container.secret("POWERSYNC_CONFIG_B64")?.value.string,
            let slash = other.lastIndex(of: "/"), other.contains(":secretsmanager:")
        else { return nil }
        return other[...slash] + "data-source-uri"
    }

    /// Every `!env NAME` of a configuration.
    private static func environmentReferences(_ node: JSONNode) -> [(name: String, node: JSONNode)] {
        if let name = node.member("!env")?.value.string { return [(name, node)] }
        return (node.list + node.map.map(\.node)).flatMap(environmentReferences)
    }

    // MARK: - Stop timeout

    private static func checkStopTimeout(_ container: ContainerDocument, into findings: inout [Finding]) {
        guard let seconds = container.stopTimeoutSeconds, let node = container.node.member("stopTimeout"), seconds > 35
        else {
            return
        }
        findings.append(
            Finding(
                .stopTimeout,
                .note,
                "container \(container.name) is given \(seconds) s to stop, of which about 31 s can be used",
                evidence: [Evidence(node)],
                why:
                    "The service ends itself 30 s after SIGTERM. A longer timeout gives the clients no more time; what does "
                    + "is the deregistration delay of the target group.",
                mends: [.patch(file: node.source, [PatchOperation(.replace, node.path, 35)])]
            )
        )
    }
}
