/// The patterns that need no automaton: fixed bytes, perhaps tied to the start or the end of the text.
enum LiteralShape: Equatable, Sendable {
    /// Matches every text.
    case anything
    case equal([UInt8])
    case prefix([UInt8])
    case suffix([UInt8])
    case within([UInt8])

    /// The shape of a pattern, or nil if it needs an automaton.
    init?(_ node: SyntaxNode, anchoring: Matcher.Anchoring) {
        var parts: [SyntaxNode] = []
        Self.flatten(node, into: &parts)
        var atStart = anchoring == .whole
        var atEnd = anchoring == .whole
        while case .assertion(.textStart) = parts.first {
            atStart = true
            parts.removeFirst()
        }
        while case .assertion(.textEnd) = parts.last {
            atEnd = true
            parts.removeLast()
        }
        var bytes: [UInt8] = []
        for part in parts {
            guard case .scalar(let value) = part else {
                // What can be empty anywhere is found everywhere.
                guard anchoring == .anywhere, node.isNullable, !node.hasAssertion else {
                    return nil
                }
                self = .anything
                return
            }
            bytes += UTF8Sequences.encoded(value)
        }
        switch (atStart, atEnd) {
        case (true, true): self = .equal(bytes)
        case (true, false): self = .prefix(bytes)
        case (false, true): self = .suffix(bytes)
        case (false, false): self = bytes.isEmpty ? .anything : .within(bytes)
        }
    }

    private static func flatten(_ node: SyntaxNode, into parts: inout [SyntaxNode]) {
        switch node {
        case .empty:
            break
        case .capture(let body, _):
            flatten(body, into: &parts)
        case .concatenation(let nodes):
            for node in nodes {
                flatten(node, into: &parts)
            }
        default:
            parts.append(node)
        }
    }

    func matches(_ text: Span<UInt8>) -> Bool {
        switch self {
        case .anything:
            return true
        case .equal(let bytes):
            return text.count == bytes.count && Self.holds(bytes, at: 0, of: text)
        case .prefix(let bytes):
            return text.count >= bytes.count && Self.holds(bytes, at: 0, of: text)
        case .suffix(let bytes):
            return text.count >= bytes.count && Self.holds(bytes, at: text.count - bytes.count, of: text)
        case .within(let bytes):
            guard text.count >= bytes.count else {
                return false
            }
            for start in 0...(text.count - bytes.count) where text[start] == bytes[0] {
                if Self.holds(bytes, at: start, of: text) {
                    return true
                }
            }
            return false
        }
    }

    private static func holds(_ bytes: [UInt8], at start: Int, of text: Span<UInt8>) -> Bool {
        for index in bytes.indices where text[start + index] != bytes[index] {
            return false
        }
        return true
    }
}
