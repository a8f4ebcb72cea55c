import AWSDocuments
import LosslessJSON

/// Commands of the AWS CLI, quoted for a POSIX shell.
enum ShellCommand {
    /// A word in single quotes, unless it needs none.
    static func quote(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ","):
                    true
                default: false
                }
            }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }

    /// `aws application-autoscaling put-scaling-policy` with a policy's input.
    static func putScalingPolicy(_ input: JSONValue) -> String {
        "aws application-autoscaling put-scaling-policy --cli-input-json " + quote(input.text())
    }
}

extension ScalingPolicyDocument {
    /// What tells this policy from all others of a check.
    var key: String { "\(node.source) \(node.path)" }

    /// A change of the target tracking configuration.
    func change(_ path: String..., to value: JSONValue) -> PolicyChange {
        PolicyChange(policy: key, path: path, value: value)
    }

    /// How to carry out changes: a command if the policy is whole, a patch of its file if it is a bare configuration.
    func mend(_ changes: [PolicyChange]) -> Mend {
        if isBareConfiguration {
            let operations = changes.map { change in
                let path = change.path.reduce(node.path) { $0.appending(key: $1) }
                let exists = node.value.value(at: JSONPath(change.path.map { .key($0) })) != nil
                return PatchOperation(exists ? .replace : .add, path, change.value)
            }
            return .patch(file: node.source, operations)
        }
        var input = putInput
        for change in changes {
            let path = JSONPath((["TargetTrackingScalingPolicyConfiguration"] + change.path).map { .key($0) })
            _ = input.apply(PatchOperation(.add, path, change.value))
        }
        return .command(ShellCommand.putScalingPolicy(input))
    }

    /// How the policy is named in sentences.
    var title: String { name.map { "policy \($0)" } ?? "the policy in \(node.source)" }
}
