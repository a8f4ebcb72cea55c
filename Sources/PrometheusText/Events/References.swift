/// One label of a sample, in 16 bytes.
public struct LabelReference: Equatable, Sendable, BitwiseCopyable {
    /// The label's name.
    public var name: ByteRange
    /// The label's value, between its quotes; see ``ByteRange/hasEscapes``.
    public var value: ByteRange

    /// Makes a label from its two pieces.
    @inline(__always)
    public init(name: ByteRange, value: ByteRange) {
        self.name = name
        self.value = value
    }
}

/// One sample: its name, value and timestamp; its labels come beside it.
public struct SampleReference: Equatable, Sendable {
    /// The metric name; see ``ByteRange/hasEscapes`` for quoted names.
    public var name: ByteRange
    /// The value as it was written.
    public var valueText: ByteRange
    /// The value, correctly rounded.
    public var value: Double
    /// Milliseconds since 1970, meaningful if ``hasTimestamp``.
    @usableFromInline var timestamp: Int64
    /// The first byte of the sample's line.
    public var lineStart: UInt32
    /// Whether the sample has a timestamp.
    public var hasTimestamp: Bool
    /// Whether an exemplar follows the sample.
    public var hasExemplar: Bool

    /// The sample's own time in milliseconds since 1970, or nil if the scrape's time is meant.
    ///
    /// The text format writes milliseconds. OpenMetrics writes seconds, which are rounded to the nearest millisecond and
    /// limited to what 64 bits hold.
    @inlinable
    public var timestampMilliseconds: Int64? { hasTimestamp ? timestamp : nil }

    @inline(__always)
    mutating func setTimestamp(_ milliseconds: Int64) {
        timestamp = milliseconds
        hasTimestamp = true
    }

    @inline(__always)
    init() {
        name = ByteRange(offset: 0, lengthAndFlags: 0)
        valueText = ByteRange(offset: 0, lengthAndFlags: 0)
        value = 0
        timestamp = 0
        lineStart = 0
        hasTimestamp = false
        hasExemplar = false
    }
}

/// An exemplar: an example of what was counted, such as a trace, with labels of its own.
public struct ExemplarReference: Equatable, Sendable {
    /// The exemplar's value as it was written.
    public var valueText: ByteRange
    /// The exemplar's value.
    public var value: Double
    /// The exemplar's time in milliseconds since 1970, if it has one.
    public var timestampMilliseconds: Int64?
}

/// A HELP, TYPE or UNIT line.
public struct MetadataReference: Equatable, Sendable {
    /// Which fact of a metric family a metadata line states.
    public enum Kind: Equatable, Sendable {
        /// `# HELP`, an explanation for people.
        case help
        /// `# TYPE`, the metric's type.
        case type
        /// `# UNIT`, the unit of measurement; part of OpenMetrics, and written into the text format by some exporters.
        case unit
    }

    /// Which line it is.
    public var kind: Kind
    /// The name of the metric family.
    public var name: ByteRange
    /// What the line says: the help text (see ``ByteRange/hasEscapes``), the word of the type, or the unit.
    public var text: ByteRange
    /// The type that a TYPE line names, otherwise ``MetricType/unknown``.
    public var type: MetricType
}
