public import LosslessJSON
import Yams

/// Reads YAML as a JSON value, every value with its line and column.
///
/// Plain scalars become numbers, booleans and nulls as YAML 1.2's core schema says; a scalar with a tag of its own, such
/// as `!env NAME`, becomes an object of tag and text: `{"!env": "NAME"}`.
public enum YAMLValue {
    /// Reads one document; an empty text is `null`.
    ///
    /// - Throws: `JSONContentError` with the line and column of the fault.
    public static func read(_ text: String, source: String) throws(JSONContentError) -> JSONNode {
        do {
            guard let node = try Yams.compose(yaml: text) else { return JSONNode(.null, source: source) }
            var budget = maximumValues
            let root = value(of: node, depth: 0, budget: &budget)
            if budget < 0 {
                throw JSONContentError(
                    source: source,
                    position: nil,
                    path: JSONPath(),
                    message: "more than \(maximumValues) values, or more than \(maximumDepth) levels of nesting"
                )
            }
            return JSONNode(root, source: source)
        } catch let error as JSONContentError {
            throw error
        } catch let error as YamlError {
            throw failure(error, source: source)
        } catch {
            throw JSONContentError(source: source, position: nil, path: JSONPath(), message: "\(error)")
        }
    }

    private static let maximumDepth = 200
    /// Aliases can make a short text name very many values.
    private static let maximumValues = 1_000_000

    private static func value(of node: Node, depth: Int, budget: inout Int) -> JSONValue {
        let origin = node.mark.map { mark in
            let start = JSONPosition(offset: 0, line: mark.line, column: mark.column)
            return JSONOrigin(start: start, endOffset: 0)
        }
        budget = depth < maximumDepth ? budget - 1 : -1
        guard budget >= 0 else { return JSONValue(.null, origin: origin) }
        switch node {
        case .mapping(let mapping):
            let members = mapping.map { key, value in
                JSONMember(
                    key: key.scalar?.string ?? "",
                    value: self.value(of: value, depth: depth + 1, budget: &budget)
                )
            }
            return JSONValue(.object(JSONObject(members)), origin: origin)
        case .sequence(let sequence):
            return JSONValue(.array(sequence.map { value(of: $0, depth: depth + 1, budget: &budget) }), origin: origin)
        case .scalar(let scalar):
            return JSONValue(content(of: node, scalar: scalar, origin: origin), origin: origin)
        case .alias:
            return JSONValue(.null, origin: origin)
        }
    }

    private static func content(of node: Node, scalar: Node.Scalar, origin: JSONOrigin?) -> JSONValue.Content {
        let tag = node.tag.description
        if tag.hasPrefix("!"), tag.count > 1 {
            return .object(JSONObject([JSONMember(key: tag, value: JSONValue(.string(scalar.string), origin: origin))]))
        }
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        switch scalar.string {
        case "null", "Null", "NULL", "~", "": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return JSONNumber(text: scalar.string).map { .number($0) } ?? .string(scalar.string)
        }
    }

    private static func failure(_ error: YamlError, source: String) -> JSONContentError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let position = JSONPosition(offset: 0, line: mark.line, column: mark.column)
            return JSONContentError(source: source, position: position, path: JSONPath(), message: problem)
        default:
            return JSONContentError(source: source, position: nil, path: JSONPath(), message: "\(error)")
        }
    }
}
