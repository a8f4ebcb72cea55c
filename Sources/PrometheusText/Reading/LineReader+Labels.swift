extension LineReader {
    /// Reads labels, from the opening brace to after the closing one, into the places from `first` on.
    ///
    /// Among an exemplar's labels no metric name may stand.
    @inline(__always)
    mutating func readLabels(
        _ position: inout ByteCursor,
        from first: Int,
        isExemplar: Bool,
        into event: inout LineEvent
    ) -> Bool {
        let opening = position
        let origin = origin
        var place = opening
        var count = first
        while true {
            let known = labels.known(count)
            let length = known.count
            var name: ByteRange
            if length != 0 && Scanner.areEqual(place, origin + Int(truncatingIfNeeded: known.offset), count: length) {
                name = ByteRange(
                    offset: UInt32(truncatingIfNeeded: place - origin) &+ 1,
                    lengthAndFlags: known.lengthAndFlags &- LabelStorage.frame
                )
                place += length
            } else {
                if place.byte == .closeBrace {
                    finishLabels(count, isExemplar, into: &event)
                    position = place + 1
                    return true
                }
                name = known
                switch readLabelName(&place, into: &name, at: count, after: opening, isExemplar, &event) {
                case .name: break
                case .metricName: continue
                case .end:
                    finishLabels(count, isExemplar, into: &event)
                    position = place + 1
                    return true
                case .failure: return false
                }
            }
            let start = place
            if count == labels.capacity && !labels.grow() { return fail(.tooManyLabels, at: start) }
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
        }
    }

    @inline(__always)
    private func finishLabels(_ count: Int, _ isExemplar: Bool, into event: inout LineEvent) {
        event.labels = UnsafePointer(labels.base)
        if isExemplar { event.exemplarLabelCount = count - event.labelCount } else { event.labelCount = count }
    }

    private enum LabelStart {
        case name
        case metricName
        case end
        case failure
    }

    /// Reads `{name="` or `,name="` that is not the one that stood at this place before; or a quoted metric name; or up to
    /// the closing brace.
    @inline(never)
    private mutating func readLabelName(
        _ place: inout ByteCursor,
        into name: inout ByteRange,
        at index: Int,
        after opening: ByteCursor,
        _ isExemplar: Bool,
        _ event: inout LineEvent
    ) -> LabelStart {
        if !isOpenMetrics { place = place.skippingBlanks() }
        let frame = place
        let isFirst = place.pointer == opening.pointer
        if !isFirst && place.byte != .comma {
            if place.byte == .closeBrace { return .end }
            _ = fail(.expectedCommaOrBrace, at: place)
            return .failure
        }
        place += 1
        // OpenMetrics has no blanks here, but those who write quoted names put one after the comma.
        if !isOpenMetrics || (event.sample.name.isQuoted && !isFirst) { place = place.skippingBlanks() }
        if place.byte == .closeBrace {
            // Only the text format may end after a comma.
            if isFirst || !isOpenMetrics { return .end }
            _ = fail(.expectedLabelName, at: place)
            return .failure
        }
        let start = place
        guard readPlainOrQuotedName(&place, into: &name) else { return .failure }
        let end = place
        if !isOpenMetrics { place = place.skippingBlanks() }
        if place.byte != .equals {
            guard name.isQuoted && !isExemplar && (place.byte == .comma || place.byte == .closeBrace) else {
                _ = fail(.expectedEquals, at: place)
                return .failure
            }
            if event.sample.name.count != 0 {
                _ = fail(.repeatedMetricName, at: start)
                return .failure
            }
            event.sample.name = name
            return .metricName
        }
        place += 1
        if !isOpenMetrics { place = place.skippingBlanks() }
        if place.byte != .quote {
            _ = fail(.expectedQuote, at: place)
            return .failure
        }
        place += 1
        // An exemplar's first label is not the first of all: its brace must not pass for a comma later.
        if !name.isQuoted && start - frame == 1 && place - end == 2 && (!isFirst || index == 0) {
            labels.remember(range(frame, place), at: index)
        }
        return .name
    }

    private mutating func readPlainOrQuotedName(_ place: inout ByteCursor, into name: inout ByteRange) -> Bool {
        let start = place
        if start.byte == .quote {
            place += 1
            var flags = ByteRange.quotedFlag
            place = Scanner.stringStop(from: place)
            if place.byte != .quote && !readUnusualString(&place, flags: &flags) { return false }
            name = range(start + 1, place, flags: flags)
            place += 1
            return name.count != 0 || fail(.expectedLabelName, at: start)
        }
        place = Scanner.nameEnd(from: place)
        name = range(start, place)
        if name.count == 0 || start.byte.isDigit || hasColon(start, place) {
            return fail(.expectedLabelName, at: start)
        }
        return true
    }

    private func hasColon(_ start: ByteCursor, _ end: ByteCursor) -> Bool {
        var position = start
        while position < end {
            if position.byte == .colon { return true }
            position += 1
        }
        return false
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
            case 0x80...:
                let length = UTF8Sequence.length(at: place)
                if length == 0 { return fail(.invalidUTF8, at: place) }
                place += length
            default:
                // Some scanners stop at control characters.
                place += 1
            }
            if place.byte < 0x80 { place = Scanner.stringStop(from: place) }
        }
    }
}
