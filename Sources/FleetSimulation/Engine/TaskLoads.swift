/// The open streams of every task, and the largest number among them.
///
/// A load changes by one nearly always, so the largest is kept by counting the tasks of each load.
struct TaskLoads: ~Copyable {
    private var loads = Table<Int32>()
    /// How many tasks have each load; load 0 is not counted.
    private var tasksByLoad = Table<Int32>()
    /// The largest load.
    private(set) var largest = 0

    subscript(task: Int) -> Int {
        @inline(__always) get { Int(loads[task]) }
    }

    /// Adds a task without streams.
    mutating func append() { loads.append(0) }

    mutating func removeAll() {
        loads.removeAll()
        tasksByLoad.removeAll()
        largest = 0
    }

    /// Adds a stream to a task and returns its new load.
    @inline(__always)
    mutating func increment(_ task: Int) -> Int {
        let load = Int(loads[task]) &+ 1
        loads[task] = Int32(truncatingIfNeeded: load)
        while tasksByLoad.count <= load { tasksByLoad.append(0) }
        tasksByLoad[load] &+= 1
        tasksByLoad[load &- 1] &-= 1
        if load > largest { largest = load }
        return load
    }

    /// Takes a stream off a task, which must have one, and returns its new load.
    @inline(__always)
    mutating func decrement(_ task: Int) -> Int {
        let load = Int(loads[task])
        loads[task] = Int32(truncatingIfNeeded: load &- 1)
        let others = tasksByLoad[load] &- 1
        tasksByLoad[load] = others
        tasksByLoad[load &- 1] &+= 1
        if others == 0, load == largest { largest = load &- 1 }
        return load &- 1
    }

    /// Takes all streams off a task.
    mutating func clear(_ task: Int) {
        let load = Int(loads[task])
        guard load > 0 else { return }
        loads[task] = 0
        tasksByLoad[load] &-= 1
        while largest > 0, tasksByLoad[largest] == 0 { largest &-= 1 }
    }
}
