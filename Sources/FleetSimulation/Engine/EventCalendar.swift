/// The queue of client events: a calendar of equal spans of time, and a heap for the span that is being worked on.
///
/// An event far ahead is put into the list of its span in a few instructions; only when its span begins does it enter
/// the heap, which stays so small that its order costs next to nothing.
struct EventCalendar: ~Copyable {
    /// An event in the list of its span.
    struct Node {
        var key: UInt64
        var next: Int32
    }

    private var heap = EventHeap()
    private var heads = Table<Int32>()
    private var nodes = Table<Node>()
    private var freeNode: Int32 = -1
    private let shift: Int
    /// The span whose events are in the heap, with all before it.
    private var current = -1

    /// A calendar for keys up to a horizon in milliseconds.
    init(horizon: Int) {
        // Spans of a second or more, and few enough of them that passing an empty one costs nothing.
        var shift = 10
        while horizon >> shift >= 8_192 { shift += 1 }
        self.shift = shift
        for _ in 0...(horizon >> shift) { heads.append(-1) }
    }

    mutating func removeAll() {
        heap.removeAll()
        for span in heads.indices { heads[span] = -1 }
        nodes.removeAll()
        freeNode = -1
        current = -1
    }

    /// The least key, or ``EventHeap/none``.
    @inline(__always)
    mutating func first() -> UInt64 {
        let key = heap.first()
        return key == EventHeap.none ? firstOfNextSpan() : key
    }

    /// Takes the least key out; call only after ``first()`` gave one.
    @inline(__always)
    mutating func removeFirst() { heap.removeFirst() }

    /// Adds a key whose time is not after the horizon.
    @inline(__always)
    mutating func push(_ key: UInt64) {
        let span = EventHeap.time(of: key) >> shift
        if span <= current {
            heap.push(key)
            return
        }
        let node = Node(key: key, next: heads[span])
        if freeNode >= 0 {
            let free = Int(freeNode)
            freeNode = nodes[free].next
            nodes[free] = node
            heads[span] = Int32(truncatingIfNeeded: free)
        } else {
            heads[span] = Int32(truncatingIfNeeded: nodes.count)
            nodes.append(node)
        }
    }

    /// Moves the events of the next span that has any into the heap.
    private mutating func firstOfNextSpan() -> UInt64 {
        while current < heads.count - 1 {
            current += 1
            var node = heads[current]
            guard node >= 0 else { continue }
            while node >= 0 {
                let index = Int(node)
                heap.push(nodes[index].key)
                node = nodes[index].next
                nodes[index].next = freeNode
                freeNode = Int32(truncatingIfNeeded: index)
            }
            heads[current] = -1
            return heap.first()
        }
        return EventHeap.none
    }
}
