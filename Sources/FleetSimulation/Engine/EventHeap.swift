/// A four-way heap of 64-bit keys, the time above the client's slot.
///
/// Keys that are no longer true are left in place and recognised when they come out, because a client knows the
/// instant of its one pending event. The least key is held beside the heap: often it is the only one.
struct EventHeap: ~Copyable {
    /// Bits of a key that hold the slot.
    static let slotBits: UInt64 = 26
    /// The key of an empty queue, later than every other.
    static let none = UInt64.max

    /// The least key, or ``none`` once it has been taken out.
    private var front = Self.none
    /// All others.
    private var keys = Table<UInt64>()

    @inline(__always)
    static func key(at milliseconds: Int, slot: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: milliseconds) << slotBits | UInt64(truncatingIfNeeded: slot)
    }

    @inline(__always)
    static func time(of key: UInt64) -> Int { Int(truncatingIfNeeded: key >> slotBits) }

    @inline(__always)
    static func slot(of key: UInt64) -> Int { Int(truncatingIfNeeded: key & (1 << slotBits - 1)) }

    mutating func removeAll() {
        front = Self.none
        keys.removeAll()
    }

    /// The least key, or ``none``.
    @inline(__always)
    mutating func first() -> UInt64 {
        if front == Self.none, !keys.isEmpty { front = removeRoot() }
        return front
    }

    /// Takes the least key out; call only after ``first()`` gave one.
    @inline(__always)
    mutating func removeFirst() {
        front = Self.none
    }

    @inline(__always)
    mutating func push(_ key: UInt64) {
        if front == Self.none {
            // The place of a key just taken out is filled at once, since nearly every event brings the next one.
            front = keys.isEmpty || key < keys[0] ? key : replaceRoot(by: key)
        } else {
            let other = max(key, front)
            front = min(key, front)
            keys.append(other)
            siftUp(other)
        }
    }

    private mutating func replaceRoot(by key: UInt64) -> UInt64 {
        let root = keys[0]
        siftDown(key)
        return root
    }

    private mutating func removeRoot() -> UInt64 {
        let root = keys[0]
        let last = keys.removeLast()
        if !keys.isEmpty { siftDown(last) }
        return root
    }

    /// Puts `key` in place of the last element and moves it up to where it belongs.
    private mutating func siftUp(_ key: UInt64) {
        var index = keys.count - 1
        while index > 0 {
            let parent = (index - 1) >> 2
            let above = keys[parent]
            guard key < above else { break }
            keys[index] = above
            index = parent
        }
        keys[index] = key
    }

    /// Puts `key` in place of the root and moves it down to where it belongs.
    private mutating func siftDown(_ key: UInt64) {
        let count = keys.count
        var index = 0
        while true {
            let child = index << 2 + 1
            guard child < count else { break }
            var best = child
            var least = keys[child]
            let end = min(child + 4, count)
            var other = child + 1
            while other < end {
                let candidate = keys[other]
                if candidate < least {
                    least = candidate
                    best = other
                }
                other += 1
            }
            guard least < key else { break }
            keys[index] = least
            index = best
        }
        keys[index] = key
    }
}
