/// Collects a document from events.
///
/// Names are written again and again: a name that stands where the same name stood a sample before shares its String.
struct DocumentBuilder: ExpositionVisitor {
    /// A name and where it was read last.
    private struct KnownName {
        var place = ByteRange(offset: 0, lengthAndFlags: 0)
        var text = ""
    }

    private let format: ExpositionFormat
    private(set) var samples: [ExpositionDocument.Sample] = []
    private(set) var families: [ExpositionDocument.Family] = []
    private(set) var skippedLines: [ExpositionError] = []
    private var familyNames = NameTable()
    private var lastName = KnownName()
    /// The label names by their place in a sample.
    private var labelNames: [KnownName] = []

    init(format: ExpositionFormat) {
        self.format = format
    }

    /// The text of a name, taken from `known` if it is the same.
    @inline(__always)
    private static func name(_ piece: ByteRange, _ known: inout KnownName, in text: Span<UInt8>) -> String {
        if piece.lengthAndFlags != known.place.lengthAndFlags
            || !text.matches(piece, text.extracting(known.place.indices))
        {
            known.text = String(unescaping: piece, in: text)
        }
        known.place = piece
        return known.text
    }

    private mutating func labels(
        _ references: Span<LabelReference>,
        in text: Span<UInt8>
    ) -> [ExpositionDocument.Label] {
        if references.isEmpty { return [] }
        while labelNames.count < references.count { labelNames.append(KnownName()) }
        var labels: [ExpositionDocument.Label] = []
        labels.reserveCapacity(references.count)
        for index in references.indices {
            let reference = references[index]
            labels.append(
                ExpositionDocument.Label(
                    name: Self.name(reference.name, &labelNames[index], in: text),
                    value: String(unescaping: reference.value, in: text)
                )
            )
        }
        return labels
    }

    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        samples.append(
            ExpositionDocument.Sample(
                name: Self.name(sample.name, &lastName, in: text),
                labels: self.labels(labels, in: text),
                value: sample.value,
                valueText: String(unescaping: sample.valueText, in: text),
                timestampMilliseconds: sample.timestampMilliseconds,
                exemplar: nil,
                family: 0
            )
        )
    }

    mutating func exemplar(_ exemplar: ExemplarReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        samples[samples.count - 1].exemplar = ExpositionDocument.Exemplar(
            labels: self.labels(labels, in: text),
            value: exemplar.value,
            timestampMilliseconds: exemplar.timestampMilliseconds
        )
    }

    mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {
        let index = family(String(unescaping: metadata.name, in: text))
        switch metadata.kind {
        case .help:
            families[index].help = String(unescaping: metadata.text, in: text, rules: format.helpEscapes)
        case .type:
            families[index].type = metadata.type
        case .unit:
            families[index].unit = String(unescaping: metadata.text, in: text)
        }
    }

    mutating func skippedLine(_ error: ExpositionError) {
        skippedLines.append(error)
    }

    private mutating func family(_ name: String) -> Int {
        let index = familyNames.insert(Array(name.utf8).span)
        if index == families.count { families.append(ExpositionDocument.Family(name: name)) }
        return index
    }

    /// Finds each sample's family, when all metadata is known.
    mutating func assignFamilies() {
        for index in samples.indices {
            if index > 0 && samples[index].name == samples[index - 1].name {
                samples[index].family = samples[index - 1].family
            } else {
                samples[index].family = family(ofSample: samples[index].name)
            }
        }
    }

    private mutating func family(ofSample name: String) -> Int {
        let bytes = Array(name.utf8)
        if let index = familyNames.find(bytes.span) { return index }
        if let suffix = SampleSuffix(endOf: bytes.span),
            let index = familyNames.find(bytes.span.extracting(0..<(bytes.count - suffix.length))),
            suffix.belongs(to: families[index].type)
        {
            return index
        }
        return family(name)
    }
}
