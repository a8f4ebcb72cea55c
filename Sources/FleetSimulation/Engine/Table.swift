/// A growable block of plain values that is never shared, for the engine's inner loop.
///
/// An array would check for other owners at every write and copy whole records to read one field. The invariants:
/// `base` points to `capacity` elements of which the first `count` are initialised; nobody else holds it. Every access
/// is checked against `count`, and elements own nothing, so nothing needs to be destroyed.
struct Table<Element: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 16
        base = .allocate(capacity: capacity)
    }

    /// A table of equal elements.
    init(repeating element: Element, count: Int) {
        capacity = max(count, 16)
        base = .allocate(capacity: capacity)
        base.initialize(repeating: element, count: count)
        self.count = count
    }

    deinit {
        base.deallocate()
    }

    var isEmpty: Bool {
        @inline(__always) get { count == 0 }
    }

    var indices: Range<Int> {
        @inline(__always) get { 0..<count }
    }

    subscript(index: Int) -> Element {
        @inline(__always)
        _read {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of range")
            yield base[index]
        }
        @inline(__always)
        _modify {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of range")
            yield &base[index]
        }
    }

    /// Puts an element in place of another and returns that.
    @inline(__always)
    mutating func exchange(_ index: Int, _ element: Element) -> Element {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of range")
        let old = base[index]
        base[index] = element
        return old
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count &+= 1
    }

    /// Takes the last element off; the table must not be empty.
    @inline(__always)
    mutating func removeLast() -> Element {
        precondition(count > 0, "the table is empty")
        count &-= 1
        return base[count]
    }

    /// Takes an element out and moves those behind it up.
    mutating func remove(at index: Int) {
        precondition(index >= 0 && index < count, "index out of range")
        for position in index..<(count - 1) { base[position] = base[position + 1] }
        count -= 1
    }

    /// Forgets the elements and keeps their room.
    mutating func removeAll() { count = 0 }

    /// Forgets the elements from an index on.
    mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count, "index out of range")
        count = newCount
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}

extension Table where Element == Int32 {
    /// The place of the next equal element at or after `start`; the number of elements if there is none.
    func firstIndex(of element: Int32, from start: Int) -> Int {
        precondition(start >= 0 && start <= count, "index out of range")
        let wanted = SIMD8<Int32>(repeating: element)
        var index = start
        // Eight at a time, and never beyond the last one.
        while index &+ 8 <= count {
            let eight = UnsafeRawPointer(base + index).loadUnaligned(as: SIMD8<Int32>.self)
            if any(eight .== wanted) { break }
            index &+= 8
        }
        while index < count, base[index] != element { index &+= 1 }
        return index
    }
}
