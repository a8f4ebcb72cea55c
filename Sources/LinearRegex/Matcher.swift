/// Matches texts against one pattern, and keeps what it learns about the pattern from text to text.
///
/// A matcher allocates while it meets new kinds of text; in the steady state it allocates nothing. Its memory is
/// bounded.
public struct Matcher: Sendable {
    /// Where a match may lie.
    public enum Anchoring: Sendable {
        /// Anywhere in the text, as in the agent's `label_matcher` and `metric_selectors`.
        case anywhere
        /// From the start of the text to its end, as in Prometheus' relabelling rules.
        case whole
    }

    public let pattern: Pattern
    public let anchoring: Anchoring

    private let literal: LiteralShape?
    private var automaton: ByteAutomaton?
    private var captureMachine: CaptureMachine?

    public init(_ pattern: Pattern, anchoring: Anchoring) {
        self.pattern = pattern
        self.anchoring = anchoring
        literal = LiteralShape(pattern.root, anchoring: anchoring)
        automaton = literal == nil ? ByteAutomaton(pattern, anchoring: anchoring) : nil
    }

    /// Whether the pattern matches.
    ///
    /// - Complexity: Linear in the length of the text.
    public mutating func matches(_ text: Span<UInt8>) -> Bool {
        if let literal {
            return literal.matches(text)
        }
        return automaton?.matches(text) ?? false
    }

    /// Whether the pattern matches.
    public mutating func matches(_ text: [UInt8]) -> Bool {
        matches(text.span)
    }

    /// Whether the pattern matches.
    public mutating func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        matches(text.span)
    }

    /// Whether the pattern matches.
    public mutating func matches(_ text: String) -> Bool {
        matches(Array(text.utf8).span)
    }

    /// Finds the leftmost match, and among several that begin there the one that the pattern prefers.
    ///
    /// - Parameters:
    ///   - text: The text to search.
    ///   - captures: Receives where the match and its groups lie; unchanged if there is no match.
    /// - Returns: Whether the pattern matches.
    public mutating func firstMatch(in text: Span<UInt8>, captures: inout Captures) -> Bool {
        guard matches(text) else {
            return false
        }
        var machine = captureMachine ?? CaptureMachine(pattern, anchoring: anchoring)
        captureMachine = nil
        captures.prepare(slotCount: pattern.program.slotCount)
        let isMatch = machine.match(text, into: &captures.slots)
        captureMachine = machine
        return isMatch
    }

    /// Finds the leftmost match, and among several that begin there the one that the pattern prefers.
    public mutating func firstMatch(in text: [UInt8], captures: inout Captures) -> Bool {
        firstMatch(in: text.span, captures: &captures)
    }
}

/// Where a match and its groups lie in the text, in bytes.
public struct Captures: Equatable, Sendable {
    var slots: [Int] = []

    public init() {}

    /// The number of groups, the whole match counted as group 0.
    public var count: Int {
        slots.count / 2
    }

    /// The bytes of a group; nil if the group took no part in the match.
    public subscript(group: Int) -> Range<Int>? {
        let start = slots[group * 2]
        return start < 0 ? nil : start..<slots[group * 2 + 1]
    }

    mutating func prepare(slotCount: Int) {
        if slots.count != slotCount {
            slots = [Int](repeating: -1, count: slotCount)
        }
    }
}
