/// A parsed regular expression.
indirect enum SyntaxNode: Sendable {
    case empty
    case scalar(UInt32)
    case set(ScalarSet)
    case assertion(Assertion)
    case capture(SyntaxNode, index: Int)
    case concatenation([SyntaxNode])
    case alternation([SyntaxNode])
    case repetition(SyntaxNode, minimum: Int, maximum: Int?, isGreedy: Bool)
}

/// A condition on a position between two bytes.
enum Assertion: UInt8, Sendable {
    case textStart
    case textEnd
    case lineStart
    case lineEnd
    case wordBoundary
    case notWordBoundary
}

extension SyntaxNode {
    /// Whether the node can match the empty text, seen without regard to assertions.
    var isNullable: Bool {
        switch self {
        case .empty, .assertion: true
        case .scalar, .set: false
        case .capture(let body, _): body.isNullable
        case .concatenation(let parts): parts.allSatisfy(\.isNullable)
        case .alternation(let branches): branches.contains(where: \.isNullable)
        case .repetition(let body, let minimum, _, _): minimum == 0 || body.isNullable
        }
    }

    /// The largest product of nested repeat counts within the node.
    var repeatWeight: Int {
        switch self {
        case .empty, .scalar, .set, .assertion:
            return 1
        case .capture(let body, _):
            return body.repeatWeight
        case .concatenation(let parts), .alternation(let parts):
            return parts.reduce(1) { max($0, $1.repeatWeight) }
        case .repetition(let body, let minimum, let maximum, _):
            return max(1, maximum ?? minimum) * body.repeatWeight
        }
    }

    /// Whether every match has to begin at the start of the text.
    var isAnchoredAtStart: Bool {
        switch self {
        case .assertion(let assertion): assertion == .textStart
        case .capture(let body, _): body.isAnchoredAtStart
        case .concatenation(let parts): parts.first?.isAnchoredAtStart ?? false
        case .alternation(let branches): branches.allSatisfy(\.isAnchoredAtStart)
        case .repetition(let body, let minimum, _, _): minimum > 0 && body.isAnchoredAtStart
        case .empty, .scalar, .set: false
        }
    }

    /// Whether the node holds an assertion.
    var hasAssertion: Bool {
        switch self {
        case .assertion: true
        case .capture(let body, _), .repetition(let body, _, _, _): body.hasAssertion
        case .concatenation(let parts), .alternation(let parts): parts.contains(where: \.hasAssertion)
        case .empty, .scalar, .set: false
        }
    }
}
