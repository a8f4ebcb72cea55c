/// The lines of one piece of an exposition, behind a surface without unsafe parts.
///
/// This is what the public, inlinable loops of ``ExpositionParser`` call: everything generic over the visitor is small
/// and lives there, everything that reads bytes is compiled once, here.
@usableFromInline
protocol ExpositionLines: ~Copyable {
    /// Reads to the next line that carries something.
    mutating func next(_ event: inout LineEvent) -> LineKind
    /// The error just met.
    var error: ExpositionError { get }
}

/// Lines read with one scanner: the padded regions of a piece, one after the other.
struct RegionLines<Scanner: ByteScanner>: ~Copyable {
    private let regions: PaddedRegions
    var reader: LineReader<Scanner>
    private var isInCopy = false
    /// Where the piece starts in the whole exposition.
    private let offset: Int
    private let isLast: Bool
    private let byteCount: Int
    private let progress: ExpositionProgress
    private var hasReportedEnd = false

    init(_ bytes: UnsafeRawBufferPointer, options: ExpositionOptions, progress: ExpositionProgress, isLast: Bool) {
        regions = PaddedRegions(bytes)
        reader = LineReader(options: options, progress: progress, start: regions.start)
        reader.enter(from: regions.start, to: regions.middle, origin: regions.start)
        offset = progress.bytes
        byteCount = bytes.count
        self.progress = progress
        self.isLast = isLast
    }

    @inline(__always)
    mutating func next(_ event: inout LineEvent) -> LineKind {
        let kind = reader.next(&event)
        return kind == .end ? nextRegion(&event) : kind
    }

    @inline(never)
    private mutating func nextRegion(_ event: inout LineEvent) -> LineKind {
        if !isInCopy {
            isInCopy = true
            let copied = regions.copied
            reader.enter(from: copied.start, to: copied.end, origin: copied.origin)
            let kind = reader.next(&event)
            if kind != .end { return kind }
        }
        if isLast && reader.isOpenMetrics && !reader.hasEnded && !hasReportedEnd {
            hasReportedEnd = true
            return .failure
        }
        return .end
    }

    var error: ExpositionError {
        if hasReportedEnd {
            return ExpositionError(
                kind: .missingEndMarker,
                offset: offset + byteCount,
                line: reader.line + (regions.isComplete ? 1 : 0),
                column: 1
            )
        }
        let position = reader.failurePosition
        return ExpositionError(
            kind: reader.failure,
            offset: offset + (position - reader.origin),
            line: reader.line,
            column: position - reader.lineStart + 1
        )
    }

    /// Where the next line starts in the piece.
    var position: Int { reader.cursor - reader.origin }

    /// How far the whole exposition has been read, when this piece is done.
    var progressAfter: ExpositionProgress {
        ExpositionProgress(
            line: reader.line,
            samples: reader.sampleCount,
            bytes: progress.bytes + byteCount,
            hasEnded: reader.hasEnded
        )
    }
}

/// Lines read with the fastest scanner of this processor.
@usableFromInline
struct NativeLines: ExpositionLines, ~Copyable {
    var lines: RegionLines<NativeScanner>

    @usableFromInline
    init(_ bytes: UnsafeRawBufferPointer, _ options: ExpositionOptions, _ progress: ExpositionProgress, isLast: Bool) {
        lines = RegionLines(bytes, options: options, progress: progress, isLast: isLast)
    }

    @usableFromInline mutating func next(_ event: inout LineEvent) -> LineKind { lines.next(&event) }
    @usableFromInline var error: ExpositionError { lines.error }

    /// How far the whole exposition has been read.
    ///
    /// It consumes the lines, so that their memory is freed here and not in inlinable callers, who cannot see it.
    @usableFromInline consuming func finish() -> ExpositionProgress { lines.progressAfter }
}

/// Lines read with the portable scanner.
@usableFromInline
struct PortableLines: ExpositionLines, ~Copyable {
    var lines: RegionLines<WordScanner>

    @usableFromInline
    init(_ bytes: UnsafeRawBufferPointer, _ options: ExpositionOptions, _ progress: ExpositionProgress, isLast: Bool) {
        lines = RegionLines(bytes, options: options, progress: progress, isLast: isLast)
    }

    @usableFromInline mutating func next(_ event: inout LineEvent) -> LineKind { lines.next(&event) }
    @usableFromInline var error: ExpositionError { lines.error }

    /// How far the whole exposition has been read.
    ///
    /// It consumes the lines, so that their memory is freed here and not in inlinable callers, who cannot see it.
    @usableFromInline consuming func finish() -> ExpositionProgress { lines.progressAfter }
}
