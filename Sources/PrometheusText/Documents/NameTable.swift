/// Gives every different byte string a number: 0, 1, 2 in the order of insertion.
///
/// All strings lie one after the other in one array; the table holds indices and is searched with linear probing. It is
/// at most half full.
struct NameTable: Sendable {
    private var bytes: [UInt8] = []
    /// The end of each string in `bytes`.
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    /// Indices of strings plus one, 0 for a free place; a power of two of them.
    private var slots: [UInt32] = []

    var count: Int { ends.count }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        for index in slots.indices { slots[index] = 0 }
    }

    func indices(of index: Int) -> Range<Int> {
        (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    /// The bytes of the string with this number.
    func string(_ index: Int) -> ArraySlice<UInt8> {
        bytes[indices(of: index)]
    }

    func find(_ name: Span<UInt8>) -> Int? {
        if slots.isEmpty { return nil }
        return probe(name, hash: ByteHash.hash(name)).found
    }

    /// The number of `name`, new or not.
    mutating func insert(_ name: Span<UInt8>) -> Int {
        if ends.count * 2 >= slots.count { grow() }
        let hash = ByteHash.hash(name)
        let (found, slot) = probe(name, hash: hash)
        if let found { return found }
        name.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
        hashes.append(hash)
        slots[slot] = UInt32(ends.count)
        return ends.count - 1
    }

    private func probe(_ name: Span<UInt8>, hash: UInt64) -> (found: Int?, slot: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = Int(slots[slot])
            if entry == 0 { return (nil, slot) }
            if hashes[entry - 1] == hash && isEqual(name, to: entry - 1) { return (entry - 1, slot) }
            slot = (slot + 1) & mask
        }
    }

    private func isEqual(_ name: Span<UInt8>, to index: Int) -> Bool {
        let range = indices(of: index)
        guard range.count == name.count else { return false }
        for offset in 0..<name.count where bytes[range.lowerBound + offset] != name[offset] { return false }
        return true
    }

    private mutating func grow() {
        let size = max(16, slots.count * 2)
        slots = Array(repeating: 0, count: size)
        for index in ends.indices {
            var slot = Int(truncatingIfNeeded: hashes[index]) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }
}
