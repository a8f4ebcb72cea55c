/// Reads an exposition and tells a visitor what it contains.
///
/// Either give it a whole body with ``parse(_:into:)``, or the pieces of a body as they arrive with
/// ``feed(_:into:)`` and then ``finish(into:)``. Whatever the pieces, the visitor sees the same; only the positions refer
/// to other bytes. No input can crash the parser or make it read outside the bytes it is given, and the time is
/// proportional to the number of bytes.
public struct ExpositionParser: Sendable {
    /// How the exposition is read.
    public let options: ExpositionOptions

    @usableFromInline var progress = ExpositionProgress()
    /// The start of a line whose end has not come yet.
    @usableFromInline var pending: [UInt8] = []
    /// Whether an error has ended the exposition.
    @usableFromInline var hasFailed = false
    /// Whether the rest of a line that is too long is still to come.
    @usableFromInline var isSkippingLine = false

    /// Makes a parser.
    ///
    /// - Parameter options: The format, the mode and the limits.
    public init(_ options: ExpositionOptions = ExpositionOptions()) {
        self.options = options
    }

    // MARK: - Whole bodies

    /// Reads a whole exposition.
    ///
    /// The positions that the visitor is given refer to `text`. Pieces given to ``feed(_:into:)`` before are forgotten.
    ///
    /// - Parameters:
    ///   - text: The whole body.
    ///   - visitor: Told of everything in it.
    /// - Throws: In strict mode the first error; in lenient mode only that a limit of samples or bytes was exceeded.
    /// - Complexity: O(n) in the number of bytes.
    @inlinable
    public mutating func parse<Visitor: ExpositionVisitor & ~Copyable>(
        _ text: Span<UInt8>,
        into visitor: inout Visitor
    ) throws(ExpositionError) {
        reset()
        try checkSize(adding: text.count)
        try read(text, isLast: true, into: &visitor)
        reset()
    }

    // MARK: - Bodies in pieces

    /// Reads the next piece of an exposition.
    ///
    /// Whole lines are read in place; a line that the piece ends in is kept until its end comes, so that memory is bounded
    /// by the longest line.
    ///
    /// - Parameters:
    ///   - chunk: The bytes that follow those given before.
    ///   - visitor: Told of everything in the lines that are complete.
    /// - Throws: As ``parse(_:into:)``; afterwards the parser ignores further pieces until ``finish(into:)``.
    /// - Complexity: O(n) in the number of bytes.
    @inlinable
    public mutating func feed<Visitor: ExpositionVisitor & ~Copyable>(
        _ chunk: Span<UInt8>,
        into visitor: inout Visitor
    ) throws(ExpositionError) {
        if hasFailed { return }
        do throws(ExpositionError) {
            try checkSize(adding: pending.count + chunk.count)
            var start = 0
            if isSkippingLine || !pending.isEmpty {
                let end = Self.firstLineEnd(chunk)
                start = end.position
                if isSkippingLine {
                    skip(start, isComplete: end.isComplete)
                } else {
                    keep(chunk.extracting(0..<start))
                    if end.isComplete { try readPending(isLast: false, into: &visitor) }
                }
            }
            let end = max(start, Self.lastLineEnd(chunk))
            if end > start { try read(chunk.extracting(start..<end), isLast: false, into: &visitor) }
            if chunk.count > end { keep(chunk.extracting(end..<chunk.count)) }
            if let error = overlongLine() {
                if options.mode == .strict { throw error }
                visitor.skippedLine(error)
                skip(pending.count, isComplete: false)
                pending.removeAll(keepingCapacity: false)
                isSkippingLine = true
            }
        } catch {
            hasFailed = true
            throw error
        }
    }

    /// Reads what is left after the last piece, and makes the parser ready for another exposition.
    ///
    /// - Parameter visitor: Told of what is left.
    /// - Throws: As ``parse(_:into:)``, for the last line or because `# EOF` is missing.
    @inlinable
    public mutating func finish<Visitor: ExpositionVisitor & ~Copyable>(
        into visitor: inout Visitor
    ) throws(ExpositionError) {
        defer { reset() }
        if hasFailed { return }
        try readPending(isLast: true, into: &visitor)
    }

    /// Forgets the pieces given so far.
    public mutating func reset() {
        progress = ExpositionProgress()
        pending.removeAll(keepingCapacity: true)
        hasFailed = false
        isSkippingLine = false
    }

    // MARK: - Parts

    @usableFromInline
    static func firstLineEnd(_ chunk: Span<UInt8>) -> (position: Int, isComplete: Bool) {
        for index in chunk.indices where chunk[index] == .newline { return (index + 1, true) }
        return (chunk.count, false)
    }

    @usableFromInline
    static func lastLineEnd(_ chunk: Span<UInt8>) -> Int {
        var end = chunk.count
        while end > 0 && chunk[end - 1] != .newline { end -= 1 }
        return end
    }

    /// Keeps the start of a line.
    @usableFromInline
    mutating func keep(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { pending.append(contentsOf: $0) }
    }

    /// Counts bytes of a line that is too long to be looked at.
    @usableFromInline
    mutating func skip(_ count: Int, isComplete: Bool) {
        progress.bytes += count
        if isComplete {
            progress.line += 1
            isSkippingLine = false
        }
    }

    /// The error of a kept line that is already too long, though its end has not come.
    @usableFromInline
    func overlongLine() -> ExpositionError? {
        let limit = options.limits.lineBytes
        guard pending.count > limit else { return nil }
        // After the end marker it does not matter how long the line is.
        let column = progress.hasEnded ? 1 : limit + 1
        return ExpositionError(
            kind: progress.hasEnded ? .textAfterEnd : .lineTooLong,
            offset: progress.bytes + column - 1,
            line: progress.line + 1,
            column: column
        )
    }

    @usableFromInline
    func checkSize(adding count: Int) throws(ExpositionError) {
        let limit = min(options.limits.totalBytes, Int(UInt32.max) / 4)
        guard progress.bytes + count > options.limits.totalBytes || count > limit else { return }
        throw ExpositionError(kind: .inputTooLarge, offset: limit, line: progress.line + 1, column: 1)
    }

    @inlinable
    mutating func readPending<Visitor: ExpositionVisitor & ~Copyable>(
        isLast: Bool,
        into visitor: inout Visitor
    ) throws(ExpositionError) {
        var line: [UInt8] = []
        swap(&line, &pending)
        try read(line.span, isLast: isLast, into: &visitor)
        line.removeAll(keepingCapacity: true)
        swap(&line, &pending)
    }

    @inlinable
    mutating func read<Visitor: ExpositionVisitor & ~Copyable>(
        _ text: Span<UInt8>,
        isLast: Bool,
        into visitor: inout Visitor
    ) throws(ExpositionError) {
        let options = options
        let progress = progress
        var failure: ExpositionError?
        self.progress = text.withUnsafeBytes { bytes in
            if options.scanning == .native {
                var lines = NativeLines(bytes, options, progress, isLast: isLast)
                failure = Self.visit(&lines, text, options.mode, &visitor)
                return lines.finish()
            } else {
                var lines = PortableLines(bytes, options, progress, isLast: isLast)
                failure = Self.visit(&lines, text, options.mode, &visitor)
                return lines.finish()
            }
        }
        if let failure { throw failure }
    }

    @inlinable @inline(__always)
    static func visit<Lines: ExpositionLines & ~Copyable, Visitor: ExpositionVisitor & ~Copyable>(
        _ lines: inout Lines,
        _ text: Span<UInt8>,
        _ mode: ExpositionOptions.Mode,
        _ visitor: inout Visitor
    ) -> ExpositionError? {
        var event = LineEvent()
        while true {
            switch lines.next(&event) {
            case .sample:
                let labels = UnsafeBufferPointer(start: event.labels, count: event.labelCount)
                visitor.sample(event.sample, labels: labels.span, in: text)
                if event.sample.hasExemplar {
                    let base = event.labels.map { $0 + event.labelCount }
                    let labels = UnsafeBufferPointer(start: base, count: event.exemplarLabelCount)
                    visitor.exemplar(event.exemplar, labels: labels.span, in: text)
                }
            case .metadata:
                visitor.metadata(event.metadata, in: text)
            case .failure:
                let error = lines.error
                if mode == .strict || error.kind == .tooManySamples { return error }
                visitor.skippedLine(error)
            case .end:
                return nil
            }
        }
    }
}
