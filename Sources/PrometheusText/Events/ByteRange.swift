/// Where a piece of an exposition lies, in 8 bytes.
///
/// Ranges index into the bytes that the visitor is given beside them; they hold no text themselves.
@frozen
public struct ByteRange: Equatable, Sendable, BitwiseCopyable {
    /// The first byte, counted from the start of the bytes given with the range.
    public var offset: UInt32
    /// The length in the lower 30 bits, two facts about the piece above them.
    @usableFromInline var lengthAndFlags: UInt32

    static let escapesFlag: UInt32 = 1 << 31
    static let quotedFlag: UInt32 = 1 << 30
    static let lengthMask: UInt32 = quotedFlag - 1

    @inline(__always)
    init(offset: UInt32, lengthAndFlags: UInt32) {
        self.offset = offset
        self.lengthAndFlags = lengthAndFlags
    }

    /// Makes the range of `count` bytes at `offset`.
    ///
    /// - Parameters:
    ///   - offset: The first byte.
    ///   - count: The number of bytes, under 2^30.
    ///   - hasEscapes: Whether the piece contains backslash escapes.
    ///   - isQuoted: Whether the piece is a name that was written between quotes.
    public init(offset: Int, count: Int, hasEscapes: Bool = false, isQuoted: Bool = false) {
        self.offset = UInt32(offset)
        precondition(count <= Self.lengthMask, "A piece of text must be shorter than 2^30 bytes")
        lengthAndFlags = UInt32(count) | (hasEscapes ? Self.escapesFlag : 0) | (isQuoted ? Self.quotedFlag : 0)
    }

    /// The number of bytes.
    @inlinable @inline(__always)
    public var count: Int { Int(truncatingIfNeeded: lengthAndFlags & 0x3FFF_FFFF) }

    /// Whether the piece contains backslash escapes, so that its meaning differs from its bytes.
    @inlinable @inline(__always)
    public var hasEscapes: Bool { lengthAndFlags & 0x8000_0000 != 0 }

    /// Whether the piece is a name that was written between quotes (the quotes are not part of the range).
    @inlinable @inline(__always)
    public var isQuoted: Bool { lengthAndFlags & 0x4000_0000 != 0 }

    /// The positions of the bytes, to use with `extracting(_:)` of a span.
    @inlinable @inline(__always)
    public var indices: Range<Int> {
        let start = Int(truncatingIfNeeded: offset)
        return start..<start &+ count
    }
}
