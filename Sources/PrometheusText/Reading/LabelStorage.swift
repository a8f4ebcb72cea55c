/// The labels of the line being read, reused from line to line.
///
/// Beside each place lies a guess: where `{name="` or `,name="` was last read for the label at this place, so that the
/// next line's label is known by one comparison. Invariant: entries below ``capacity`` and one more guess are initialised;
/// a guess is empty or lies in the current region, and its name has been checked.
struct LabelStorage: ~Copyable {
    /// What a guess has around the name: a delimiter before, `="` after.
    static let frame: UInt32 = 3

    private(set) var base: UnsafeMutablePointer<LabelReference>
    private var guesses: UnsafeMutablePointer<ByteRange>
    private(set) var capacity: Int
    private let limit: Int

    private static var nothing: ByteRange { ByteRange(offset: 0, lengthAndFlags: 0) }
    private static var none: LabelReference { LabelReference(name: nothing, value: nothing) }

    init(limit: Int) {
        self.limit = max(limit, 0)
        capacity = min(32, self.limit)
        base = .allocate(capacity: capacity)
        base.initialize(repeating: Self.none, count: capacity)
        guesses = .allocate(capacity: capacity + 1)
        guesses.initialize(repeating: Self.nothing, count: capacity + 1)
    }

    @inline(__always)
    subscript(index: Int) -> LabelReference {
        get { base[index] }
        nonmutating set { base[index] = newValue }
    }

    /// Where the label at `index` was last read, from its delimiter to its value's quote.
    @inline(__always)
    func known(_ index: Int) -> ByteRange { guesses[index] }

    func remember(_ start: ByteRange, at index: Int) {
        guesses[index] = start
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
        let moreGuesses = UnsafeMutablePointer<ByteRange>.allocate(capacity: larger + 1)
        moreGuesses.moveInitialize(from: guesses, count: capacity + 1)
        (moreGuesses + capacity + 1).initialize(repeating: Self.nothing, count: larger - capacity)
        guesses.deallocate()
        guesses = moreGuesses
        capacity = larger
        return true
    }

    func forgetNames() {
        guesses.update(repeating: Self.nothing, count: capacity + 1)
    }

    deinit {
        base.deallocate()
        guesses.deallocate()
    }
}
