// The fuzz target: any bytes, by every way of reading them. Compiled together with the sources of PrometheusText by
// `Tests/Fuzz/run`, with AddressSanitizer: the input has exactly its size, so that a byte read beside it is seen.

/// Sums up everything that a parse tells, independent of where the bytes lie.
struct Digest: ExpositionVisitor, Equatable {
    var state: UInt64 = 0
    var samples = 0

    mutating func add(_ value: UInt64) {
        state = (state ^ value) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 29
    }

    mutating func add(_ piece: ByteRange, _ text: Span<UInt8>) {
        let bytes = text.extracting(piece.indices)
        add(UInt64(piece.lengthAndFlags))
        for index in bytes.indices { add(UInt64(bytes[index])) }
    }

    mutating func add(_ error: ExpositionError) {
        add(UInt64(error.offset) << 32 | UInt64(error.line) << 16 ^ UInt64(error.column))
        add(UInt64(error.message.utf8.count))
    }

    mutating func add(_ labels: Span<LabelReference>, _ text: Span<UInt8>) {
        for index in labels.indices {
            add(labels[index].name, text)
            add(labels[index].value, text)
        }
    }

    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        samples += 1
        add(sample.name, text)
        add(sample.valueText, text)
        add(sample.value.bitPattern)
        add(UInt64(bitPattern: sample.timestampMilliseconds ?? 77))
        add(labels, text)
    }

    mutating func exemplar(_ exemplar: ExemplarReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        add(exemplar.value.bitPattern)
        add(UInt64(bitPattern: exemplar.timestampMilliseconds ?? 77))
        add(labels, text)
    }

    mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {
        add(metadata.name, text)
        add(metadata.text, text)
        add(UInt64(metadata.type.rawValue))
    }

    mutating func skippedLine(_ error: ExpositionError) { add(error) }
}

func whole(_ text: Span<UInt8>, _ options: ExpositionOptions) -> Digest {
    var digest = Digest()
    var parser = ExpositionParser(options)
    do { try parser.parse(text, into: &digest) } catch { digest.add(error) }
    return digest
}

func pieces(_ text: Span<UInt8>, _ step: Int, _ options: ExpositionOptions) -> Digest {
    var digest = Digest()
    var parser = ExpositionParser(options)
    do {
        var start = 0
        while start < text.count {
            let end = min(text.count, start + step)
            // Memory of its own and of just this size for every piece.
            let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: end - start)
            for index in start..<end { piece[index - start] = text[index] }
            defer { piece.deallocate() }
            try parser.feed(piece.span, into: &digest)
            start = end
        }
        try parser.finish(into: &digest)
    } catch {
        digest.add(error)
    }
    return digest
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard size >= 1 else { return 0 }
    let choice = data[0]
    let text = UnsafeBufferPointer(start: data + 1, count: size - 1).span
    let limits = choice & 8 == 0 ? ExpositionLimits() : ExpositionLimits(lineBytes: 50, labels: 3, samples: 10)
    var options = ExpositionOptions(
        format: choice & 1 == 0 ? .text : .openMetrics,
        mode: choice & 2 == 0 ? .strict : .lenient,
        limits: limits
    )
    let expected = whole(text, options)

    // Every way to the same result, one at a time: inputs are many.
    switch size % 4 {
    case 0:
        precondition(pieces(text, Int(choice >> 4) + 1, options) == expected, "pieces differ from the whole")
    case 1:
        var reader = RescrapeReader(options)
        try? reader.read(text.extracting(0..<text.count / 2))
        try? reader.read(text)
        let samples = reader.samples.count
        try? reader.read(text)
        precondition(expected.samples == samples && expected.samples == reader.samples.count, "a second look differs")
    case 2:
        var interned = InternedScrape()
        try? interned.parse(text, options)
        var rows = ExpositionRows()
        try? rows.parse(text, options)
        precondition(expected.samples == interned.samples.count && expected.samples == rows.count, "products differ")
        options.scanning = .portable
        precondition(whole(text, options) == expected, "scanners differ")
    default:
        // The convenient layers: nothing but that they survive.
        _ = try? ExpositionDocument(parsing: text, options)
        if choice & 4 != 0 { _ = try? ExpositionValidation.findings(in: text, format: options.format, limits: limits) }
    }
    return 0
}
