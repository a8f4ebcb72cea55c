internal import LosslessJSON

/// Reads JSON into nodes.
enum JSONReading {
    /// The root of a document; nil, with an error in the report, if it is not JSON.
    static func root(_ bytes: [UInt8], source: String, _ report: inout Report) -> DocumentNode? {
        var options = JSONDocument.Options()
        options.maximumDepth = 100
        do throws(JSONParseError) {
            // A byte order mark is harmless and common in files from other systems.
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let document = try JSONDocument(Array(bytes[start...]), options: options)
            return Self.node(document.root, path: "", source: source)
        } catch {
            report.add(
                ConfigurationError(
                    source: source,
                    line: error.position.line,
                    column: error.position.column,
                    keyPath: error.path.components.isEmpty ? "" : "\(error.path)",
                    message: error.reason.message
                )
            )
            return nil
        }
    }

    private static func node(_ value: JSONValue, path: String, source: String) -> DocumentNode {
        let content: DocumentNode.Content =
            switch value.content {
            case .null: .null
            case .bool(let value): .plain(value ? "true" : "false")
            case .number(let number): .plain(number.text)
            case .string(let text): .text(text)
            case .array(let elements):
                .sequence(
                    elements.enumerated().map { Self.node($1, path: "\(path)[\($0)]", source: source) }
                )
            case .object(let object):
                .mapping(
                    object.members.map { member in
                        let place = member.keyOrigin?.start
                        return DocumentNode.Member(
                            key: member.key,
                            line: place?.line ?? 1,
                            column: place?.column ?? 1,
                            node: Self.node(
                                member.value,
                                path: DocumentNode.path(path, key: member.key),
                                source: source
                            )
                        )
                    }
                )
            }
        return DocumentNode(
            content: content,
            source: source,
            language: .json,
            path: path,
            line: value.origin?.start.line ?? 1,
            column: value.origin?.start.column ?? 1
        )
    }
}
