/// A series among those a scrape product has seen: a small number that stays the same from scrape to scrape.
public struct SeriesID: Hashable, Sendable, BitwiseCopyable {
    /// The number, from 0 in the order of first appearance.
    public let index: UInt32
}

/// A text among those a scrape product has seen: a metric name, a label name or a label value.
public struct StringID: Hashable, Sendable, BitwiseCopyable {
    /// The number, from 0 in the order of first appearance.
    public let index: UInt32
}

/// A label of an interned series.
public struct InternedLabel: Hashable, Sendable, BitwiseCopyable {
    /// The label's name.
    public let name: StringID
    /// The label's value.
    public let value: StringID
}

/// Series and texts with their numbers.
///
/// Two samples belong to one series if their names and their labels are equal, in the order written; how blanks and
/// escapes were written does not matter.
public struct SeriesDictionary: Sendable {
    private var strings = NameTable()
    private var labels: [InternedLabel] = []
    private var series: [(name: StringID, firstLabel: Int, labelCount: Int)] = []
    /// The series' names and labels as string numbers, four bytes each.
    private var identities = NameTable()

    init() {}

    /// The number of different series.
    public var count: Int { series.count }

    /// The metric name of a series.
    ///
    /// - Parameter id: A series of this dictionary.
    /// - Returns: The name's number; see ``string(_:)``.
    public func name(of id: SeriesID) -> StringID { series[Int(id.index)].name }

    /// The labels of a series.
    ///
    /// - Parameter id: A series of this dictionary.
    /// - Returns: The labels in the order written.
    public func labels(of id: SeriesID) -> ArraySlice<InternedLabel> {
        let entry = series[Int(id.index)]
        return labels[entry.firstLabel..<entry.firstLabel + entry.labelCount]
    }

    /// The bytes of a text, with escapes resolved.
    ///
    /// - Parameter id: A text of this dictionary.
    /// - Returns: Its UTF-8.
    public func bytes(_ id: StringID) -> ArraySlice<UInt8> { strings.string(Int(id.index)) }

    /// A text, with escapes resolved.
    ///
    /// - Parameter id: A text of this dictionary.
    /// - Returns: The text.
    public func string(_ id: StringID) -> String { String(decoding: bytes(id), as: UTF8.self) }

    /// The number of a text, or nil if it has not been seen.
    ///
    /// - Parameter text: A name or a label value.
    /// - Returns: Its number.
    public func id(of text: String) -> StringID? {
        let bytes = Array(text.utf8)
        return strings.find(bytes.span).map { StringID(index: UInt32($0)) }
    }

    private mutating func intern(_ piece: ByteRange, in text: Span<UInt8>) -> StringID {
        if !piece.hasEscapes {
            return StringID(index: UInt32(truncatingIfNeeded: strings.insert(text.extracting(piece.indices))))
        }
        var meaning: [UInt8] = []
        text.appendUnescaped(piece, to: &meaning)
        return StringID(index: UInt32(truncatingIfNeeded: strings.insert(meaning.span)))
    }

    /// The number of a sample's series, new or not.
    mutating func intern(
        _ sample: SampleReference,
        _ references: Span<LabelReference>,
        in text: Span<UInt8>
    ) -> SeriesID {
        let firstLabel = labels.count
        let name = intern(sample.name, in: text)
        for index in references.indices {
            let name = intern(references[index].name, in: text)
            labels.append(InternedLabel(name: name, value: intern(references[index].value, in: text)))
        }
        var identity: [UInt8] = []
        identity.reserveCapacity(4 + 8 * references.count)
        func add(_ id: StringID) {
            for shift in stride(from: 0, to: 32 as UInt32, by: 8) {
                identity.append(UInt8(truncatingIfNeeded: id.index >> shift))
            }
        }
        add(name)
        for label in labels[firstLabel...] {
            add(label.name)
            add(label.value)
        }
        let number = identities.insert(identity.span)
        if number < series.count {
            labels.removeSubrange(firstLabel...)
        } else {
            series.append((name, firstLabel, references.count))
        }
        return SeriesID(index: UInt32(truncatingIfNeeded: number))
    }
}
