/// Eight bytes at a time in plain integers, for every processor.
///
/// The trick throughout: `x &- 0x0101…` borrows into the high bit of each byte that was zero, so
/// `(x &- 0x0101…) & ~x & 0x8080…` has its lowest set bit in the first zero byte of `x` (later bits may be wrong, but
/// only the first is used). Comparing with a byte is xor first.
enum WordScanner: ByteScanner {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// A word whose lowest high bit marks the first zero byte of `word`.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- ones) & ~word
    }

    /// A word whose lowest high bit marks the first newline, lower or non-ASCII byte.
    @inline(__always)
    private static func newlineOrLower(_ word: UInt64) -> UInt64 {
        ((word &- repeated(.newline + 1)) & ~word) | word
    }

    @inline(__always)
    private static func repeated(_ byte: UInt8) -> UInt64 {
        UInt64(byte) &* ones
    }

    @inline(__always)
    static func stringStop(from start: ByteCursor) -> ByteCursor {
        var cursor = start
        while true {
            let word = cursor.word
            let stops =
                (zeroBytes(word ^ repeated(.quote)) | zeroBytes(word ^ repeated(.backslash)) | newlineOrLower(word))
                & highs
            if stops != 0 { return cursor + stops.trailingZeroBitCount / 8 }
            cursor += 8
        }
    }

    @inline(__always)
    static func textStop(from start: ByteCursor) -> ByteCursor {
        var cursor = start
        while true {
            let word = cursor.word
            let stops =
                (zeroBytes(word ^ repeated(.backslash)) | newlineOrLower(word)) & highs
            if stops != 0 { return cursor + stops.trailingZeroBitCount / 8 }
            cursor += 8
        }
    }

    /// The high bit of each byte whose low seven bits are at least `limit`.
    @inline(__always)
    private static func atLeast(_ limit: UInt8, _ low: UInt64) -> UInt64 {
        low &+ repeated(0x80 - limit)
    }

    @inline(__always)
    static func nameEnd(from start: ByteCursor) -> ByteCursor {
        var cursor = start
        while true {
            let word = cursor.word
            let low = word & ~highs
            let lower = low | repeated(0x20)
            let letters = atLeast(UInt8(ascii: "a"), lower) & ~atLeast(UInt8(ascii: "z") + 1, lower)
            let digits = atLeast(.zero, low) & ~atLeast(.colon + 1, low)
            // Exact for every byte: no byte of `low ^ "_"` has its high bit set, so nothing is carried.
            let underscores = ~((low ^ repeated(UInt8(ascii: "_"))) &+ repeated(0x7F))
            let others = (~(letters | digits | underscores) | word) & highs
            if others != 0 { return cursor + others.trailingZeroBitCount / 8 }
            cursor += 8
        }
    }

    @inline(__always)
    static func newline(from start: ByteCursor) -> ByteCursor {
        var cursor = start
        while true {
            let stops = zeroBytes(cursor.word ^ repeated(.newline)) & highs
            if stops != 0 { return cursor + stops.trailingZeroBitCount / 8 }
            cursor += 8
        }
    }

    @inline(__always)
    static func areEqual(_ left: ByteCursor, _ right: ByteCursor, count: Int) -> Bool {
        var offset = 0
        while count - offset > 8 {
            if (left + offset).word != (right + offset).word { return false }
            offset += 8
        }
        if count == 0 { return true }
        let difference = (left + offset).word ^ (right + offset).word
        return difference << UInt64(truncatingIfNeeded: (8 - (count - offset)) * 8) == 0
    }
}
