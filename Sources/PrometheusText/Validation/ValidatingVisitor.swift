/// Collects findings from events: what both formats' rules have in common, and the order of families.
struct ValidatingVisitor: ExpositionVisitor {
    let isOpenMetrics: Bool
    private(set) var findings: [ExpositionFinding] = []
    /// All names that samples of the families seen so far may have, and the families that may have them.
    private var takenNames = NameTable()
    private var takers: [Int] = []
    /// The series seen without a timestamp.
    private var series = NameTable()
    private var family: FamilyCheck?
    /// What stays known of families after their lines have ended.
    private var names = NameTable()
    private var pasts: [FamilyPast] = []

    private struct FamilyPast {
        var type: MetricType?
        var hasHelp = false
        var hasSamples = false
        var hasEnded = false
    }

    init(format: ExpositionFormat) {
        isOpenMetrics = format == .openMetrics
    }

    private mutating func report(_ kind: ExpositionFinding.Kind, _ name: [UInt8], _ offset: Int) {
        let name = String(decoding: name, as: UTF8.self)
        findings.append(ExpositionFinding(kind: kind, name: name, offset: offset, line: 0))
    }

    // MARK: - Events

    mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {
        let name = ValidatedSample.meaning(of: metadata.name, in: text)
        let offset = Int(metadata.name.offset)
        if family?.name != name { startFamily(name, offset) }
        let past = pastIndex(name)
        if isOpenMetrics ? family?.hasSamples == true : metadata.kind == .type && pasts[past].hasSamples {
            report(.metadataAfterSamples, name, offset)
        }
        switch metadata.kind {
        case .help:
            if pasts[past].hasHelp { report(.repeatedMetadata, name, offset) }
            pasts[past].hasHelp = true
        case .type:
            if pasts[past].type != nil { report(.repeatedMetadata, name, offset) }
            pasts[past].type = metadata.type
            family?.type = metadata.type
        case .unit:
            if family?.hasUnit == true && isOpenMetrics { report(.repeatedMetadata, name, offset) }
            family?.hasUnit = true
            family?.hasNonemptyUnit = metadata.text.count != 0
        }
    }

    mutating func sample(_ reference: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        let sample = ValidatedSample(reference, labels, in: text)
        checkLabels(sample)
        let name = familyName(of: sample)
        // In OpenMetrics a sample of the family's own name may still not be one of its samples.
        if family?.name != name || (isOpenMetrics && family?.owns(sample.name) == false) {
            startFamily(name, sample.offset)
        }
        pasts[pastIndex(name)].hasSamples = true
        // In place: a copy of the family would be copied whole for every sample.
        let kinds = family?.add(sample, isOpenMetrics: isOpenMetrics) ?? []
        for kind in kinds { report(kind, sample.name, sample.offset) }
        checkDuplicate(sample)
    }

    mutating func exemplar(_ exemplar: ExemplarReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        guard let family else { return }
        if !family.allowsExemplar { report(.exemplarNotAllowed, family.name, family.lastOffset) }
        var characters = 0
        for index in labels.indices {
            for piece in [labels[index].name, labels[index].value] {
                characters += ValidatedSample.meaning(of: piece, in: text).count { $0 & 0xC0 != 0x80 }
            }
        }
        if characters > 128 { report(.exemplarTooLong, family.name, family.lastOffset) }
    }

    // MARK: - Parts

    private mutating func checkLabels(_ sample: ValidatedSample) {
        for index in sample.labels.indices {
            if sample.labels[index].name == Array("__name__".utf8) {
                report(.reservedLabelName, sample.name, sample.offset)
            }
            if index > 0 && sample.labels[index].name == sample.labels[index - 1].name {
                report(.duplicateLabelName, sample.name, sample.offset)
            }
        }
    }

    /// A series may be repeated only with timestamps.
    private mutating func checkDuplicate(_ sample: ValidatedSample) {
        if sample.timestamp != nil { return }
        let known = series.count
        let key = sample.name + [0xFF] + sample.key(without: nil)
        if series.insert(key.span) < known { report(.duplicateSeries, sample.name, sample.offset) }
    }

    private mutating func pastIndex(_ name: [UInt8]) -> Int {
        let index = names.insert(name.span)
        if index == pasts.count { pasts.append(FamilyPast()) }
        return index
    }

    /// The family a sample belongs to: the current one if its type has such samples, or one of the sample's own name.
    private func familyName(of sample: ValidatedSample) -> [UInt8] {
        if isOpenMetrics {
            if let family, family.owns(sample.name) { return family.name }
            return sample.name
        }
        if let suffix = SampleSuffix(endOf: sample.name.span) {
            let base = Array(sample.name.dropLast(suffix.length))
            if let index = names.find(base.span), let type = pasts[index].type, suffix.belongs(to: type) {
                return base
            }
        }
        return sample.name
    }

    private mutating func startFamily(_ name: [UInt8], _ offset: Int) {
        finishFamily()
        let past = pastIndex(name)
        if pasts[past].hasEnded { report(isOpenMetrics ? .clashingName : .interleavedFamily, name, offset) }
        family = FamilyCheck(name: name, offset: offset)
        if !isOpenMetrics { family?.type = pasts[past].type }
    }

    /// Checks what can only be checked when a family is complete.
    mutating func finishFamily() {
        guard let family else { return }
        self.family = nil
        for (kind, offset) in family.finish(isOpenMetrics: isOpenMetrics) { report(kind, family.name, offset) }
        let past = pastIndex(family.name)
        pasts[past].hasEnded = true
        if !isOpenMetrics { return }
        var sampleNames = [family.name]
        for suffix in SampleSuffix.allCases where suffix.isOpenMetricsSuffix(of: family.type ?? .unknown) {
            sampleNames.append(family.name + suffix.bytes)
        }
        for name in sampleNames {
            let index = takenNames.insert(name.span)
            if index == takers.count { takers.append(past) }
            if takers[index] != past { report(.clashingName, family.name, family.offset) }
        }
    }
}
