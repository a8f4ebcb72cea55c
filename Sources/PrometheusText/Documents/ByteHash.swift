/// A hash of bytes for tables within one process: eight bytes at a time, multiplied and folded.
///
/// It is keyed by a random number per process, so that nobody outside can choose names that collide.
enum ByteHash {
    private static let seed = UInt64.random(in: .min ... .max)

    static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        bytes.withUnsafeBytes { bytes in
            var state = seed ^ UInt64(truncatingIfNeeded: bytes.count)
            var offset = 0
            while bytes.count - offset >= 8 {
                state = mix(state ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                offset += 8
            }
            var last: UInt64 = 0
            while offset < bytes.count {
                last = last << 8 | UInt64(bytes[offset])
                offset += 1
            }
            return mix(state ^ last)
        }
    }

    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
