/// Splits ranges of scalars into sequences of byte ranges, as UTF-8 encodes them.
enum UTF8Sequences {
    /// The sequences that together encode exactly the scalars of `range`, surrogates left out.
    static func sequences(for range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
        var result: [[ClosedRange<UInt8>]] = []
        // No sequence spans two encoded lengths, and none touches the surrogates, which have no encoding.
        let pieces: [ClosedRange<UInt32>] = [
            0...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
        ]
        for piece in pieces where piece.overlaps(range) {
            append(range.clamped(to: piece), to: &result)
        }
        return result
    }

    private static func append(_ range: ClosedRange<UInt32>, to result: inout [[ClosedRange<UInt8>]]) {
        let low = range.lowerBound
        let high = range.upperBound
        // Cut until, for each continuation byte, either the bytes before it agree or its six bits run over all values.
        for level: UInt32 in 1..<4 where high > 0x7F {
            let mask: UInt32 = (1 << (6 * level)) - 1
            guard low & ~mask != high & ~mask else {
                continue
            }
            if low & mask != 0 {
                append(low...(low | mask), to: &result)
                append(((low | mask) + 1)...high, to: &result)
                return
            }
            if high & mask != mask {
                append(low...((high & ~mask) - 1), to: &result)
                append((high & ~mask)...high, to: &result)
                return
            }
        }
        let lowBytes = encoded(low)
        let highBytes = encoded(high)
        result.append(zip(lowBytes, highBytes).map { $0...$1 })
    }

    static func encoded(_ value: UInt32) -> [UInt8] {
        Unicode.Scalar(value).map { Array(UTF8.encode($0) ?? UTF8.encodedReplacementCharacter) } ?? []
    }
}
