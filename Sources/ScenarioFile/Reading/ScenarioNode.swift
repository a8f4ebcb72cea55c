import Yams

/// Collects what is wrong while a scenario is read, so that one reading names every problem.
final class ProblemLog {
    private let file: String
    // Paths whose value came from elsewhere than the file: a flag's name.
    private let origins: [String: String]
    private(set) var problems: [ScenarioProblem] = []

    init(file: String, origins: [String: String] = [:]) {
        self.file = file
        self.origins = origins
    }

    func add(_ message: String, at node: Node, path: String) {
        let mark = node.mark
        var problem = ScenarioProblem(
            file: file,
            line: mark?.line,
            column: mark?.column,
            keyPath: path,
            message: message
        )
        if let origin = origins.first(where: { path == $0.key || path.hasPrefix($0.key + ".") })?.value {
            problem = ScenarioProblem(file: origin, message: message)
        }
        problems.append(problem)
    }
}

/// A value of the scenario with the path of keys to it.
struct ScenarioNode {
    let node: Node
    let path: String
    let log: ProblemLog

    /// The scalar's text, or nil after a problem is logged.
    func text(expecting what: String) -> String? {
        guard let scalar = node.scalar else {
            log.add("expected \(what), but found \(kind)", at: node, path: path)
            return nil
        }
        return scalar.string
    }

    /// The scalar read by `read`, or nil after a problem is logged.
    func value<Value>(_ read: (String) throws(ValueTextError) -> Value) -> Value? {
        guard let scalar = node.scalar else {
            do {
                _ = try read("")
            } catch {
                log.add("expected \(error.expected), but found \(kind)", at: node, path: path)
                return nil
            }
            log.add("expected a single value, but found \(kind)", at: node, path: path)
            return nil
        }
        do {
            return try read(scalar.string)
        } catch {
            log.add("expected \(error.expected), but found \"\(scalar.string)\"", at: node, path: path)
            return nil
        }
    }

    /// The elements of a list, or nil after a problem is logged.
    func elements() -> [ScenarioNode]? {
        guard let sequence = node.sequence else {
            log.add("expected a list (lines that start with \"- \"), but found \(kind)", at: node, path: path)
            return nil
        }
        return sequence.enumerated().map { ScenarioNode(node: $1, path: "\(path)[\($0)]", log: log) }
    }

    /// The keys of a mapping, or nil after a problem is logged.
    func mapping() -> ScenarioMapping? {
        guard let mapping = node.mapping else {
            log.add("expected keys and values (\"key: value\"), but found \(kind)", at: node, path: path)
            return nil
        }
        return ScenarioMapping(mapping: mapping, node: node, path: path, log: log)
    }

    func problem(_ message: String) {
        log.add(message, at: node, path: path)
    }

    /// Whether the value has keys.
    var isMapping: Bool { node.mapping != nil }

    /// Whether the value is this text.
    func isText(_ text: String) -> Bool { node.scalar?.string == text }

    var isNull: Bool {
        guard let scalar = node.scalar, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    private var kind: String {
        if node.mapping != nil { return "keys and values" }
        if node.sequence != nil { return "a list" }
        return isNull ? "nothing" : "\"\(node.scalar?.string ?? "")\""
    }
}

/// The keys of a mapping; each key that is asked for is known, every other one is a problem.
final class ScenarioMapping {
    let path: String
    let log: ProblemLog
    private let mapping: Node.Mapping
    private let node: Node
    private var known: [String] = []

    init(mapping: Node.Mapping, node: Node, path: String, log: ProblemLog) {
        self.mapping = mapping
        self.node = node
        self.path = path
        self.log = log
    }

    /// The value of `key`, or nil where it is absent or null.
    func child(_ key: String) -> ScenarioNode? {
        known.append(key)
        guard let value = mapping.first(where: { $0.key.scalar?.string == key })?.value else { return nil }
        let child = ScenarioNode(node: value, path: path.isEmpty ? key : "\(path).\(key)", log: log)
        return child.isNull ? nil : child
    }

    /// The value of `key` read by `read`, or nil where it is absent or wrong.
    func value<Value>(_ key: String, _ read: (String) throws(ValueTextError) -> Value) -> Value? {
        child(key)?.value(read)
    }

    func problem(_ message: String) {
        log.add(message, at: node, path: path)
    }

    /// The keys present, in the order of the file.
    var keys: [String] { mapping.compactMap { $0.key.scalar?.string } }

    /// Logs every key that was never asked for.
    func finish() {
        for (key, _) in mapping {
            guard let name = key.scalar?.string else {
                log.add("expected a plain key", at: key, path: path)
                continue
            }
            if !known.contains(name) {
                let full = path.isEmpty ? name : "\(path).\(name)"
                log.add("unknown key; \(NearestName.hint(name, among: known))", at: key, path: full)
            }
        }
    }
}
