/// Up to eight decimal digits read at once from one word.
///
/// The digits are moved to the high end of the word (so that missing leading digits read as zeros) and then summed in
/// three steps: neighbouring digits to pairs, pairs to fours, fours to eight.
struct DigitRun {
    /// How many digits there are, 0 to 8; with 8 there may be more.
    var count: Int
    var value: UInt64

    @inline(__always)
    init(_ cursor: ByteCursor) {
        let digits = cursor.word ^ 0x3030_3030_3030_3030
        // The high bit of each byte above 9; no byte carries into the next because the high bits are masked first.
        let others =
            ((digits & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080
        let bits = UInt64(truncatingIfNeeded: others.trailingZeroBitCount) & 0x78
        count = Int(truncatingIfNeeded: bits) / 8
        if bits == 0 {
            value = 0
            return
        }
        var word = digits << (64 &- bits)
        word = (word &* 10) &+ (word >> 8)
        word =
            ((word & 0x0000_00FF_0000_00FF) &* (100 &+ (1_000_000 << 32))
                &+ ((word >> 16) & 0x0000_00FF_0000_00FF) &* (1 &+ (10_000 << 32))) >> 32
        value = word & 0xFFFF_FFFF
    }
}
