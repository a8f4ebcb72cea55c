/// A deterministic automaton that is built while it runs, and that answers yes or no.
///
/// A state is the set of program positions reached by the bytes so far, before assertions and splits are followed:
/// those are followed when the next byte, or the end, is known, so that assertions can look both ways. Each step of a
/// text therefore costs one table look-up once its state and byte class have met before.
///
/// The table is bounded. When it is full it is emptied and filled anew, so that time stays linear in the text.
struct ByteAutomaton: Sendable {
    private struct State: Hashable {
        var before: Context
        var positions: [Int32]
    }

    private static let unknown: Int32 = -1
    private static let accepted: Int32 = -2
    private static let rejected: Int32 = -3
    private static let startState: Int32 = 0

    /// Bounds of the table, in transitions and in stored program positions: about 320 KiB at most.
    private static let transitionLimit = 1 << 16
    private static let positionLimit = 1 << 14

    private let program: Program
    private let anchoring: Matcher.Anchoring
    private let searchesOn: Bool
    private let columnCount: Int

    private var transitions: [Int32] = []
    private var states: [State] = []
    private var identifiers: [State: Int32] = [:]
    private var storedPositions = 0

    private var visited: [UInt32]
    private var visit: UInt32 = 0
    private var pending: [Int32] = []
    private var reached: [Int32] = []

    init(_ pattern: Pattern, anchoring: Matcher.Anchoring) {
        program = pattern.program
        self.anchoring = anchoring
        searchesOn = anchoring == .anywhere && !pattern.root.isAnchoredAtStart
        columnCount = program.classCount + 1
        visited = [UInt32](repeating: 0, count: program.instructions.count)
        empty()
    }

    mutating func matches(_ text: Span<UInt8>) -> Bool {
        var state = Self.startState
        for index in text.indices {
            let byte = text[index]
            var next = transitions[Int(state) * columnCount + Int(program.byteClasses[Int(byte)])]
            if next < 0 {
                if next == Self.unknown {
                    next = step(from: state, over: byte)
                }
                if next < 0 {
                    return next == Self.accepted
                }
            }
            state = next
        }
        var outcome = transitions[Int(state) * columnCount + program.classCount]
        if outcome == Self.unknown {
            outcome = step(from: state, over: nil)
        }
        return outcome == Self.accepted
    }

    private mutating func empty() {
        transitions.removeAll(keepingCapacity: true)
        states.removeAll(keepingCapacity: true)
        identifiers.removeAll(keepingCapacity: true)
        storedPositions = 0
        _ = insert(State(before: program.hasContextAssertions ? .edge : .other, positions: [program.start]))
    }

    private mutating func insert(_ state: State) -> Int32 {
        let identifier = Int32(states.count)
        states.append(state)
        identifiers[state] = identifier
        storedPositions += state.positions.count
        transitions.append(contentsOf: repeatElement(Self.unknown, count: columnCount))
        return identifier
    }

    /// Computes and stores the transition over a byte, or over the end of the text.
    private mutating func step(from identifier: Int32, over byte: UInt8?) -> Int32 {
        let state = states[Int(identifier)]
        let target = target(of: state, over: byte)
        let column = byte.map { Int(program.byteClasses[Int($0)]) } ?? program.classCount
        let next: Int32
        switch target {
        case .outcome(let outcome):
            next = outcome
        case .state(let nextState):
            if let known = identifiers[nextState] {
                next = known
            } else if transitions.count + columnCount <= Self.transitionLimit,
                storedPositions + nextState.positions.count <= Self.positionLimit
            {
                next = insert(nextState)
            } else {
                empty()
                // The state stepped from is gone, and with it the place for this transition.
                return identifiers[nextState] ?? insert(nextState)
            }
        }
        transitions[Int(identifier) * columnCount + column] = next
        return next
    }

    private enum Target {
        case outcome(Int32)
        case state(State)
    }

    private mutating func target(of state: State, over byte: UInt8?) -> Target {
        let after = byte.map { Context($0) } ?? .edge
        if follow(state.positions, before: state.before, after: after), anchoring == .anywhere || byte == nil {
            return .outcome(Self.accepted)
        }
        guard let byte else {
            return .outcome(Self.rejected)
        }
        var positions: [Int32] = []
        beginVisit()
        for position in reached {
            if case .byte(let low, let high, let next) = program.instructions[Int(position)], low <= byte, byte <= high,
                isFirstVisit(next)
            {
                positions.append(next)
            }
        }
        if searchesOn, isFirstVisit(program.start) {
            positions.append(program.start)
        }
        guard !positions.isEmpty else {
            return .outcome(Self.rejected)
        }
        positions.sort()
        return .state(State(before: program.hasContextAssertions ? after : .other, positions: positions))
    }

    /// Follows splits and assertions from `positions`; `reached` then holds the byte steps.
    ///
    /// - Returns: Whether the end of the program was reached.
    private mutating func follow(_ positions: [Int32], before: Context, after: Context) -> Bool {
        beginVisit()
        reached.removeAll(keepingCapacity: true)
        var isMatch = false
        pending.append(contentsOf: positions)
        while let position = pending.popLast() {
            guard isFirstVisit(position) else {
                continue
            }
            switch program.instructions[Int(position)] {
            case .byte: reached.append(position)
            case .split(let first, let second):
                pending.append(first)
                pending.append(second)
            case .save(_, let next): pending.append(next)
            case .assertion(let assertion, let next):
                if assertion.holds(before: before, after: after) {
                    pending.append(next)
                }
            case .match: isMatch = true
            case .fail: break
            }
        }
        return isMatch
    }

    private mutating func beginVisit() {
        visit &+= 1
        if visit == 0 {
            visited = [UInt32](repeating: 0, count: visited.count)
            visit = 1
        }
    }

    private mutating func isFirstVisit(_ position: Int32) -> Bool {
        guard visited[Int(position)] != visit else {
            return false
        }
        visited[Int(position)] = visit
        return true
    }
}
