/// What the scrape products remember: pieces of text, their series, and the order of the last scrape.
///
/// The pointer inside is to memory of its own that only its owner changes: therefore it may be sent.
struct SeriesMemory: ~Copyable, @unchecked Sendable {
    private(set) var keys = KeyTable()
    private(set) var dictionary = SeriesDictionary()
    private(set) var generation = 0

    private var first = 0
    private var last = -1
    /// The key that the next piece should have.
    private(set) var expected = 0
    private var pieceCount = 0

    /// Starts another scrape.
    ///
    /// If most of what is remembered was not in the last one, everything is forgotten.
    mutating func startScrape(afterSuccess hasSucceeded: Bool) {
        if (hasSucceeded && keys.count > 2 * pieceCount + 1024) || keys.isFull {
            keys = KeyTable()
            dictionary = SeriesDictionary()
            generation += 1
            first = 0
        }
        last = -1
        expected = first
        pieceCount = 0
    }

    /// Goes on to the key after the one expected, which has come.
    @inline(__always)
    mutating func advance(over key: KeyTable.Key) {
        last = expected
        expected = Int(truncatingIfNeeded: key.next)
        pieceCount &+= 1
    }

    /// Goes on to the key after a sample's, whose piece of text begins at `start`, and gives the sample's series.
    @inline(__always)
    mutating func series(
        of sample: SampleReference,
        _ labels: Span<LabelReference>,
        from start: Int,
        in text: Span<UInt8>
    ) -> UInt32 {
        let end = Int(truncatingIfNeeded: sample.valueText.offset)
        if expected >= keys.count || !keys.isEqual(expected, text, from: start, to: end) {
            let piece = text.extracting(start..<end)
            expected = unexpectedKey(of: sample, labels, piece, in: text)
            if last >= 0 { keys.setSuccessor(last, expected) } else { first = expected }
        }
        let key = keys.key(expected)
        advance(over: key)
        return key.series
    }

    @inline(never)
    private mutating func unexpectedKey(
        of sample: SampleReference,
        _ labels: Span<LabelReference>,
        _ piece: Span<UInt8>,
        in text: Span<UInt8>
    ) -> Int {
        if let key = keys.find(piece) { return key }
        return keys.add(piece, series: dictionary.intern(sample, labels, in: text).index)
    }
}
