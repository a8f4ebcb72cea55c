/// The targets by their number of open streams, so that the one with the fewest is found without looking at all.
///
/// Targets of one load form a queue: whoever has had it longest is next, which takes turns among equals. A load
/// changes by one nearly always, so every operation is a few instructions, however many targets there are.
struct LeastLoaded: ~Copyable {
    /// The rings of all loads, each closed by a node of its own.
    ///
    /// So nothing is ever first or last, and linking needs no decisions. Task `t` is node `2t`, the closing node of load
    /// `l` is node `2l + 1`.
    private var nodes = Table<Node>()
    /// No target has a smaller load.
    private var least = 0

    /// A place in a ring.
    struct Node {
        var next: Int32
        var previous: Int32
        /// The load of a target; -1 for a task that is none.
        var load: Int32 = -1
    }

    mutating func removeAll() {
        nodes.removeAll()
        least = 0
    }

    /// Adds a target.
    mutating func insert(_ task: Int, load: Int) {
        if task &* 2 >= nodes.count { grow(to: task &* 2) }
        append(task, load)
        if load < least { least = load }
    }

    /// Takes a target out.
    mutating func remove(_ task: Int) {
        guard isTarget(task) else { return }
        unlink(task)
        nodes[task &* 2].load = -1
    }

    /// Puts a target behind all others of its new load; does nothing if it is not a target.
    @inline(__always)
    mutating func move(_ task: Int, to load: Int) {
        guard isTarget(task) else { return }
        unlink(task)
        append(task, load)
        if load < least { least = load }
    }

    /// The target with the fewest streams; -1 if there is none.
    @inline(__always)
    mutating func first() -> Int {
        while least &* 2 &+ 1 < nodes.count {
            let next = Int(nodes[least &* 2 &+ 1].next)
            if next & 1 == 0 { return next &>> 1 }
            least &+= 1
        }
        return -1
    }

    @inline(__always)
    private func isTarget(_ task: Int) -> Bool { task &* 2 < nodes.count && nodes[task &* 2].load >= 0 }

    @inline(__always)
    private mutating func append(_ task: Int, _ load: Int) {
        let place = task &* 2
        let end = load &* 2 &+ 1
        if end >= nodes.count { grow(to: end) }
        let last = nodes[end].previous
        nodes[place] = Node(
            next: Int32(truncatingIfNeeded: end),
            previous: last,
            load: Int32(truncatingIfNeeded: load)
        )
        nodes[Int(last)].next = Int32(truncatingIfNeeded: place)
        nodes[end].previous = Int32(truncatingIfNeeded: place)
    }

    @inline(__always)
    private mutating func unlink(_ task: Int) {
        let node = nodes[task &* 2]
        nodes[Int(node.previous)].next = node.next
        nodes[Int(node.next)].previous = node.previous
    }

    /// Makes empty rings up to a node.
    @inline(never)
    private mutating func grow(to last: Int) {
        while nodes.count <= last {
            let own = Int32(truncatingIfNeeded: nodes.count)
            nodes.append(Node(next: own, previous: own))
        }
    }
}
