extension Span<UInt8> {
    /// Whether the bytes from `start` on begin with all of `other`.
    ///
    /// Eight bytes are compared at a time, the last eight once more where the count is no multiple. Every load lies
    /// inside both spans: the first line makes sure of it.
    func matches(_ other: Span<UInt8>, at start: Int) -> Bool {
        let count = other.count
        guard start >= 0, start <= self.count, count <= self.count - start else { return false }
        return self.withUnsafeBytes { mine in
            other.withUnsafeBytes { others in
                guard count >= 8 else {
                    for offset in 0..<count where mine[start + offset] != others[offset] { return false }
                    return true
                }
                var offset = 0
                while true {
                    let left = mine.loadUnaligned(fromByteOffset: start &+ offset, as: UInt64.self)
                    if left != others.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
                    if offset == count &- 8 { return true }
                    offset = Swift.min(offset &+ 8, count &- 8)
                }
            }
        }
    }
}
