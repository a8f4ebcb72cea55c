/// Memory for values without references, filled from the front; appending is a comparison and a store.
///
/// Invariant: the first ``count`` places are initialised, and ``count`` is at most ``capacity``. The owner frees the
/// memory with ``deallocate()`` and sees to it that nobody reads while somebody writes.
struct GrowingBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        (base + count).initialize(to: element)
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress else { return }
        let end = count &+ elements.count
        if end > capacity { grow(to: end) }
        let target = base + count
        // Usually few: a loop beats a call.
        for index in 0..<elements.count { (target + index).initialize(to: source[index]) }
        count = end
    }

    mutating func removeAll() {
        count = 0
    }

    @inline(never)
    private mutating func grow(to minimum: Int) {
        let larger = max(minimum, capacity * 2, 64)
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        memory.moveInitialize(from: base, count: count)
        base.deallocate()
        base = memory
        capacity = larger
    }

    func deallocate() {
        base.deallocate()
    }
}
