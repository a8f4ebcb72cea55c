/// The targets by their number of open streams, so that the one with the fewest is found without looking at all.
///
/// Targets of one load form a queue: whoever has had it longest is next, which takes turns among equals. A load
/// changes by one nearly always, so every operation is a few instructions, however many targets there are.
struct LeastLoaded: ~Copyable {
    /// The first and the last target of each load; -1 for none.
    private var heads = Table<Int32>()
    private var tails = Table<Int32>()
    private var links = Table<Link>()
    private var least = 0

    /// A target's place in the queue of its load.
    struct Link {
        var next: Int32 = -1
        var previous: Int32 = -1
        /// Its load, or -1 if it is not a target.
        var load: Int32 = -1
    }

    mutating func removeAll() {
        heads.removeAll()
        tails.removeAll()
        links.removeAll()
        least = 0
    }

    /// Adds a target.
    mutating func insert(_ task: Int, load: Int) {
        while links.count <= task { links.append(Link()) }
        append(task, load)
    }

    /// Takes a target out.
    mutating func remove(_ task: Int) {
        guard task < links.count, links[task].load >= 0 else { return }
        unlink(task)
        links[task].load = -1
    }

    /// Puts a target behind all others of its new load; does nothing if it is not a target.
    @inline(__always)
    mutating func move(_ task: Int, to load: Int) {
        guard task < links.count, links[task].load >= 0 else { return }
        unlink(task)
        append(task, load)
    }

    /// The target with the fewest streams; -1 if there is none.
    @inline(__always)
    mutating func first() -> Int {
        while least < heads.count {
            let head = heads[least]
            if head >= 0 { return Int(head) }
            least &+= 1
        }
        return -1
    }

    @inline(__always)
    private mutating func append(_ task: Int, _ load: Int) {
        while heads.count <= load {
            heads.append(-1)
            tails.append(-1)
        }
        let id = Int32(truncatingIfNeeded: task)
        let tail = tails[load]
        links[task] = Link(next: -1, previous: tail, load: Int32(truncatingIfNeeded: load))
        if tail >= 0 { links[Int(tail)].next = id } else { heads[load] = id }
        tails[load] = id
        if load < least { least = load }
    }

    @inline(__always)
    private mutating func unlink(_ task: Int) {
        let link = links[task]
        let load = Int(link.load)
        if link.previous >= 0 { links[Int(link.previous)].next = link.next } else { heads[load] = link.next }
        if link.next >= 0 { links[Int(link.next)].previous = link.previous } else { tails[load] = link.previous }
    }
}
