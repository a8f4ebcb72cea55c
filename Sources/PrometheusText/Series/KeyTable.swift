/// Pieces of text that have been read before, each with a number, and which one followed which.
///
/// A piece ends where a sample's value starts and begins with its line, or with the comments before it.
///
/// Keys lie one after the other in one padded region (see ``ByteCursor``), in the order of their first appearance: a
/// scrape like the one before walks through them in order.
struct KeyTable: ~Copyable {
    /// A piece of text and what is known of it.
    struct Key: BitwiseCopyable {
        fileprivate var offset: UInt32
        fileprivate var count: UInt32
        /// The key that came after this one last time.
        fileprivate(set) var next: UInt32
        /// The series of the sample that the piece belongs to.
        fileprivate(set) var series: UInt32
        /// The number of newlines in the piece.
        fileprivate(set) var newlines: UInt32
        /// Where the last line of the piece starts in it.
        fileprivate(set) var lastLine: UInt32
    }

    private var keys = GrowingBuffer<Key>(capacity: 64)
    private var hashes: [UInt64] = []
    /// Numbers of keys plus one; 0 is a free place.
    private var slots: [UInt32] = []
    private var bytes: UnsafeMutablePointer<UInt8>
    private var byteCount = 0
    private var capacity: Int

    init() {
        capacity = 1024
        bytes = .allocate(capacity: capacity)
        bytes.initialize(repeating: 0, count: capacity)
    }

    deinit {
        bytes.deallocate()
        keys.deallocate()
    }

    @inline(__always)
    var count: Int { keys.count }

    /// The key with this number, which is less than ``count``.
    @inline(__always)
    func key(_ number: Int) -> Key { keys.base[number] }

    @inline(__always)
    func setSuccessor(_ number: Int, _ next: Int) {
        keys.base[number].next = UInt32(truncatingIfNeeded: next)
    }

    /// Where a key's bytes are; valid until a key is added.
    @inline(__always)
    func location(_ key: Key) -> (start: ByteCursor, count: Int) {
        let start = UnsafeRawPointer(bytes + Int(truncatingIfNeeded: key.offset))
        return (ByteCursor(start), Int(truncatingIfNeeded: key.count))
    }

    /// The key with these bytes, or nil.
    func find(_ text: Span<UInt8>) -> Int? {
        if slots.isEmpty { return nil }
        return probe(text, ByteHash.hash(text)).found
    }

    /// Adds a key that is not there; it is assumed to be followed by the next one added.
    mutating func add(_ text: Span<UInt8>, series: UInt32) -> Int {
        if keys.count * 2 >= slots.count { growSlots() }
        let hash = ByteHash.hash(text)
        let slot = probe(text, hash).slot
        let needed = byteCount + text.count + ByteCursor.padding
        if needed > capacity { growBytes(to: needed) }
        var newlines = 0
        var lastLine = 0
        for index in text.indices {
            bytes[byteCount + index] = text[index]
            if text[index] == .newline {
                newlines += 1
                lastLine = index + 1
            }
        }
        let number = keys.count
        keys.append(
            Key(
                offset: UInt32(truncatingIfNeeded: byteCount),
                count: UInt32(truncatingIfNeeded: text.count),
                next: UInt32(truncatingIfNeeded: number + 1),
                series: series,
                newlines: UInt32(truncatingIfNeeded: newlines),
                lastLine: UInt32(truncatingIfNeeded: lastLine)
            )
        )
        byteCount += text.count
        hashes.append(hash)
        slots[slot] = UInt32(truncatingIfNeeded: keys.count)
        return number
    }

    /// Whether there is no room for another scrape's worth of keys: offsets have 32 bits.
    var isFull: Bool { byteCount > Int(UInt32.max) / 2 }

    /// Whether a key is a piece of a text, which goes on after the piece in most cases.
    @inline(__always)
    func isEqual(_ number: Int, _ text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        let key = keys.base[number]
        guard Int(truncatingIfNeeded: key.count) == end &- start else { return false }
        // Blocks of 16 bytes may reach over the end of the piece, but not over that of the text.
        guard end &+ 16 <= text.count, start >= 0, start < end else {
            return isEqual(number, text.extracting(start..<end))
        }
        return text.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            return NativeScanner.areEqual(ByteCursor(base + start), location(key).start, count: end &- start)
        }
    }

    private func isEqual(_ number: Int, _ text: Span<UInt8>) -> Bool {
        let key = keys.base[number]
        guard Int(key.count) == text.count else { return false }
        let start = bytes + Int(key.offset)
        return text.withUnsafeBufferPointer { text in
            guard let other = text.baseAddress else { return true }
            func areEqualWords(_ index: Int) -> Bool {
                UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
                    == UnsafeRawPointer(other + index).loadUnaligned(as: UInt64.self)
            }
            if text.count < 8 {
                for index in 0..<text.count where start[index] != other[index] { return false }
                return true
            }
            var index = 0
            while index + 8 < text.count {
                if !areEqualWords(index) { return false }
                index += 8
            }
            // The last word may overlap the one before.
            return areEqualWords(text.count - 8)
        }
    }

    private func probe(_ text: Span<UInt8>, _ hash: UInt64) -> (found: Int?, slot: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = Int(slots[slot])
            if entry == 0 { return (nil, slot) }
            if hashes[entry - 1] == hash && isEqual(entry - 1, text) { return (entry - 1, slot) }
            slot = (slot + 1) & mask
        }
    }

    private mutating func growSlots() {
        let size = max(64, slots.count * 2)
        slots = Array(repeating: 0, count: size)
        for index in hashes.indices {
            var slot = Int(truncatingIfNeeded: hashes[index]) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt32(truncatingIfNeeded: index + 1)
        }
    }

    private mutating func growBytes(to needed: Int) {
        let larger = max(needed, capacity * 2)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.moveInitialize(from: bytes, count: byteCount)
        (memory + byteCount).initialize(repeating: 0, count: larger - byteCount)
        bytes.deallocate()
        bytes = memory
        capacity = larger
    }
}
