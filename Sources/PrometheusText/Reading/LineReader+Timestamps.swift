extension LineReader {
    /// Reads what follows a value: a timestamp, an exemplar, or blanks.
    @inline(__always)
    mutating func readAfterValue(_ position: inout ByteCursor, into event: inout LineEvent) -> Bool {
        if isOpenMetrics { return readAfterOpenMetricsValue(&position, into: &event) }
        guard position.byte.isBlank else { return fail(.invalidValue, at: position) }
        position += 1
        // Usually: one blank, up to 16 digits, the end.
        var digits = DigitRun(position)
        var milliseconds = digits.value
        var end = position + digits.count
        if digits.count == 8 {
            digits = DigitRun(end)
            milliseconds = milliseconds &* Self.powersOfTen[digits.count] &+ digits.value
            end += digits.count
        }
        if end.byte == .newline && end.pointer != position.pointer {
            event.sample.setTimestamp(Int64(bitPattern: milliseconds))
            position = end
            return true
        }
        return readUnusualTimestamp(&position, into: &event)
    }

    private static var powersOfTen: InlineArray<9, UInt64> {
        [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]
    }

    /// Reads a timestamp of the text format with a sign, with many digits, or between many blanks.
    @inline(never)
    private mutating func readUnusualTimestamp(_ position: inout ByteCursor, into event: inout LineEvent) -> Bool {
        let start = position.skippingBlanks()
        position = start
        if start.byte == .newline { return true }
        let isNegative = start.byte == .minus
        if isNegative || start.byte == .plus { position += 1 }
        guard position.byte.isDigit else {
            return fail(start.byte == .numberSign ? .trailingText : .invalidTimestamp, at: start)
        }
        // Counted downwards, because the lowest number has no positive counterpart.
        var milliseconds: Int64 = 0
        while position.byte.isDigit {
            let (product, overflow) = milliseconds.multipliedReportingOverflow(by: 10)
            let (sum, secondOverflow) = product.subtractingReportingOverflow(Int64(position.byte &- .zero))
            if overflow || secondOverflow { return fail(.timestampOutOfRange, at: start) }
            milliseconds = sum
            position += 1
        }
        if !isNegative {
            if milliseconds == .min { return fail(.timestampOutOfRange, at: start) }
            milliseconds = -milliseconds
        }
        if position.byte != .newline {
            guard position.byte.isBlank else { return fail(.invalidTimestamp, at: start) }
            position = position.skippingBlanks()
            if position.byte != .newline { return fail(.trailingText, at: position) }
        }
        event.sample.setTimestamp(milliseconds)
        return true
    }

    // MARK: - OpenMetrics

    @inline(never)
    private mutating func readAfterOpenMetricsValue(_ position: inout ByteCursor, into event: inout LineEvent) -> Bool {
        guard position.byte == .space else { return fail(.invalidValue, at: position) }
        if position[1] != .numberSign {
            guard let milliseconds = readSeconds(&position) else { return false }
            event.sample.setTimestamp(milliseconds)
            if position.byte == .newline { return true }
        }
        guard position.byte == .space && position[1] == .numberSign else { return fail(.trailingText, at: position) }
        return readExemplar(&position, into: &event)
    }

    /// Reads a blank and a timestamp in seconds; gives milliseconds.
    private mutating func readSeconds(_ position: inout ByteCursor) -> Int64? {
        let start = position + 1
        let number = NumberScanner(start)
        guard number.outcome == .number, number.value.isFinite,
            number.end.byte == .newline || number.end.byte == .space
        else {
            _ = fail(.invalidTimestamp, at: start)
            return nil
        }
        position = number.end
        let milliseconds = number.value * 1000
        // Limited to 64 bits: the grammar allows any number.
        if milliseconds >= 0x1p63 { return .max }
        if milliseconds <= -0x1p63 { return .min }
        // Above 2^52 there is no fraction to round.
        if milliseconds.magnitude >= 0x1p52 { return Int64(milliseconds) }
        return Int64(milliseconds + (milliseconds < 0 ? -0.5 : 0.5))
    }

    /// Reads ` # {labels} value [timestamp]` to the end of the line.
    private mutating func readExemplar(_ position: inout ByteCursor, into event: inout LineEvent) -> Bool {
        guard position[2] == .space && position[3] == .openBrace else {
            return fail(.invalidExemplar, at: position + 1)
        }
        let start = position + 1
        position += 3
        guard readExemplarLabels(&position, into: &event) else { return false }
        guard position.byte == .space else { return fail(.invalidExemplar, at: position) }
        position += 1
        let number = NumberScanner(position)
        guard number.outcome == .number else {
            return fail(number.outcome == .outOfRange ? .valueOutOfRange : .invalidExemplar, at: position)
        }
        var exemplar = ExemplarReference(
            valueText: range(position, number.end),
            value: number.value,
            timestampMilliseconds: nil
        )
        position = number.end
        if position.byte != .newline {
            guard position.byte == .space else { return fail(.invalidExemplar, at: start) }
            guard let milliseconds = readSeconds(&position) else { return false }
            exemplar.timestampMilliseconds = milliseconds
            if position.byte != .newline { return fail(.trailingText, at: position) }
        }
        event.exemplar = exemplar
        event.sample.hasExemplar = true
        return true
    }
}
