import Yams

/// The keys and values of a scenario, merged from presets, the file and the command line, later ones over earlier ones.
struct ScenarioTree {
    private(set) var root: Node

    /// A change made by a flag.
    private(set) var origins: [String: String] = [:]

    private init(root: Node) {
        self.root = root
    }

    /// Reads YAML text and merges it over the preset that it names, or over the standard one.
    static func read(_ text: String, file: String) throws(ScenarioFileError) -> ScenarioTree {
        let node = try compose(text, file: file)
        let base = try baseTree(of: node, file: file, text: text)
        guard let base else { return ScenarioTree(root: node) }
        return ScenarioTree(root: merge(node, over: base.root, path: ""))
    }

    private static func baseTree(of node: Node, file: String, text: String) throws(ScenarioFileError) -> ScenarioTree? {
        guard let named = node.mapping?["preset"] else {
            return text == Preset.standard.text ? nil : try read(Preset.standard.text, file: Preset.standard.name)
        }
        let name = named.scalar?.string ?? ""
        guard let preset = Preset.named(name) else {
            let hint = NearestName.hint(name, among: Preset.all.map(\.name))
            let problem = ScenarioProblem(
                file: file,
                line: named.mark?.line,
                column: named.mark?.column,
                keyPath: "preset",
                message: "unknown preset \"\(name)\"; \(hint)"
            )
            throw ScenarioFileError([problem])
        }
        return try read(preset.text, file: preset.name)
    }

    /// Sets the value at a path such as `scaling.min` to YAML text.
    mutating func set(_ override: ScenarioOverride) throws(ScenarioFileError) {
        var value: Node =
            switch override.value {
            case .text(let text): Node(text)
            case .keys(let keys): Node(keys.map { (Node($0.name), Node($0.text)) })
            case .yaml(let yaml): try Self.compose(yaml, file: override.origin, mayBeScalar: true)
            }
        origins[override.keyPath] = override.origin
        let keys = override.keyPath.split(separator: ".").map(String.init)
        if override.appends, case .sequence(var list) = Self.value(at: keys, in: root) ?? Node([Node]()) {
            origins["\(override.keyPath)[\(list.count)]"] = override.origin
            list.append(value)
            value = .sequence(list)
        }
        for key in keys.reversed() { value = Node([(Node(key), value)]) }
        root = Self.merge(value, over: root, path: "")
    }

    /// A number that is equal for scenarios of equal meaning, whatever their comments and layout.
    var fingerprint: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        func walk(_ node: Node) {
            switch node {
            case .scalar(let scalar): add(scalar.string)
            case .sequence(let list):
                add("[\(list.count)")
                for element in list { walk(element) }
            case .mapping(let mapping):
                add("{\(mapping.count)")
                let members = mapping.map { ($0.key.scalar?.string ?? "", $0.value) }.sorted { $0.0 < $1.0 }
                for (key, value) in members where key != "description" && key != "preset" {
                    add(key)
                    walk(value)
                }
            case .alias: add("*")
            }
        }
        walk(root)
        return hash
    }

    private static func value(at keys: [String], in node: Node) -> Node? {
        keys.reduce(Optional(node)) { node, key in node?.mapping?[Node(key)] }
    }

    // A value that a user gives in place of another form of the same thing takes that form's place.
    private static let rivals = [
        "tasks.start_latency": ["start_phases"], "tasks.start_phases": ["start_latency"],
        "scaling.targets": ["policies"], "scaling.policies": ["targets", "scale_out_cooldown", "scale_in_cooldown"],
        "scaling.scalable_target": ["min", "max"], "scaling.min": [], "prices.processor": [],
    ]

    private static func merge(_ over: Node, over base: Node, path: String) -> Node {
        guard case .mapping(let changes) = over, case .mapping(var merged) = base else { return over }
        for (key, value) in changes {
            let name = key.scalar?.string ?? ""
            let full = path.isEmpty ? name : "\(path).\(name)"
            for rival in rivals[full] ?? [] { merged[Node(rival)] = nil }
            // Shapes of a day are told apart by their keys: a new one replaces the old one as a whole.
            if let old = merged[key], name != "day" {
                merged[key] = merge(value, over: old, path: full)
            } else {
                merged[key] = value
            }
        }
        return .mapping(Node.Mapping(merged.map { ($0.key, $0.value) }, .implicit, .any, over.mark ?? base.mark))
    }

    private static func compose(
        _ text: String,
        file: String,
        mayBeScalar: Bool = false
    ) throws(ScenarioFileError) -> Node {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw ScenarioFileError([problem(of: error, file: file)])
        }
        guard let node else { return Node([(Node, Node)]()) }
        guard mayBeScalar || node.mapping != nil else {
            let message = "expected keys and values, such as \"scaling:\" and below it \"  min: 2\""
            throw ScenarioFileError([ScenarioProblem(file: file, line: 1, column: 1, message: message)])
        }
        return node
    }

    private static func problem(of error: any Error, file: String) -> ScenarioProblem {
        switch error as? YamlError {
        case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _), .composer(_, let what, let mark, _):
            return ScenarioProblem(
                file: file,
                line: mark.line,
                column: mark.column,
                message:
                    "this is not YAML: \(what); values that contain \": \", \"#\" or start with \"%\", \"@\", \"*\", "
                    + "\"&\", \"!\" need quotes"
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            return ScenarioProblem(
                file: file,
                line: context.mark.line,
                column: context.mark.column,
                message: "the key \(duplicates.map { "\($0)" }.joined(separator: ", ")) is given twice"
            )
        default:
            return ScenarioProblem(file: file, message: "this is not YAML: \(error)")
        }
    }
}
