extension Span<UInt8> {
    /// Whether the bytes from `start` on begin with all of `other`; eight at a time.
    func matches(_ other: Span<UInt8>, at start: Int) -> Bool {
        guard start >= 0, other.count <= self.count - start else { return false }
        let left = self.bytes
        let right = other.bytes
        var offset = 0
        while offset + 8 <= other.count {
            let mine = left.unsafeLoadUnaligned(fromByteOffset: start + offset, as: UInt64.self)
            let others = right.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if mine != others { return false }
            offset += 8
        }
        while offset < other.count {
            if self[start + offset] != other[offset] { return false }
            offset += 1
        }
        return true
    }
}
