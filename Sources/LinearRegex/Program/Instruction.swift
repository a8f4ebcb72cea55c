/// One step of a compiled pattern.
///
/// Targets are indices into the program.
enum Instruction: Sendable {
    /// Takes one byte of a range.
    case byte(low: UInt8, high: UInt8, next: Int32)
    /// Goes both ways, the first one preferred.
    case split(first: Int32, second: Int32)
    /// Notes the position in a capture slot.
    case save(slot: Int32, next: Int32)
    /// Goes on only where the condition holds.
    case assertion(Assertion, next: Int32)
    case match
    case fail
}

/// A compiled pattern over bytes.
struct Program: Sendable {
    var instructions: [Instruction]
    var start: Int32
    /// Two slots per group, group 0 being the whole match.
    var slotCount: Int
    /// Bytes that no instruction tells apart share a class.
    var byteClasses: [UInt8]
    var classCount: Int
    var hasContextAssertions: Bool
}

/// What stands beside a position: enough to decide every assertion.
enum Context: UInt8, Sendable {
    /// The start of the text, before a position; its end, behind one.
    case edge
    case newline
    case word
    /// A byte inside an encoded scalar: the position before it is no position between scalars.
    case continuation
    case other

    init(_ byte: UInt8) {
        switch byte {
        case 0x0A: self = .newline
        case 0x80...0xBF: self = .continuation
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: self = .word
        default: self = .other
        }
    }
}

extension Assertion {
    func holds(before: Context, after: Context) -> Bool {
        switch self {
        case .textStart: before == .edge
        case .textEnd: after == .edge
        case .lineStart: before == .edge || before == .newline
        case .lineEnd: after == .edge || after == .newline
        case .wordBoundary: (before == .word) != (after == .word)
        case .notWordBoundary: after != .continuation && (before == .word) == (after == .word)
        }
    }
}
