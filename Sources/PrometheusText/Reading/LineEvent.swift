/// What a line turned out to be.
@usableFromInline
enum LineKind {
    case sample
    case metadata
    case failure
    case end
}

/// What the line just read contains; parts that its kind does not have are left from lines before.
@usableFromInline
struct LineEvent {
    @usableFromInline var sample = SampleReference()
    /// The sample's labels, then the exemplar's.
    @usableFromInline var labels: UnsafePointer<LabelReference>?
    @usableFromInline var labelCount = 0
    @usableFromInline var exemplarLabelCount = 0
    @usableFromInline var exemplar = ExemplarReference(
        valueText: ByteRange(offset: 0, lengthAndFlags: 0),
        value: 0,
        timestampMilliseconds: nil
    )
    @usableFromInline var metadata = MetadataReference(
        kind: .help,
        name: ByteRange(offset: 0, lengthAndFlags: 0),
        text: ByteRange(offset: 0, lengthAndFlags: 0),
        type: .unknown
    )

    @usableFromInline
    init() {}
}
