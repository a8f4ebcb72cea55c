#if arch(x86_64) && canImport(_Builtin_intrinsics.intel.sse2)
import _Builtin_intrinsics.intel.sse2

/// Sixteen bytes at a time with SSE2, which every x86-64 processor has.
///
/// A comparison gives 0xFF in each byte that matches; `movemask` gathers the high bits of the 16 bytes into an integer.
enum VectorScanner: ByteScanner {
    @inline(__always)
    private static func load(_ cursor: ByteCursor) -> __m128i {
        cursor.pointer.loadUnaligned(as: __m128i.self)
    }

    @inline(__always)
    private static func equal(_ block: __m128i, _ byte: UInt8) -> __m128i {
        _mm_cmpeq_epi8(block, _mm_set1_epi8(CChar(bitPattern: byte)))
    }

    /// Newlines, what is below them, and bytes outside ASCII, which are negative numbers to this comparison.
    @inline(__always)
    private static func newlineOrLower(_ block: __m128i) -> __m128i {
        _mm_cmpgt_epi8(_mm_set1_epi8(CChar(bitPattern: .newline) + 1), block)
    }

    /// Bytes in `first...first + width`, by wrapping subtraction and an unsigned minimum.
    @inline(__always)
    private static func inRange(_ block: __m128i, from first: UInt8, width: UInt8) -> __m128i {
        let shifted = _mm_sub_epi8(block, _mm_set1_epi8(CChar(bitPattern: first)))
        return _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8(CChar(bitPattern: width))), shifted)
    }

    @inline(__always)
    private static func mask(_ block: __m128i) -> UInt32 {
        UInt32(bitPattern: _mm_movemask_epi8(block))
    }

    @inline(__always)
    static func stringStop(from start: ByteCursor) -> ByteCursor {
        var cursor = start
        while true {
            let block = load(cursor)
            let special = _mm_or_si128(equal(block, .backslash), equal(block, .quote))
            let stops = mask(_mm_or_si128(newlineOrLower(block), special))
            if stops != 0 { return cursor + stops.trailingZeroBitCount }
            cursor += 16
        }
    }

    @inline(__always)
    static func textStop(from start: ByteCursor) -> ByteCursor {
        var cursor = start
        while true {
            let block = load(cursor)
            let stops = mask(_mm_or_si128(newlineOrLower(block), equal(block, .backslash)))
            if stops != 0 { return cursor + stops.trailingZeroBitCount }
            cursor += 16
        }
    }

    @inline(__always)
    static func nameEnd(from start: ByteCursor) -> ByteCursor {
        var cursor = start
        while true {
            let block = load(cursor)
            let letters = inRange(_mm_or_si128(block, _mm_set1_epi8(0x20)), from: UInt8(ascii: "a"), width: 25)
            let digits = inRange(block, from: .zero, width: 10)
            let name = _mm_or_si128(_mm_or_si128(letters, digits), equal(block, UInt8(ascii: "_")))
            let others = ~mask(name) & 0xFFFF
            if others != 0 { return cursor + others.trailingZeroBitCount }
            cursor += 16
        }
    }

    @inline(__always)
    static func newline(from start: ByteCursor) -> ByteCursor {
        var cursor = start
        while true {
            let stops = mask(equal(load(cursor), .newline))
            if stops != 0 { return cursor + stops.trailingZeroBitCount }
            cursor += 16
        }
    }

    @inline(__always)
    static func areEqual(_ left: ByteCursor, _ right: ByteCursor, count: Int) -> Bool {
        var offset = 0
        while count - offset > 16 {
            if mask(_mm_cmpeq_epi8(load(left + offset), load(right + offset))) != 0xFFFF { return false }
            offset += 16
        }
        let matches = mask(_mm_cmpeq_epi8(load(left + offset), load(right + offset)))
        // Bits past the count do not matter: set them.
        return (matches | (0xFFFF << UInt32(truncatingIfNeeded: count - offset))) & 0xFFFF == 0xFFFF
    }
}

/// The scanner the parser uses on this processor.
typealias NativeScanner = VectorScanner
#else
/// The scanner the parser uses on this processor.
typealias NativeScanner = WordScanner
#endif
