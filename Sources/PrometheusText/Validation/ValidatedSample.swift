/// A sample as the validating layer looks at it.
struct ValidatedSample {
    var name: [UInt8]
    /// The labels' names and values, sorted by name.
    var labels: [(name: [UInt8], value: [UInt8])]
    var value: Double
    var timestamp: Int64?
    var offset: Int

    init(_ sample: SampleReference, _ labels: Span<LabelReference>, in text: Span<UInt8>) {
        name = Self.meaning(of: sample.name, in: text)
        value = sample.value
        timestamp = sample.timestampMilliseconds
        offset = Int(sample.name.offset)
        self.labels = []
        self.labels.reserveCapacity(labels.count)
        for index in labels.indices {
            self.labels.append(
                (Self.meaning(of: labels[index].name, in: text), Self.meaning(of: labels[index].value, in: text))
            )
        }
        self.labels.sort { $0.name.lexicographicallyPrecedes($1.name) }
    }

    static func meaning(of piece: ByteRange, in text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        text.appendUnescaped(piece, to: &bytes)
        return bytes
    }

    func label(_ name: [UInt8]) -> [UInt8]? {
        labels.first { $0.name == name }?.value
    }

    /// Bytes that are equal exactly for equal sets of labels, leaving one name out.
    ///
    /// 0xFF separates, because no text in UTF-8 contains it.
    func key(without omitted: [UInt8]?) -> [UInt8] {
        var key: [UInt8] = []
        for label in labels where label.name != omitted {
            key += label.name
            key.append(0xFF)
            key += label.value
            key.append(0xFF)
        }
        return key
    }

    /// The value of a label read as a number, or nil.
    func number(_ name: [UInt8]) -> Double? {
        guard let text = label(name) else { return nil }
        return Self.number(text)
    }

    static func number(_ text: [UInt8]) -> Double? {
        // Padded as the scanner wants it.
        let padded = text + [.newline] + Array(repeating: 0, count: ByteCursor.padding)
        return padded.withUnsafeBytes { bytes -> Double? in
            guard let base = bytes.baseAddress else { return nil }
            let start = ByteCursor(base)
            let number = NumberScanner(start)
            guard number.outcome == .number, number.end - start == text.count else { return nil }
            return number.value
        }
    }
}
