internal import Yams

/// Reads YAML into nodes: one document, with anchors, aliases and merge keys resolved.
struct YAMLReading {
    private let source: String
    private var remaining = 200_000
    private static let maximumDepth = 60

    /// The root of a document; nil, with an error in the report, if it is not YAML or holds more than is sensible.
    static func root(_ bytes: [UInt8], source: String, _ report: inout Report) -> DocumentNode? {
        // A byte order mark is harmless and common in files from other systems.
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let text = String(validating: bytes[start...], as: UTF8.self) else {
            report.add(ConfigurationError(source: source, message: "is not UTF-8; save it as UTF-8"))
            return nil
        }
        do {
            let node = try Yams.compose(yaml: text)
            var reading = YAMLReading(source: source)
            guard let node else {
                return DocumentNode(content: .null, source: source, language: .yaml, path: "", line: 1, column: 1)
            }
            return try reading.node(node, path: "", depth: 0)
        } catch let error as ConfigurationError {
            report.add(error)
        } catch let error as YamlError {
            report.add(Self.error(error, source: source))
        } catch {
            report.add(ConfigurationError(source: source, message: "is not YAML"))
        }
        return nil
    }

    private init(source: String) {
        self.source = source
    }

    private mutating func node(_ node: Node, path: String, depth: Int) throws -> DocumentNode {
        var result = DocumentNode(
            content: .null,
            source: self.source,
            language: .yaml,
            path: path,
            line: node.mark?.line ?? 1,
            column: node.mark?.column ?? 1
        )
        self.remaining -= 1
        // Aliases of aliases can make a small text describe a huge document.
        if self.remaining < 0 || depth > Self.maximumDepth {
            throw result.error("nests too deeply or holds too many values; use fewer aliases")
        }
        let tag = node.tag.description
        if tag.hasPrefix("!"), tag != "!" { throw result.error("the tag \(tag) is not supported; remove it") }
        switch node {
        case .scalar(let scalar): result.content = Self.content(of: scalar)
        case .sequence(let sequence):
            var elements: [DocumentNode] = []
            for (index, element) in sequence.enumerated() {
                elements.append(try self.node(element, path: "\(path)[\(index)]", depth: depth + 1))
            }
            result.content = .sequence(elements)
        case .mapping(let mapping): result.content = .mapping(try self.members(mapping, path, depth, at: result))
        case .alias: throw result.error("an alias that names no anchor")
        }
        return result
    }

    private mutating func members(
        _ mapping: Node.Mapping,
        _ path: String,
        _ depth: Int,
        at place: DocumentNode
    ) throws -> [DocumentNode.Member] {
        var members: [DocumentNode.Member] = []
        var merged: [DocumentNode.Member] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                throw place.error("a key that is not a text; expected a name before the colon")
            }
            if name == "<<", key.scalar?.style == .plain {
                // https://yaml.org/type/merge.html
                for source in value.sequence.map(Array.init) ?? [value] {
                    guard let mapping = source.mapping else { throw place.error("<< expects a mapping") }
                    merged += try self.members(mapping, path, depth + 1, at: place)
                }
                continue
            }
            members.append(
                DocumentNode.Member(
                    key: name,
                    line: key.mark?.line ?? 1,
                    column: key.mark?.column ?? 1,
                    node: try self.node(value, path: DocumentNode.path(path, key: name), depth: depth + 1)
                )
            )
        }
        for member in merged where !members.contains(where: { $0.key == member.key }) { members.append(member) }
        return members
    }

    private static func content(of scalar: Node.Scalar) -> DocumentNode.Content {
        guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        default: return .plain(scalar.string)
        }
    }

    /// The message never quotes the document, which may hold secrets.
    private static func error(_ error: YamlError, source: String) -> ConfigurationError {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let message = "is not YAML: \(context.map { "\($0.text), " } ?? "")\(problem)"
            return ConfigurationError(source: source, line: mark.line, column: mark.column, message: message)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return ConfigurationError(
                source: source,
                line: context.mark.line,
                column: context.mark.column,
                message: "the key \(duplicates.sorted().joined(separator: ", ")) stands twice in one mapping; "
                    + "keep one of them"
            )
        case .reader(let problem, _, _, _):
            return ConfigurationError(source: source, message: "is not YAML: \(problem)")
        default: return ConfigurationError(source: source, message: "is not YAML")
        }
    }
}
