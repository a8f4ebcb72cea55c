import AWSDocuments
import LosslessJSON

/// Whether the log driver brings every line to CloudWatch, and whether the roles may.
enum LogRules {
    /// A container runtime cuts longer lines of standard output.
    static let runtimeLineBytes = 16_384

    static func check(_ setup: Setup, into findings: inout [Finding]) {
        for definition in setup.taskDefinitions {
            for container in definition.bridgeContainers where container.logDriver == "awslogs" {
                checkMode(container, setup, into: &findings)
            }
            checkSecrets(definition, setup, into: &findings)
            checkCreateGroup(definition, setup, into: &findings)
        }
        checkTaskRole(setup, into: &findings)
    }

    private static func checkMode(_ container: ContainerDocument, _ setup: Setup, into findings: inout [Finding]) {
        let node = container.logOption("mode")
        guard node?.value.string != "blocking",
            let options = container.node.member("logConfiguration")?.member("options")
        else { return }
        findings.append(
            Finding(
                .logMode,
                node == nil ? .note : .warning,
                "the logs of container \(container.name) are written in non-blocking mode",
                evidence: [Evidence(node ?? options)],
                why:
                    "When its buffer is full the driver drops lines without a word, and with them metrics. Non-blocking has "
                    + "been the default since June 2025. The bridge writes a line or two per scrape, so that it takes a long "
                    + "outage to fill the default buffer of 10 MiB.",
                mends: [
                    .patch(
                        file: options.source,
                        [PatchOperation(node == nil ? .add : .replace, options.path.appending(key: "mode"), "blocking")]
                    )
                ]
            )
        )
        if let bytes = setup.assumptions.lineBytes, bytes > runtimeLineBytes {
            findings.append(
                Finding(
                    .logLineLength,
                    .warning,
                    "lines of up to \(bytes) bytes may be cut at \(runtimeLineBytes)",
                    evidence: [Evidence(options)],
                    why: "A line that is cut is no JSON, and its metrics are lost.",
                    mends: [.advice("Set the bridge's line limit to \(runtimeLineBytes) bytes or less.")]
                )
            )
        }
    }

    // MARK: - Roles

    private static func checkSecrets(
        _ definition: TaskDefinitionDocument,
        _ setup: Setup,
        into findings: inout [Finding]
    ) {
        guard !setup.executionRolePolicies.isEmpty else { return }
        let sources = [
            (":secretsmanager:", "secretsmanager:GetSecretValue"), (":ssm:", "ssm:GetParameters"),
        ]
        for (mark, action) in sources {
            let nodes = definition.containers.flatMap { $0.node.member("secrets")?.list ?? [] }
                .compactMap { $0.member("valueFrom") }.filter { $0.value.string?.contains(mark) ?? false }
            guard let node = nodes.first, !mayDo(action, setup.executionRolePolicies) else { continue }
            findings.append(
                Finding(
                    .permission,
                    .error,
                    "the execution role may not \(action)",
                    evidence: [Evidence(node)]
                        + setup.executionRolePolicies.map { Evidence($0.node, value: "no \(action)") },
                    why: "ECS fetches the secrets before the containers start; without the permission no task starts.",
                    mends: [.advice("Allow \(action) on \(node.value.string ?? "the secret") in the execution role.")]
                )
            )
        }
    }

    private static func checkCreateGroup(
        _ definition: TaskDefinitionDocument,
        _ setup: Setup,
        into findings: inout [Finding]
    ) {
        let nodes = definition.containers.compactMap { $0.logOption("awslogs-create-group") }
        guard let node = nodes.first(where: { $0.value.string == "true" }),
            !mayDo("logs:CreateLogGroup", setup.executionRolePolicies)
        else { return }
        let isKnown = !setup.executionRolePolicies.isEmpty
        let groups = definition.containers.compactMap { $0.logOption("awslogs-group")?.value.string }
        let statement: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [["Effect": "Allow", "Action": ["logs:CreateLogGroup"], "Resource": "*"]],
        ]
        let role = definition.executionRoleARN?.split(separator: "/").last.map(String.init) ?? "EXECUTION_ROLE"
        findings.append(
            Finding(
                .logCreateGroup,
                isKnown ? .error : .warning,
                "the log groups of \(definition.family) are to be created"
                    + (isKnown ? ", but the execution role may not" : ": the execution role needs logs:CreateLogGroup"),
                evidence: [Evidence(node)],
                why:
                    "awslogs-create-group needs logs:CreateLogGroup, which AmazonECSTaskExecutionRolePolicy does not grant. "
                    + "If the groups (\(groups.joined(separator: ", "))) do not exist yet, no task starts.",
                mends: [
                    .command(
                        "aws iam put-role-policy --role-name \(ShellCommand.quote(role)) --policy-name CreateLogGroups "
                            + "--policy-document \(ShellCommand.quote(statement.text()))"
                    )
                ]
            )
        )
    }

    private static func checkTaskRole(_ setup: Setup, into findings: inout [Finding]) {
        guard !setup.taskRolePolicies.isEmpty else { return }
        let needed = ["logs:CreateLogStream", "logs:PutLogEvents"]
        if setup.deploysAgent || setup.assumptions.sendsToLogs {
            for action in needed where !mayDo(action, setup.taskRolePolicies) {
                findings.append(
                    Finding(
                        .permission,
                        .error,
                        "the task role may not \(action)",
                        evidence: setup.taskRolePolicies.map { Evidence($0.node, value: "no \(action)") },
                        why: "The publisher sends its events to CloudWatch Logs itself and is refused.",
                        mends: [.advice("Allow \(needed.joined(separator: " and ")) in the task role.")]
                    )
                )
            }
        } else {
            let unused = (["cloudwatch:PutMetricData", "logs:CreateLogGroup"] + needed).filter {
                mayDo($0, setup.taskRolePolicies)
            }
            guard !unused.isEmpty else { return }
            findings.append(
                Finding(
                    .permission,
                    .note,
                    "the bridge does not need \(unused.joined(separator: ", ")) in the task role",
                    evidence: setup.taskRolePolicies.map { Evidence($0.node, value: unused.joined(separator: ", ")) },
                    why: "It writes to standard output; the log driver sends it on with the execution role.",
                    mends: [.advice("Take the actions out, unless another container uses them.")]
                )
            )
        }
    }

    private static func mayDo(_ action: String, _ policies: [PolicyDocument]) -> Bool {
        policies.contains { $0.mayAllow(action: action) }
    }
}
