/// Well-formed UTF-8, one character at a time; only bytes outside ASCII come here.
///
/// The ranges are those of table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing over U+10FFFF.
enum UTF8Sequence {
    /// The number of bytes of the well-formed character at `cursor`, whose first byte is not ASCII, or 0.
    static func length(at cursor: ByteCursor) -> Int {
        let first = cursor.byte
        switch first {
        case 0xC2...0xDF:
            return isContinuation(cursor[1]) ? 2 : 0
        case 0xE0...0xEF:
            let second = cursor[1]
            let lowest: UInt8 = first == 0xE0 ? 0xA0 : 0x80
            let highest: UInt8 = first == 0xED ? 0x9F : 0xBF
            return second >= lowest && second <= highest && isContinuation(cursor[2]) ? 3 : 0
        case 0xF0...0xF4:
            let second = cursor[1]
            let lowest: UInt8 = first == 0xF0 ? 0x90 : 0x80
            let highest: UInt8 = first == 0xF4 ? 0x8F : 0xBF
            guard second >= lowest && second <= highest else { return 0 }
            return isContinuation(cursor[2]) && isContinuation(cursor[3]) ? 4 : 0
        default:
            return 0
        }
    }

    @inline(__always)
    private static func isContinuation(_ byte: UInt8) -> Bool {
        byte & 0xC0 == 0x80
    }
}
