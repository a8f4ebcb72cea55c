import AWSDocuments
public import LosslessJSON

/// Puts the bridge in the place of the CloudWatch agent in a task definition, and leaves everything else as it was.
public struct Adoption: Sendable {
    /// What the new container is made of.
    public struct Options: Sendable {
        /// The image; `nil` is `scalebridge:<version>` in the account's own registry, as far as the definition tells it.
        public var image: String?
        /// The container's hard limit in MiB.
        public var memoryMiB = 64
        /// Whether to carry out the patches of the check's findings as well.
        public var fixes = false
        /// PowerSync's configuration, for the check.
        public var serviceConfiguration: JSONNode?

        /// The defaults.
        public init() {}
    }

    /// One thing that was changed.
    public struct Change: Sendable, Hashable, CustomStringConvertible {
        /// The way to the value in the new document.
        public var path: String
        /// The value before, if there was one.
        public var old: String?
        /// The value after, if there is one.
        public var new: String?

        /// `~ containerDefinitions[1].memory: 256 -> 64`; values that do not fit on the line have lines of their own.
        public var description: String {
            let mark = old == nil ? "+" : new == nil ? "-" : "~"
            let values = [old, new].compactMap(\.self)
            let line = "\(mark) \(path): " + values.joined(separator: " -> ")
            if line.count <= Self.width { return line }
            return ([mark + " " + path] + values.enumerated().map { ($0 == 0 ? "    " : "    -> ") + $1 })
                .joined(separator: "\n  ")
        }

        private static let width = 78
    }

    /// The version whose image is named by default.
    static let imageName = "scalebridge:0.1.0"
    /// The name of the bridge's container.
    static let containerName = "scalebridge"
    /// The program's place in the image.
    static let program = "/scalebridge"
    private static let maximumFixRounds = 8

    /// The new document.
    public private(set) var document: JSONDocument

    /// What was changed, in the order of the document.
    public private(set) var changes: [Change]

    /// Rewrites a task definition.
    ///
    /// The input of `register-task-definition` keeps every byte that need not change; the output of
    /// `describe-task-definition` becomes the input that registers it again.
    ///
    /// - Throws: `JSONContentError` if the document is no task definition, or holds neither the agent nor the bridge.
    public init(_ original: JSONDocument, source: String, options: Options = Options()) throws(JSONContentError) {
        let definition = try TaskDefinitionDocument.read(JSONNode(original, source: source))
        guard !definition.publishers.isEmpty else {
            throw definition.node.member("containerDefinitions")?.failure(
                "expected a container with the image cloudwatch-agent, found "
                    + definition.containers.map(\.image).joined(separator: ", ")
            ) ?? definition.node.failure("expected containerDefinitions")
        }
        let base = definition.node.path.components.isEmpty ? original.root : definition.registerInput
        var root = base
        for (index, container) in definition.containers.enumerated() where container.isCloudWatchAgent {
            root["containerDefinitions"]?[index] = Self.bridge(inPlaceOf: container, of: definition, options)
            if container.name != Self.containerName { Self.rename(container.name, in: &root) }
        }
        if options.fixes { root = Self.fixed(root, source: source, options) }
        changes = Self.changes(from: base, to: root, path: JSONPath())
        do {
            document =
                definition.node.path.components.isEmpty
                ? try original.changed(to: root) : try JSONDocument(text: root.text(.pretty) + "\n")
        } catch {
            throw JSONContentError(error, source: source)
        }
    }

    // MARK: - The container

    /// The agent's container with the bridge's image: same environment, secrets and logs.
    private static func bridge(
        inPlaceOf agent: ContainerDocument,
        of definition: TaskDefinitionDocument,
        _ options: Options
    ) -> JSONValue {
        var value = agent.json
        value["name"] = .string(containerName)
        value["image"] = .string(options.image ?? defaultImage(definition))
        value["essential"] = false
        value["memory"] = .integer(options.memoryMiB)
        // A reservation above the limit is refused.
        if let reservation = value["memoryReservation"]?.number?.integer, reservation > options.memoryMiB {
            value["memoryReservation"] = nil
        }
        value["readonlyRootFilesystem"] = true
        value["healthCheck"] = [
            "command": ["CMD", .string(program), "health"], "interval": 30, "timeout": 5, "retries": 3,
            "startPeriod": 60,
        ]
        // What an agent's image was told to run does not exist in the bridge's.
        value["command"] = nil
        value["entryPoint"] = nil
        return value
    }

    /// The image in the account's registry, read from the account and Region of the definition's ARNs.
    private static func defaultImage(_ definition: TaskDefinitionDocument) -> String {
        let account = (definition.executionRoleARN ?? definition.taskRoleARN ?? "").split(
            separator: ":",
            omittingEmptySubsequences: false
        ).dropFirst(4).first.map(String.init)
        let region = definition.containers.lazy.compactMap { $0.logOption("awslogs-region")?.value.string }.first
        guard let account, !account.isEmpty, let region else { return imageName }
        return "\(account).dkr.ecr.\(region).amazonaws.com/\(imageName)"
    }

    /// Other containers may name the agent's.
    private static func rename(_ old: String, in root: inout JSONValue) {
        for index in (root["containerDefinitions"]?.array ?? []).indices {
            for (list, key) in [("dependsOn", "containerName"), ("volumesFrom", "sourceContainer")] {
                let entries = root["containerDefinitions"]?[index]?[list]?.array ?? []
                for place in entries.indices where entries[place][key]?.string == old {
                    root["containerDefinitions"]?[index]?[list]?[place]?[key] = .string(containerName)
                }
            }
        }
    }

    // MARK: - Fixes

    /// Carries out the check's patches until none is left.
    private static func fixed(_ root: JSONValue, source: String, _ options: Options) -> JSONValue {
        var root = root
        for _ in 0..<maximumFixRounds {
            var setup = Setup()
            setup.serviceConfiguration = options.serviceConfiguration
            guard let definition = try? TaskDefinitionDocument(JSONNode(root, source: source)) else { return root }
            setup.taskDefinitions = [definition]
            let before = root
            for finding in SetupCheck.findings(setup) {
                // One finding at a time: a patch may move what the next one points at.
                for case .patch(source, let operations) in finding.mends {
                    for operation in operations { _ = root.apply(operation) }
                }
                if root != before { break }
            }
            if root == before { return root }
        }
        return root
    }

    // MARK: - Changes

    private static func changes(from old: JSONValue, to new: JSONValue, path: JSONPath) -> [Change] {
        switch (old.content, new.content) {
        case (.object(let oldObject), .object(let newObject)):
            let kept = newObject.members.flatMap { member -> [Change] in
                let path = path.appending(key: member.key)
                guard let value = oldObject[member.key] else {
                    return [Change(path: path.description, old: nil, new: text(member.value))]
                }
                return changes(from: value, to: member.value, path: path)
            }
            let removed = oldObject.members.filter { newObject[$0.key] == nil }.map { member in
                Change(path: path.appending(key: member.key).description, old: text(member.value), new: nil)
            }
            return kept + removed
        case (.array(let oldElements), .array(let newElements))
        where oldElements.count <= newElements.count && oldElements.allSatisfy { $0.object != nil }:
            return newElements.enumerated().flatMap { index, element -> [Change] in
                let path = path.appending(index: index)
                guard oldElements.indices.contains(index) else {
                    return [Change(path: path.description, old: nil, new: text(element))]
                }
                return changes(from: oldElements[index], to: element, path: path)
            }
        default:
            return old == new ? [] : [Change(path: path.description, old: text(old), new: text(new))]
        }
    }

    private static func text(_ value: JSONValue) -> String {
        value.text(JSONLayout(indentation: nil, hasSpaces: true))
    }
}
