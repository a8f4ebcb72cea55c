import AWSDocuments
import LosslessJSON

/// The frame of a task definition: sizes, logs, and the sidecar that publishes.
enum TaskDefinitionRules {
    static func check(_ setup: Setup, into findings: inout [Finding]) {
        for definition in setup.taskDefinitions {
            if definition.isFargate { checkSize(definition, into: &findings) }
            checkRoles(definition, into: &findings)
            for container in definition.containers { checkStopLimit(container, definition, into: &findings) }
            checkPublishers(definition, setup, into: &findings)
        }
    }

    // MARK: - Sizes

    private static func checkSize(_ definition: TaskDefinitionDocument, into findings: inout [Finding]) {
        guard let cpu = definition.cpuUnits, let memory = definition.memoryMiB,
            let cpuNode = definition.node.member("cpu"), let memoryNode = definition.node.member("memory")
        else {
            findings.append(
                Finding(
                    .fargateSize,
                    .error,
                    "task definition \(definition.family) does not say its CPU and memory in numbers",
                    evidence: [Evidence(definition.node.member("cpu") ?? definition.node, value: "cpu and memory")],
                    why: "Fargate needs both at the level of the task.",
                    mends: [.advice("Add \"cpu\" and \"memory\", for example \"1024\" and \"2048\".")]
                )
            )
            return
        }
        let sizes = FargateSize.memoriesMiB(cpuUnits: cpu)
        if !(sizes?.contains(memory) ?? false) {
            let mend: Mend =
                if let fitting = sizes?.first(where: { $0 >= memory }) ?? sizes?.last {
                    .patch(
                        file: memoryNode.source,
                        [PatchOperation(.replace, memoryNode.path, .string(String(fitting)))]
                    )
                } else {
                    .advice("Fargate's CPU sizes are \(FargateSize.cpuUnits.map(String.init).joined(separator: ", ")).")
                }
            findings.append(
                Finding(
                    .fargateSize,
                    .error,
                    "Fargate has no task with cpu \(cpu) and memory \(memory)",
                    evidence: [Evidence(cpuNode), Evidence(memoryNode)],
                    why: "RegisterTaskDefinition refuses the pair.",
                    mends: [mend]
                )
            )
        }
        let limits = definition.containers.compactMap(\.memoryMiB)
        if limits.contains(where: { $0 > memory }) || limits.reduce(0, +) > memory {
            findings.append(
                Finding(
                    .containerMemory,
                    .error,
                    "the containers' memory adds up to \(limits.reduce(0, +)) MiB, the task has \(memory)",
                    evidence: [Evidence(memoryNode)],
                    why: "The containers' hard limits must fit in the task.",
                    mends: [.advice("Lower the containers' \"memory\" or raise the task's.")]
                )
            )
        }
    }

    private static func checkStopLimit(
        _ container: ContainerDocument,
        _ definition: TaskDefinitionDocument,
        into findings: inout [Finding]
    ) {
        guard definition.isFargate, let seconds = container.stopTimeoutSeconds, !(2...120 ~= seconds),
            let node = container.node.member("stopTimeout")
        else { return }
        findings.append(
            Finding(
                .stopTimeoutLimit,
                .error,
                "container \(container.name) has a stop timeout of \(seconds) s",
                evidence: [Evidence(node)],
                why: "Fargate takes 2 to 120 s.",
                mends: [.patch(file: node.source, [PatchOperation(.replace, node.path, seconds < 2 ? 2 : 120)])]
            )
        )
    }

    private static func checkRoles(_ definition: TaskDefinitionDocument, into findings: inout [Finding]) {
        let needing = definition.containers.first {
            $0.logDriver == "awslogs" || !($0.node.member("secrets")?.list.isEmpty ?? true)
        }
        guard definition.isFargate, definition.executionRoleARN == nil, let container = needing else { return }
        findings.append(
            Finding(
                .executionRole,
                .error,
                "task definition \(definition.family) has no execution role",
                evidence: [Evidence(container.node, value: "container \(container.name) uses awslogs or secrets")],
                why: "On Fargate, secrets and the awslogs driver work through the execution role.",
                mends: [.advice("Add \"executionRoleArn\".")]
            )
        )
    }

    // MARK: - The sidecar

    private static func checkPublishers(
        _ definition: TaskDefinitionDocument,
        _ setup: Setup,
        into findings: inout [Finding]
    ) {
        for container in definition.publishers {
            if container.isEssential {
                let node = container.node.member("essential")
                findings.append(
                    Finding(
                        .sidecarEssential,
                        .warning,
                        "the task stops when its sidecar \(container.name) stops",
                        evidence: [Evidence(node ?? container.node, value: "essential")],
                        why: "A fault of the publisher would cut all clients of the task.",
                        mends: [
                            .patch(
                                file: container.node.source,
                                [
                                    PatchOperation(
                                        node == nil ? .add : .replace,
                                        container.node.path.appending(key: "essential"),
                                        false
                                    )
                                ]
                            )
                        ]
                    )
                )
            }
            let role = definition.serviceContainers.map(\.powerSyncRole).first
            if role == "sync" || role == "compact" {
                findings.append(
                    Finding(
                        .replicationPublishes,
                        .warning,
                        "task definition \(definition.family) publishes from a task that takes no clients",
                        evidence: [Evidence(container.node, value: container.name)],
                        why:
                            "A \(role ?? "") process has no connection count. A publisher that wrote 0 for it would draw the "
                            + "average down; the bridge publishes nothing.",
                        mends: [.patch(file: container.node.source, [PatchOperation(.remove, container.node.path)])]
                    )
                )
            }
        }
        for container in definition.agentContainers {
            findings.append(
                Finding(
                    .agentImage,
                    .note,
                    "container \(container.name) is the CloudWatch agent",
                    evidence: [Evidence(container.node.member("image") ?? container.node)],
                    why:
                        "It publishes the declared dimension sets only, writes unselected metrics to the logs, and takes about "
                        + "150 MB of memory.",
                    mends: [.command("scalebridge adopt \(ShellCommand.quote(container.node.source))")]
                )
            )
        }
    }
}
