/// Reads an exposition line by line, in place: the grammar of both formats.
///
/// One pass, no table of positions: each step finds the end of the next piece 16 (or 8) bytes at a time and checks it on
/// the way. Two guesses make the usual line cheap, and a wrong guess costs one comparison: that a sample has the name of
/// the line before, and that the label at position i has the name that the label at position i had last time. A name
/// that equals a checked one needs no check and no search for its end.
struct LineReader<Scanner: ByteScanner>: ~Copyable {
    let isOpenMetrics: Bool
    let isLenient: Bool
    let lineLimit: Int
    private let sampleLimit: Int

    /// Where offset 0 is in the current region.
    private(set) var origin: ByteCursor
    /// The start of the next line.
    var cursor: ByteCursor
    private var end: ByteCursor
    private(set) var lineStart: ByteCursor
    /// The number of the current line, from 1.
    private(set) var line: Int
    private(set) var sampleCount: Int
    /// Whether `# EOF` has been read.
    private(set) var hasEnded: Bool

    var labels: LabelStorage
    /// A name that has been checked, in the current region: that of the last sample or metadata line.
    private var knownName = ByteRange(offset: 0, lengthAndFlags: 0)

    private(set) var failure = ExpositionError.Kind.expectedMetricName
    private(set) var failurePosition: ByteCursor

    init(options: ExpositionOptions, progress: ExpositionProgress, start: ByteCursor) {
        isOpenMetrics = options.format == .openMetrics
        isLenient = options.mode == .lenient
        lineLimit = options.limits.lineBytes
        sampleLimit = options.limits.samples
        labels = LabelStorage(limit: options.limits.labels)
        origin = start
        cursor = start
        end = start
        lineStart = start
        failurePosition = start
        line = progress.line
        sampleCount = progress.samples
        hasEnded = progress.hasEnded
    }

    /// Goes on with another region; `origin` is where offset 0 would be in it.
    mutating func enter(from start: ByteCursor, to end: ByteCursor, origin: ByteCursor) {
        cursor = start
        self.end = end
        self.origin = origin
        // What is known lies in the region that is left.
        knownName = ByteRange(offset: 0, lengthAndFlags: 0)
        labels.forgetNames()
    }

    @inline(__always)
    func offset(_ position: ByteCursor) -> UInt32 {
        UInt32(truncatingIfNeeded: position - origin)
    }

    @inline(__always)
    func range(_ start: ByteCursor, _ end: ByteCursor, flags: UInt32 = 0) -> ByteRange {
        ByteRange(offset: offset(start), lengthAndFlags: UInt32(truncatingIfNeeded: end - start) | flags)
    }

    /// Records a failure; the value is that of the function that met it.
    @inline(never)
    mutating func fail(_ kind: ExpositionError.Kind, at position: ByteCursor) -> Bool {
        failure = kind
        failurePosition = position
        return false
    }

    /// Reads to the next line that carries something.
    @inline(__always)
    mutating func next(_ event: inout LineEvent) -> LineKind {
        while cursor < end {
            lineStart = cursor
            line &+= 1
            if hasEnded { return failLine() }
            let comment: CommentKind
            if cursor.byte == .numberSign {
                comment = readComment(at: cursor, into: &event)
            } else {
                if readSample(into: &event) { return .sample }
                comment = readLineWithoutSample(into: &event)
            }
            switch comment {
            case .nothing: continue
            case .metadata: return .metadata
            case .failure: return failLine()
            }
        }
        return .end
    }

    /// Skips the line on which something failed.
    @inline(never)
    private mutating func failLine() -> LineKind {
        let newline = Scanner.newline(from: lineStart)
        cursor = newline + 1
        if hasEnded {
            _ = fail(.textAfterEnd, at: lineStart)
        } else if newline - lineStart > lineLimit {
            // Whatever else is wrong with it.
            _ = fail(.lineTooLong, at: lineStart + lineLimit)
        }
        return .failure
    }

    /// Looks at a line that is no sample: it may be empty, or a comment after blanks.
    @inline(never)
    private mutating func readLineWithoutSample(into event: inout LineEvent) -> CommentKind {
        if isOpenMetrics {
            if lineStart.byte == .newline { _ = fail(.emptyLine, at: lineStart) }
            return .failure
        }
        let start = lineStart.skippingBlanks()
        if start.byte == .numberSign { return readComment(at: start, into: &event) }
        guard start.byte == .newline, isWithinLimit(start) else { return .failure }
        cursor = start + 1
        return .nothing
    }

    // MARK: - State shared with the other parts of the grammar

    mutating func endExposition() {
        hasEnded = true
    }

    /// The name that was read last, if it stands at `place`.
    @inline(__always)
    func knownName(at place: ByteCursor) -> ByteRange? {
        let length = knownName.count
        guard length != 0,
            Scanner.areEqual(place, origin + Int(truncatingIfNeeded: knownName.offset), count: length)
        else { return nil }
        return ByteRange(offset: offset(place), lengthAndFlags: UInt32(truncatingIfNeeded: length))
    }

    mutating func rememberName(_ name: ByteRange) {
        knownName = name
    }

    /// Whether a line that ends at `end` is not too long.
    mutating func isWithinLimit(_ end: ByteCursor) -> Bool {
        end - lineStart <= lineLimit || fail(.lineTooLong, at: lineStart + lineLimit)
    }

    @inline(never)
    mutating func readExemplarLabels(_ position: inout ByteCursor, into event: inout LineEvent) -> Bool {
        readLabels(&position, from: event.labelCount, isExemplar: true, into: &event)
    }

    // MARK: - Samples

    /// Reads a sample line to its end.
    @inline(__always)
    private mutating func readSample(into event: inout LineEvent) -> Bool {
        var position = cursor
        if let name = knownName(at: position),
            position[name.count] == .openBrace || position[name.count] == .space
        {
            event.sample.name = name
            position += name.count
        } else {
            guard readName(&position, into: &event) else { return false }
        }
        knownName = event.sample.name
        event.sample.lineStart = offset(lineStart)
        event.sample.hasTimestamp = false
        event.sample.hasExemplar = false
        event.labelCount = 0

        var hasBraces = position.byte == .openBrace
        if !hasBraces {
            guard position.byte == .space || (position.byte == .tab && !isOpenMetrics) else {
                return fail(position.byte == .newline ? .missingValue : .expectedMetricName, at: position)
            }
            position += 1
            if !isOpenMetrics && (position.byte.isBlank || position.byte == .openBrace) {
                position = position.skippingBlanks()
                hasBraces = position.byte == .openBrace
            }
        }
        if hasBraces {
            guard readLabels(&position, from: 0, isExemplar: false, into: &event) else { return false }
            if event.sample.name.count == 0 { return fail(.missingMetricName, at: lineStart) }
            if position.byte == .space {
                position += 1
            } else if isOpenMetrics {
                return fail(position.byte == .newline ? .missingValue : .expectedSpace, at: position)
            }
            if position.byte.isBlank && !isOpenMetrics { position = position.skippingBlanks() }
        }

        if position[1] == .newline && position.byte.isDigit {
            // Very many values are a single digit.
            event.sample.value = Double(Int32(position.byte &- .zero))
            event.sample.valueText = ByteRange(offset: offset(position), lengthAndFlags: 1)
            position += 1
        } else {
            let number = NumberScanner(position)
            event.sample.value = number.value
            if number.outcome != .number { return failNumber(number, at: position) }
            event.sample.valueText = range(position, number.end)
            position = number.end
            if position.byte != .newline {
                guard readAfterValue(&position, into: &event) else { return false }
            }
        }
        if position - lineStart > lineLimit { return fail(.lineTooLong, at: lineStart + lineLimit) }
        sampleCount &+= 1
        if sampleCount > sampleLimit { return fail(.tooManySamples, at: lineStart) }
        cursor = position + 1
        return true
    }

    /// Reads lines that start with `key`, which has been read before: comments, and a sample up to its value.
    ///
    /// False, and nothing done, if the text differs from the key or anything is wrong with what follows it.
    @inline(__always)
    mutating func readKnownSample(
        _ key: ByteCursor,
        count: Int,
        comments: Int,
        lastLine: Int,
        into event: inout LineEvent
    ) -> Bool {
        // Within the region: the key may have many lines, so that no newline stops the comparison.
        guard end - cursor > count, !hasEnded, Scanner.areEqual(cursor, key, count: count) else { return false }
        var position = cursor + count
        event.sample.hasTimestamp = false
        if position[1] == .newline && position.byte.isDigit {
            event.sample.value = Double(Int32(position.byte &- .zero))
            position += 1
        } else {
            let number = NumberScanner(position)
            if number.outcome != .number { return false }
            event.sample.value = number.value
            position = number.end
            if position.byte != .newline && !readAfterKnownValue(&position, into: &event) { return false }
        }
        if position - cursor - lastLine > lineLimit || sampleCount >= sampleLimit { return false }
        line &+= comments &+ 1
        sampleCount &+= 1
        cursor = position + 1
        return true
    }

    @inline(never)
    private mutating func readAfterKnownValue(_ position: inout ByteCursor, into event: inout LineEvent) -> Bool {
        event.sample.hasExemplar = false
        return readAfterValue(&position, into: &event) && !event.sample.hasExemplar
    }

    @inline(never)
    private mutating func failNumber(_ number: NumberScanner, at position: ByteCursor) -> Bool {
        if number.outcome == .outOfRange { return fail(.valueOutOfRange, at: position) }
        return fail(position.byte == .newline ? .missingValue : .invalidValue, at: position)
    }

    /// Reads the name that starts a sample line.
    @inline(__always)
    private mutating func readName(_ position: inout ByteCursor, into event: inout LineEvent) -> Bool {
        let start = position
        position = Scanner.nameEnd(from: start)
        if position.pointer == start.pointer || start.byte.isDigit { return readUnusualStart(&position, into: &event) }
        event.sample.name = range(start, position)
        return true
    }

    /// Reads what starts a line if not a name: blanks before it, or the brace before a quoted name.
    @inline(never)
    private mutating func readUnusualStart(_ position: inout ByteCursor, into event: inout LineEvent) -> Bool {
        let start = isOpenMetrics ? lineStart : lineStart.skippingBlanks()
        position = Scanner.nameEnd(from: start)
        if position.pointer == start.pointer ? start.byte != .openBrace : start.byte.isDigit {
            return fail(.expectedMetricName, at: start)
        }
        event.sample.name = range(start, position)
        return true
    }
}
