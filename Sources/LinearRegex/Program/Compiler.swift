/// Turns a syntax tree into a program, from the end to the start: every node is compiled knowing what follows it.
struct Compiler {
    private struct ByteKey: Hashable {
        var low: UInt8
        var high: UInt8
        var next: Int32
    }

    private var instructions: [Instruction] = []
    /// Byte steps already made with the same continuation, which classes share.
    private var byteSteps: [ByteKey: Int32] = [:]

    static func compile(_ node: SyntaxNode, groupCount: Int) throws(PatternError) -> Program {
        var compiler = Compiler()
        let match = try compiler.append(.match)
        let end = try compiler.append(.save(slot: 1, next: match))
        let body = try compiler.compile(node, next: end)
        let start = try compiler.append(.save(slot: 0, next: body))
        let classes = ByteClasses(compiler.instructions)
        return Program(
            instructions: compiler.instructions,
            start: start,
            slotCount: groupCount * 2,
            byteClasses: classes.classOfByte,
            classCount: classes.count,
            hasContextAssertions: classes.hasAssertions
        )
    }

    private mutating func append(_ instruction: Instruction) throws(PatternError) -> Int32 {
        guard instructions.count < PatternLimits.instructions else {
            throw PatternError(kind: .tooLarge, offset: 0, fragment: "")
        }
        instructions.append(instruction)
        return Int32(instructions.count - 1)
    }

    private mutating func compile(_ node: SyntaxNode, next: Int32) throws(PatternError) -> Int32 {
        switch node {
        case .empty:
            return next
        case .scalar(let value):
            var target = next
            for byte in UTF8Sequences.encoded(value).reversed() {
                target = try byteStep(byte...byte, next: target)
            }
            return target
        case .set(let set):
            return try compile(set, next: next)
        case .assertion(let assertion):
            return try append(.assertion(assertion, next: next))
        case .capture(let body, let index):
            let end = try append(.save(slot: Int32(index * 2 + 1), next: next))
            let start = try compile(body, next: end)
            return try append(.save(slot: Int32(index * 2), next: start))
        case .concatenation(let parts):
            var target = next
            for part in parts.reversed() {
                target = try compile(part, next: target)
            }
            return target
        case .alternation(let branches):
            var targets: [Int32] = []
            for branch in branches {
                targets.append(try compile(branch, next: next))
            }
            return try choice(targets)
        case .repetition(let body, let minimum, let maximum, let isGreedy):
            return try compileRepetition(of: body, minimum, maximum, isGreedy: isGreedy, next: next)
        }
    }

    private mutating func choice(_ targets: [Int32]) throws(PatternError) -> Int32 {
        guard var target = targets.last else {
            return try append(.fail)
        }
        for earlier in targets.dropLast().reversed() {
            target = try append(.split(first: earlier, second: target))
        }
        return target
    }

    private mutating func byteStep(_ range: ClosedRange<UInt8>, next: Int32) throws(PatternError) -> Int32 {
        let key = ByteKey(low: range.lowerBound, high: range.upperBound, next: next)
        if let known = byteSteps[key] {
            return known
        }
        let made = try append(.byte(low: key.low, high: key.high, next: next))
        byteSteps[key] = made
        return made
    }

    private mutating func compile(_ set: ScalarSet, next: Int32) throws(PatternError) -> Int32 {
        var targets: [Int32] = []
        for range in set.ranges {
            for sequence in UTF8Sequences.sequences(for: range) {
                var target = next
                for bytes in sequence.reversed() {
                    target = try byteStep(bytes, next: target)
                }
                targets.append(target)
            }
        }
        return try choice(targets)
    }

    // MARK: Repetition

    private mutating func compileRepetition(
        of body: SyntaxNode,
        _ minimum: Int,
        _ maximum: Int?,
        isGreedy: Bool,
        next: Int32
    ) throws(PatternError) -> Int32 {
        var target = next
        var copies = minimum
        if let maximum {
            for _ in minimum..<maximum {
                target = try split(compile(body, next: target), next, isGreedy: isGreedy)
            }
        } else if minimum == 0 {
            return try compileStar(body, isGreedy: isGreedy, next: next)
        } else {
            target = try compilePlus(body, isGreedy: isGreedy, next: next)
            copies -= 1
        }
        for _ in 0..<copies {
            target = try compile(body, next: target)
        }
        return target
    }

    private mutating func compileStar(_ body: SyntaxNode, isGreedy: Bool, next: Int32) throws(PatternError) -> Int32 {
        // A body that can be empty needs `(?:x+)?`, or the order of preference between its branches gets lost.
        if body.isNullable {
            return try split(compilePlus(body, isGreedy: isGreedy, next: next), next, isGreedy: isGreedy)
        }
        let loop = try append(.fail)
        let entry = try compile(body, next: loop)
        instructions[Int(loop)] = Self.splitInstruction(entry, next, isGreedy: isGreedy)
        return loop
    }

    private mutating func compilePlus(_ body: SyntaxNode, isGreedy: Bool, next: Int32) throws(PatternError) -> Int32 {
        let loop = try append(.fail)
        let entry = try compile(body, next: loop)
        instructions[Int(loop)] = Self.splitInstruction(entry, next, isGreedy: isGreedy)
        return entry
    }

    private mutating func split(_ body: Int32, _ next: Int32, isGreedy: Bool) throws(PatternError) -> Int32 {
        try append(Self.splitInstruction(body, next, isGreedy: isGreedy))
    }

    private static func splitInstruction(_ body: Int32, _ next: Int32, isGreedy: Bool) -> Instruction {
        isGreedy ? .split(first: body, second: next) : .split(first: next, second: body)
    }
}

/// The partition of the 256 bytes into classes that a program cannot tell apart.
private struct ByteClasses {
    var classOfByte = [UInt8](repeating: 0, count: 256)
    var count = 1
    var hasAssertions = false

    init(_ instructions: [Instruction]) {
        var startsClass = [Bool](repeating: false, count: 257)
        func cut(_ low: Int, _ high: Int) {
            startsClass[low] = true
            startsClass[high + 1] = true
        }
        for instruction in instructions {
            switch instruction {
            case .byte(let low, let high, _):
                cut(Int(low), Int(high))
            case .assertion:
                hasAssertions = true
            default:
                break
            }
        }
        if hasAssertions {
            for (low, high) in [(0x0A, 0x0A), (0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0x80, 0xBF)] {
                cut(low, high)
            }
        }
        var current = 0
        for byte in 1..<256 {
            current += startsClass[byte] ? 1 : 0
            classOfByte[byte] = UInt8(current)
        }
        count = current + 1
    }
}
