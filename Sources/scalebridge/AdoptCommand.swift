import ArgumentParser
import BridgeRuntime
import LosslessJSON
import SetupLint

struct AdoptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Puts the bridge in the place of the CloudWatch agent in a task definition.",
        discussion: """
            Prints the new definition and, on standard error, what has changed. Every byte that need not change stays; \
            adopting twice changes nothing. The output of describe-task-definition becomes the input of \
            register-task-definition. Exit code 2 if the file is no task definition or holds no agent.

            EXAMPLES
              scalebridge adopt api-task-definition.json > adopted.json
              scalebridge adopt --fix --image REGISTRY/scalebridge:0.1.0 task.json
            """
    )

    @Argument(help: "A task definition as the AWS CLI takes or prints it; - for standard input.")
    var file: String

    @Option(help: "The image. Default: scalebridge:0.1.0 in the account's ECR registry.")
    var image: String?

    @Option(help: "The container's hard memory limit in MiB.")
    var memory = 64

    @Flag(help: "Also mend what \"scalebridge check\" finds in the definition.")
    var fix = false

    @Option(
        name: .customLong("service-yaml"),
        help: ArgumentHelp("PowerSync's configuration, for --fix.", valueName: "file")
    )
    var serviceYAML: String?

    func validate() throws {
        if memory < 6 { throw ValidationError("--memory \(memory): a container takes at least 6 MiB.") }
        if serviceYAML != nil, !fix { throw ValidationError("--service-yaml goes with --fix.") }
    }

    func run() throws {
        var options = Adoption.Options()
        options.image = image
        options.memoryMiB = memory
        options.fixes = fix
        options.serviceConfiguration = try serviceYAML.map(DocumentFiles.yaml)
        let adoption = try Adoption(DocumentFiles.document(file), source: file, options: options)
        var output = StandardOutput()
        try output.append { $0 += adoption.document.bytes }
        try output.flush()
        if adoption.changes.isEmpty {
            StandardError.write("\(file): nothing to change, the bridge is there already")
        } else {
            StandardError.write("\(file): \(adoption.changes.count) changes")
            for change in adoption.changes { StandardError.write("  \(change)") }
        }
    }
}
