import PrometheusText

/// Writes down everything it is told, independent of where the bytes lie.
struct RecordingVisitor: ExpositionVisitor, Equatable {
    var lines: [String] = []

    private func words(_ labels: Span<LabelReference>, _ text: Span<UInt8>) -> String {
        var result = ""
        for index in labels.indices {
            result += raw(labels[index].name, text) + "=" + raw(labels[index].value, text) + ";"
        }
        return result
    }

    /// The bytes as they are, with what is known of them.
    private func raw(_ piece: ByteRange, _ text: Span<UInt8>) -> String {
        let bytes = text.extracting(piece.indices)
        var result = (piece.hasEscapes ? "e" : "") + (piece.isQuoted ? "q" : "") + "'"
        for index in bytes.indices { result += String(bytes[index], radix: 16) }
        return result
    }

    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        let time = sample.timestampMilliseconds.map(String.init) ?? "-"
        lines.append(
            "sample \(raw(sample.name, text)) \(words(labels, text)) \(sample.value.bitPattern) "
                + "\(raw(sample.valueText, text)) \(time)"
        )
    }

    mutating func exemplar(_ exemplar: ExemplarReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        let time = exemplar.timestampMilliseconds.map(String.init) ?? "-"
        lines.append("exemplar \(words(labels, text)) \(exemplar.value.bitPattern) \(time)")
    }

    mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {
        lines.append("\(metadata.kind) \(raw(metadata.name, text)) \(raw(metadata.text, text)) \(metadata.type)")
    }

    mutating func skippedLine(_ error: ExpositionError) {
        lines.append("skipped \(error.kind) \(error.offset) \(error)")
    }

    /// Everything that a parse of the whole tells, the error at its end included.
    static func whole(_ bytes: [UInt8], _ options: ExpositionOptions) -> [String] {
        whole(bytes.span, options)
    }

    static func whole(_ bytes: Span<UInt8>, _ options: ExpositionOptions) -> [String] {
        var visitor = RecordingVisitor()
        var parser = ExpositionParser(options)
        do {
            try parser.parse(bytes, into: &visitor)
        } catch {
            visitor.lines.append("error \(error.kind) \(error.offset) \(error)")
        }
        return visitor.lines
    }

    /// The same of a parse in pieces that end at `cuts`.
    static func pieces(_ bytes: [UInt8], cuts: [Int], _ options: ExpositionOptions) -> [String] {
        var visitor = RecordingVisitor()
        var parser = ExpositionParser(options)
        do {
            var start = 0
            for cut in cuts + [bytes.count] {
                // A piece of its own, so that reading past it would be reading elsewhere.
                let piece = Array(bytes[start..<cut])
                try parser.feed(piece.span, into: &visitor)
                start = cut
            }
            try parser.finish(into: &visitor)
        } catch {
            visitor.lines.append("error \(error.kind) \(error.offset) \(error)")
        }
        return visitor.lines
    }
}
