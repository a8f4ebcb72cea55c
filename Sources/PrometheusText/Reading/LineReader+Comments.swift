/// What a line that starts with `#` turned out to be.
enum CommentKind {
    /// A comment, or the end marker.
    case nothing
    case metadata
    case failure
}

extension LineReader {
    /// `# HELP ` and `# TYPE ` in the lower seven bytes.
    private static var helpStart: UInt64 { 0x0020_504C_4548_2023 }
    private static var typeStart: UInt64 { 0x0020_4550_5954_2023 }
    private static var helpWord: UInt32 { 0x504C_4548 }
    private static var typeWord: UInt32 { 0x4550_5954 }
    private static var unitWord: UInt32 { 0x5449_4E55 }
    private static var endWord: UInt32 { 0x0A46_4F45 }

    /// Reads a line whose first byte that is not blank is the `#` at `start`, to its end.
    @inline(never)
    mutating func readComment(at start: ByteCursor, into event: inout LineEvent) -> CommentKind {
        // The usual spelling first.
        let beginning = start.word & 0x00FF_FFFF_FFFF_FFFF
        if beginning == Self.typeStart && readUsualType(start + 7, into: &event) { return .metadata }
        if beginning == Self.helpStart && readUsualHelp(start + 7, into: &event) { return .metadata }
        var place = start + 1
        if isOpenMetrics {
            guard place.byte == .space else { return failComment(.unexpectedComment, at: lineStart) }
            place += 1
            if place.word32 == Self.endWord {
                endExposition()
                cursor = place + 4
                return .nothing
            }
        } else {
            place = place.skippingBlanks()
        }
        let word = place.word32
        let isWord = place[4].isBlank || place[4] == .newline
        // A comment of the text format may stand right after `#`, a keyword may not.
        if isWord && place[-1].isBlank {
            if word == Self.helpWord { return readHelp(place + 4, into: &event) }
            if word == Self.typeWord { return readType(place + 4, into: &event) }
            if word == Self.unitWord { return readUnit(place + 4, into: &event) }
        }
        if isOpenMetrics { return failComment(.unexpectedComment, at: lineStart) }
        return skipComment(from: place)
    }

    /// Reads a HELP line without anything unusual from its name on; false, and nothing done, if there is something.
    @inline(__always)
    private mutating func readUsualHelp(_ start: ByteCursor, into event: inout LineEvent) -> Bool {
        let nameEnd = Scanner.nameEnd(from: start)
        let text = nameEnd + 1
        guard nameEnd.byte == .space, nameEnd.pointer != start.pointer, !start.byte.isDigit, text.byte > .space else {
            return false
        }
        let end = Scanner.textStop(from: text)
        guard end.byte == .newline, end - lineStart <= lineLimit else { return false }
        let name = range(start, nameEnd)
        rememberName(name)
        event.metadata = MetadataReference(kind: .help, name: name, text: range(text, end), type: .unknown)
        cursor = end + 1
        return true
    }

    /// Reads a TYPE line of a usual type for the name read last; false, and nothing done, if it is another line.
    @inline(__always)
    private mutating func readUsualType(_ start: ByteCursor, into event: inout LineEvent) -> Bool {
        guard let name = knownName(at: start) else { return false }
        let word = start + (name.count + 1)
        guard word[-1] == .space else { return false }
        let type: MetricType
        let end: ByteCursor
        let letters = word.word
        if letters == 0x0A72_6574_6E75_6F63 {
            // "counter\n"
            type = .counter
            end = word + 7
        } else if letters & 0xFFFF_FFFF_FFFF == 0x0A65_6775_6167 {
            // "gauge\n"
            type = .gauge
            end = word + 5
        } else {
            return false
        }
        guard end - lineStart <= lineLimit else { return false }
        event.metadata = MetadataReference(kind: .type, name: name, text: range(word, end), type: type)
        cursor = end + 1
        return true
    }

    private mutating func skipComment(from place: ByteCursor) -> CommentKind {
        let end = Scanner.newline(from: place)
        guard isWithinLimit(end) else { return .failure }
        cursor = end + 1
        return .nothing
    }

    private mutating func failComment(_ kind: ExpositionError.Kind, at place: ByteCursor) -> CommentKind {
        _ = fail(kind, at: place)
        return .failure
    }

    private mutating func finish(
        _ kind: MetadataReference.Kind,
        _ name: ByteRange,
        _ text: ByteRange,
        _ type: MetricType,
        at end: ByteCursor,
        into event: inout LineEvent
    ) -> CommentKind {
        guard isWithinLimit(end) else { return .failure }
        event.metadata = MetadataReference(kind: kind, name: name, text: text, type: type)
        cursor = end + 1
        return .metadata
    }

    /// Steps over the blanks after a keyword or a name: exactly one space in OpenMetrics, any in the text format.
    private mutating func skipSeparator(_ place: inout ByteCursor) -> Bool {
        if isOpenMetrics {
            guard place.byte == .space else { return false }
            place += 1
            return true
        }
        guard place.byte.isBlank else { return false }
        place = place.skippingBlanks()
        return true
    }

    /// Reads a family's name, plain or quoted, up to the blank or newline after it.
    @inline(__always)
    private mutating func readFamilyName(_ place: inout ByteCursor) -> ByteRange? {
        let start = place
        if let name = knownName(at: start), place[name.count].isBlank {
            place += name.count
            return name
        }
        if start.byte == .quote { return readQuotedFamilyName(&place) }
        place = Scanner.nameEnd(from: start)
        guard place.pointer != start.pointer, !start.byte.isDigit, place.byte.isBlank || place.byte == .newline else {
            _ = fail(.invalidMetadataName, at: start)
            return nil
        }
        let name = range(start, place)
        rememberName(name)
        return name
    }

    @inline(never)
    private mutating func readQuotedFamilyName(_ place: inout ByteCursor) -> ByteRange? {
        let start = place + 1
        var flags = ByteRange.quotedFlag
        place = Scanner.stringStop(from: start)
        if place.byte != .quote && !readUnusualString(&place, flags: &flags) { return nil }
        let name = range(start, place, flags: flags)
        place += 1
        guard name.count != 0, place.byte.isBlank || place.byte == .newline else {
            _ = fail(.invalidMetadataName, at: start + -1)
            return nil
        }
        return name
    }

    private mutating func readHelp(_ afterKeyword: ByteCursor, into event: inout LineEvent) -> CommentKind {
        var place = afterKeyword
        guard skipSeparator(&place), place.byte != .newline else {
            // A lone HELP without anything is a comment to most readers of the text format.
            if !isOpenMetrics { return skipComment(from: place) }
            return failComment(.invalidMetadataName, at: place)
        }
        guard let name = readFamilyName(&place) else { return .failure }
        if !skipSeparator(&place) && isOpenMetrics { return failComment(.missingMetadataText, at: place) }
        let start = place
        var flags: UInt32 = 0
        place = Scanner.textStop(from: start)
        if place.byte != .newline && !readUnusualHelp(&place, flags: &flags) { return .failure }
        return finish(.help, name, range(start, place, flags: flags), .unknown, at: place, into: &event)
    }

    /// Goes on in a help text from the first byte that is not plain, to the newline.
    @inline(never)
    private mutating func readUnusualHelp(_ place: inout ByteCursor, flags: inout UInt32) -> Bool {
        while place.byte != .newline {
            if place.byte == .backslash {
                flags |= ByteRange.escapesFlag
                let escaped = place[1]
                if escaped == .backslash || escaped == .lowerN || escaped == .quote {
                    place += 2
                } else if (isOpenMetrics && escaped != .newline) || isLenient {
                    place += 1
                } else {
                    return fail(.invalidEscape, at: place)
                }
            } else if place.byte >= 0x80 {
                let length = UTF8Sequence.length(at: place)
                if length == 0 { return fail(.invalidUTF8, at: place) }
                place += length
            } else {
                place += 1
            }
            if place.byte < 0x80 { place = Scanner.textStop(from: place) }
        }
        return true
    }

    private mutating func readType(_ afterKeyword: ByteCursor, into event: inout LineEvent) -> CommentKind {
        var place = afterKeyword
        guard skipSeparator(&place), place.byte != .newline else {
            return failComment(.invalidMetadataName, at: place)
        }
        guard let name = readFamilyName(&place) else { return .failure }
        guard skipSeparator(&place), place.byte != .newline else {
            return failComment(.missingMetadataText, at: place)
        }
        let start = place
        place = Scanner.nameEnd(from: start)
        guard let type = MetricType(start, count: place - start, isOpenMetrics: isOpenMetrics) else {
            return failComment(.unknownType, at: start)
        }
        let word = range(start, place)
        if !isOpenMetrics { place = place.skippingBlanks() }
        guard place.byte == .newline else { return failComment(.trailingText, at: place) }
        return finish(.type, name, word, type, at: place, into: &event)
    }

    private mutating func readUnit(_ afterKeyword: ByteCursor, into event: inout LineEvent) -> CommentKind {
        var place = afterKeyword
        let isKnownToFormat = isOpenMetrics
        guard skipSeparator(&place), place.byte != .newline else {
            return isKnownToFormat ? failComment(.invalidMetadataName, at: place) : skipComment(from: place)
        }
        guard let name = readFamilyName(&place) else {
            return isKnownToFormat ? .failure : skipComment(from: afterKeyword)
        }
        guard skipSeparator(&place) else {
            return isKnownToFormat ? failComment(.missingMetadataText, at: place) : skipComment(from: place)
        }
        let start = place
        place = Scanner.nameEnd(from: start)
        let unit = range(start, place)
        if !isKnownToFormat {
            // To the text format this is a comment: whatever is not a unit is left alone.
            let end = place.skippingBlanks()
            if end.byte != .newline { return skipComment(from: end) }
            return finish(.unit, name, unit, .unknown, at: end, into: &event)
        }
        guard place.byte == .newline, isUnit(unit, of: name) else { return failComment(.invalidUnit, at: start) }
        return finish(.unit, name, unit, .unknown, at: place, into: &event)
    }

    /// Whether a unit is empty or the end of its family's name after an underscore.
    private func isUnit(_ unit: ByteRange, of name: ByteRange) -> Bool {
        if unit.count == 0 { return true }
        guard name.count > unit.count else { return false }
        let suffix = origin + (Int(name.offset) + name.count - unit.count)
        let start = origin + Int(unit.offset)
        if suffix[-1] != UInt8(ascii: "_") { return false }
        for index in 0..<unit.count where suffix[index] != start[index] { return false }
        return true
    }
}
