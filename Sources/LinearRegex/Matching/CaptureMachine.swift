/// Runs all ways through a program side by side and keeps the captures of the preferred one (a Pike machine).
///
/// Time is linear in the text for a given program. The lists keep their capacity between texts.
struct CaptureMachine: Sendable {
    /// The ways that are alive at one position of the text, the preferred ones first.
    private struct Threads {
        var positions: [Int32] = []
        /// The capture slots of each thread, one after another.
        var slots: [Int] = []

        mutating func removeAll() {
            positions.removeAll(keepingCapacity: true)
            slots.removeAll(keepingCapacity: true)
        }
    }

    private enum Task {
        case follow(Int32)
        case restore(slot: Int, value: Int)
    }

    private let program: Program
    private let anchoring: Matcher.Anchoring
    private var current = Threads()
    private var following = Threads()
    private var slots: [Int]
    private var tasks: [Task] = []
    private var visited: [UInt32]
    private var visit: UInt32 = 0

    init(_ pattern: Pattern, anchoring: Matcher.Anchoring) {
        program = pattern.program
        self.anchoring = anchoring
        slots = [Int](repeating: -1, count: program.slotCount)
        visited = [UInt32](repeating: 0, count: program.instructions.count)
    }

    /// Finds the leftmost match, the preferred one among several, and writes its slots into `result`.
    mutating func match(_ text: Span<UInt8>, into result: inout [Int]) -> Bool {
        following.removeAll()
        beginVisit()
        var isMatch = false
        for position in 0...text.count {
            if !isMatch, position == 0 || anchoring == .anywhere {
                for slot in slots.indices {
                    slots[slot] = -1
                }
                add(program.start, at: position, of: text)
            }
            swap(&current, &following)
            following.removeAll()
            beginVisit()
            if current.positions.isEmpty, isMatch || anchoring == .whole {
                break
            }
            if step(at: position, of: text) {
                isMatch = true
                for slot in slots.indices {
                    result[slot] = slots[slot]
                }
            }
        }
        return isMatch
    }

    /// Takes every thread over the byte at `position`.
    ///
    /// - Returns: Whether a thread has matched; `slots` then holds its captures, and the threads behind it, which are
    ///   less preferred, have ended.
    private mutating func step(at position: Int, of text: Span<UInt8>) -> Bool {
        let isAtEnd = position == text.count
        for thread in current.positions.indices {
            switch program.instructions[Int(current.positions[thread])] {
            case .byte(let low, let high, let next):
                if !isAtEnd, low <= text[position], text[position] <= high {
                    load(thread)
                    add(next, at: position + 1, of: text)
                }
            case .match where anchoring == .anywhere || isAtEnd:
                load(thread)
                return true
            default:
                break
            }
        }
        return false
    }

    private mutating func load(_ thread: Int) {
        let start = thread * slots.count
        for slot in slots.indices {
            slots[slot] = current.slots[start + slot]
        }
    }

    /// Follows splits, saves and assertions from `start` in order of preference and adds the threads they lead to.
    private mutating func add(_ start: Int32, at position: Int, of text: Span<UInt8>) {
        tasks.append(.follow(start))
        while let task = tasks.popLast() {
            switch task {
            case .restore(let slot, let value):
                slots[slot] = value
            case .follow(let target):
                guard visited[Int(target)] != visit else {
                    continue
                }
                visited[Int(target)] = visit
                switch program.instructions[Int(target)] {
                case .split(let first, let second):
                    tasks.append(.follow(second))
                    tasks.append(.follow(first))
                case .save(let slot, let next):
                    tasks.append(.restore(slot: Int(slot), value: slots[Int(slot)]))
                    slots[Int(slot)] = position
                    tasks.append(.follow(next))
                case .assertion(let assertion, let next):
                    let before = position == 0 ? Context.edge : Context(text[position - 1])
                    let after = position == text.count ? Context.edge : Context(text[position])
                    if assertion.holds(before: before, after: after) {
                        tasks.append(.follow(next))
                    }
                case .byte, .match:
                    following.positions.append(target)
                    following.slots.append(contentsOf: slots)
                case .fail:
                    break
                }
            }
        }
    }

    private mutating func beginVisit() {
        visit &+= 1
        if visit == 0 {
            visited = [UInt32](repeating: 0, count: visited.count)
            visit = 1
        }
    }
}
