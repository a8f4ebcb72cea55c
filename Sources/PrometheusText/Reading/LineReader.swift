/// What a line turned out to be.
@usableFromInline
enum LineKind {
    case sample
    case metadata
    case failure
    case end
}

/// Reads an exposition line by line, in place: the grammar of both formats.
///
/// One pass, no table of positions: each step finds the end of the next piece 16 (or 8) bytes at a time and checks it on
/// the way. Two guesses make the usual line cheap, and a wrong guess costs one comparison: that a sample has the name of
/// the line before, and that the label at position i has the name that the label at position i had last time. A name
/// that equals a checked one needs no check and no search for its end.
struct LineReader<Scanner: ByteScanner>: ~Copyable {
    let isOpenMetrics: Bool
    let isLenient: Bool
    private let lineLimit: Int
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

    private(set) var sample = SampleReference()
    private(set) var labelCount = 0
    private(set) var exemplar = ExemplarReference(
        valueText: ByteRange(offset: 0, lengthAndFlags: 0),
        value: 0,
        timestampMilliseconds: nil
    )
    private(set) var exemplarLabelCount = 0
    var metadata = MetadataReference(
        kind: .help,
        name: ByteRange(offset: 0, lengthAndFlags: 0),
        text: ByteRange(offset: 0, lengthAndFlags: 0),
        type: .unknown
    )
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
    mutating func next() -> LineKind {
        while cursor < end {
            lineStart = cursor
            line &+= 1
            if hasEnded { return failLine() }
            let comment: CommentKind
            if cursor.byte == .numberSign {
                comment = readComment(at: cursor)
            } else {
                if readSample() { return .sample }
                comment = readLineWithoutSample()
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
    private mutating func readLineWithoutSample() -> CommentKind {
        if isOpenMetrics {
            if lineStart.byte == .newline { _ = fail(.emptyLine, at: lineStart) }
            return .failure
        }
        let start = lineStart.skippingBlanks()
        if start.byte == .numberSign { return readComment(at: start) }
        guard start.byte == .newline, isWithinLimit(start) else { return .failure }
        cursor = start + 1
        return .nothing
    }

    // MARK: - State shared with the other parts of the grammar

    mutating func setTimestamp(_ milliseconds: Int64) {
        sample.timestamp = milliseconds
        sample.hasTimestamp = true
    }

    mutating func setExemplar(_ exemplar: ExemplarReference) {
        self.exemplar = exemplar
        sample.hasExemplar = true
    }

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
    mutating func readExemplarLabels(_ position: inout ByteCursor) -> Bool {
        readLabels(&position, from: labelCount, isExemplar: true)
    }

    // MARK: - Samples

    /// Reads a sample line to its end.
    @inline(__always)
    private mutating func readSample() -> Bool {
        var position = cursor
        if let name = knownName(at: position),
            position[name.count] == .openBrace || position[name.count] == .space
        {
            sample.name = name
            position += name.count
        } else {
            guard readName(&position) else { return false }
        }
        knownName = sample.name
        sample.hasTimestamp = false
        sample.hasExemplar = false
        labelCount = 0

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
            position += 1
            guard readLabels(&position, from: 0, isExemplar: false) else { return false }
            if sample.name.count == 0 { return fail(.missingMetricName, at: lineStart) }
            if position.byte == .space {
                position += 1
            } else if isOpenMetrics {
                return fail(position.byte == .newline ? .missingValue : .expectedSpace, at: position)
            }
            if position.byte.isBlank && !isOpenMetrics { position = position.skippingBlanks() }
        }

        let number = NumberScanner(position)
        sample.value = number.value
        if number.outcome != .number { return failNumber(number, at: position) }
        sample.valueText = range(position, number.end)
        position = number.end
        if position.byte != .newline {
            guard readAfterValue(&position) else { return false }
        }
        if position - lineStart > lineLimit { return fail(.lineTooLong, at: lineStart + lineLimit) }
        sampleCount &+= 1
        if sampleCount > sampleLimit { return fail(.tooManySamples, at: lineStart) }
        cursor = position + 1
        return true
    }

    @inline(never)
    private mutating func failNumber(_ number: NumberScanner, at position: ByteCursor) -> Bool {
        if number.outcome == .outOfRange { return fail(.valueOutOfRange, at: position) }
        return fail(position.byte == .newline ? .missingValue : .invalidValue, at: position)
    }

    /// Reads the name that starts a sample line.
    @inline(__always)
    private mutating func readName(_ position: inout ByteCursor) -> Bool {
        let start = position
        position = Scanner.nameEnd(from: start)
        if position.pointer == start.pointer || start.byte.isDigit { return readUnusualStart(&position) }
        sample.name = range(start, position)
        return true
    }

    /// Reads what starts a line if not a name: blanks before it, or the brace before a quoted name.
    @inline(never)
    private mutating func readUnusualStart(_ position: inout ByteCursor) -> Bool {
        let start = isOpenMetrics ? lineStart : lineStart.skippingBlanks()
        position = Scanner.nameEnd(from: start)
        if position.pointer == start.pointer ? start.byte != .openBrace : start.byte.isDigit {
            return fail(.expectedMetricName, at: start)
        }
        sample.name = range(start, position)
        return true
    }

    // MARK: - Labels

    /// Reads labels, from after the opening brace to after the closing one, into the places from `first` on.
    ///
    /// Among an exemplar's labels no metric name may stand.
    @inline(__always)
    private mutating func readLabels(_ position: inout ByteCursor, from first: Int, isExemplar: Bool) -> Bool {
        var count = first
        var place = position
        let origin = origin
        while true {
            if count == labels.capacity && !labels.grow() { return fail(.tooManyLabels, at: place) }
            var name = labels[count].name
            let length = name.count
            if length != 0 && Scanner.areEqual(place, origin + Int(truncatingIfNeeded: name.offset), count: length)
                && (place + length).word16 == Self.equalsQuote && !name.isQuoted
            {
                name.offset = UInt32(truncatingIfNeeded: place - origin)
                place += length + 2
            } else {
                switch readLabelName(&place, into: &name, isFirst: count == first, isExemplar: isExemplar) {
                case .name:
                    break
                case .metricName:
                    if place.byte == .closeBrace {
                        finishLabels(count, isExemplar)
                        position = place + 1
                        return true
                    }
                    place += 1
                    continue
                case .end:
                    finishLabels(count, isExemplar)
                    position = place
                    return true
                case .failure:
                    return false
                }
            }
            let start = place
            var flags: UInt32 = 0
            place = Scanner.stringStop(from: start)
            if place.byte != .quote {
                guard readUnusualString(&place, flags: &flags) else { return false }
            }
            labels[count] = LabelReference(
                name: name,
                value: ByteRange(
                    offset: UInt32(truncatingIfNeeded: start - origin),
                    lengthAndFlags: UInt32(truncatingIfNeeded: place - start) | flags
                )
            )
            count &+= 1
            place += 1
            if place.byte == .comma {
                place += 1
            } else if place.byte == .closeBrace {
                finishLabels(count, isExemplar)
                position = place + 1
                return true
            } else {
                guard skipToCommaOrBrace(&place) else { return false }
                if place.byte == .closeBrace {
                    finishLabels(count, isExemplar)
                    position = place + 1
                    return true
                }
                place += 1
            }
        }
    }

    /// `="`, which ends a label name in the usual spelling.
    private static var equalsQuote: UInt16 { UInt16(UInt8.quote) << 8 | UInt16(UInt8.equals) }

    @inline(__always)
    private mutating func finishLabels(_ count: Int, _ isExemplar: Bool) {
        if isExemplar { exemplarLabelCount = count - labelCount } else { labelCount = count }
    }

    private enum LabelStart {
        case name
        case metricName
        case end
        case failure
    }

    /// Reads a label's name that is not the one that stood at its place before, up to the value's quote and over it; or
    /// the closing brace; or a quoted metric name.
    @inline(never)
    private mutating func readLabelName(
        _ place: inout ByteCursor,
        into name: inout ByteRange,
        isFirst: Bool,
        isExemplar: Bool
    ) -> LabelStart {
        let followsMetricName = !isFirst || sample.name.isQuoted
        // OpenMetrics has no blanks here, but those who write quoted names put one after the comma.
        if !isOpenMetrics || (sample.name.isQuoted && place[-1] == .comma) { place = place.skippingBlanks() }
        if place.byte == .closeBrace {
            // After a comma only the text format may end.
            if isOpenMetrics && followsMetricName && place[-1] == .comma {
                _ = fail(.expectedLabelName, at: place)
                return .failure
            }
            place += 1
            return .end
        }
        let start = place
        if place.byte == .quote {
            place += 1
            var flags = ByteRange.quotedFlag
            place = Scanner.stringStop(from: place)
            if place.byte != .quote && !readUnusualString(&place, flags: &flags) { return .failure }
            name = range(start + 1, place, flags: flags)
            place += 1
            if name.count == 0 {
                _ = fail(.expectedLabelName, at: start)
                return .failure
            }
        } else {
            place = Scanner.nameEnd(from: place)
            name = range(start, place)
            if place.pointer == start.pointer || start.byte.isDigit || hasColon(start, place) {
                _ = fail(.expectedLabelName, at: start)
                return .failure
            }
        }
        if !isOpenMetrics { place = place.skippingBlanks() }
        if place.byte != .equals {
            if name.isQuoted && !isExemplar && (place.byte == .comma || place.byte == .closeBrace) {
                if sample.name.count != 0 {
                    _ = fail(.repeatedMetricName, at: start)
                    return .failure
                }
                sample.name = name
                return .metricName
            }
            _ = fail(.expectedEquals, at: place)
            return .failure
        }
        place += 1
        if !isOpenMetrics { place = place.skippingBlanks() }
        if place.byte != .quote {
            _ = fail(.expectedQuote, at: place)
            return .failure
        }
        place += 1
        return .name
    }

    private func hasColon(_ start: ByteCursor, _ end: ByteCursor) -> Bool {
        var position = start
        while position < end {
            if position.byte == .colon { return true }
            position += 1
        }
        return false
    }

    @inline(never)
    private mutating func skipToCommaOrBrace(_ place: inout ByteCursor) -> Bool {
        if !isOpenMetrics { place = place.skippingBlanks() }
        if place.byte == .comma || place.byte == .closeBrace { return true }
        return fail(.expectedCommaOrBrace, at: place)
    }

    /// Goes on in a quoted text from the first byte that is not plain, to the closing quote.
    @inline(never)
    mutating func readUnusualString(_ place: inout ByteCursor, flags: inout UInt32) -> Bool {
        while true {
            switch place.byte {
            case .quote:
                return true
            case .newline:
                return fail(.unterminatedString, at: place)
            case .backslash:
                flags |= ByteRange.escapesFlag
                let escaped = place[1]
                if escaped == .backslash || escaped == .quote || escaped == .lowerN {
                    place += 2
                } else if isOpenMetrics || isLenient {
                    // Kept as it is: the backslash and what follows.
                    place += 1
                } else {
                    return fail(escaped == .newline ? .unterminatedString : .invalidEscape, at: place)
                }
            default:
                let length = UTF8Sequence.length(at: place)
                if length == 0 { return fail(.invalidUTF8, at: place) }
                place += length
            }
            if place.byte < 0x80 { place = Scanner.stringStop(from: place) }
        }
    }
}
