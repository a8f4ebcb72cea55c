/// The labels of the line being read, reused from line to line.
///
/// The names stay after a line is done: they are the guesses for the next line's names at the same places. Invariant: an
/// entry below ``capacity`` is initialised; a name of an entry is empty or lies, checked, in the current region.
struct LabelStorage: ~Copyable {
    private(set) var base: UnsafeMutablePointer<LabelReference>
    private(set) var capacity: Int
    private let limit: Int

    private static var none: LabelReference {
        let nothing = ByteRange(offset: 0, lengthAndFlags: 0)
        return LabelReference(name: nothing, value: nothing)
    }

    init(limit: Int) {
        self.limit = max(limit, 0)
        capacity = min(32, self.limit)
        base = .allocate(capacity: max(capacity, 1))
        base.initialize(repeating: Self.none, count: capacity)
    }

    @inline(__always)
    subscript(index: Int) -> LabelReference {
        get { base[index] }
        nonmutating set { base[index] = newValue }
    }

    /// Makes room for more labels; false if the limit is reached.
    @inline(never)
    mutating func grow() -> Bool {
        if capacity >= limit { return false }
        let larger = min(capacity * 2, limit)
        let memory = UnsafeMutablePointer<LabelReference>.allocate(capacity: larger)
        memory.moveInitialize(from: base, count: capacity)
        (memory + capacity).initialize(repeating: Self.none, count: larger - capacity)
        base.deallocate()
        base = memory
        capacity = larger
        return true
    }

    func forgetNames() {
        base.update(repeating: Self.none, count: capacity)
    }

    deinit {
        base.deallocate()
    }
}
