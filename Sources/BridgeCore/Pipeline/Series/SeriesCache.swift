/// Which exposed series are wanted, decided once for each by its text: name and labels as they stand in the body.
///
/// Expositions keep their order, so a series is usually the one that followed the same series last time, which costs one
/// comparison; otherwise it costs a hash.
struct SeriesCache: Sendable {
    /// What is known of an exposed series.
    enum Decision: Sendable, Equatable {
        /// Not decided yet: types are known only at the end of a scrape.
        case pending(Int)
        /// A relabelling rule drops it.
        case dropped
        /// Nothing is published of it.
        case ignored
        /// It is the series of this index.
        case series(Int)
    }

    private struct Entry: Sendable {
        var start: Int
        var count: Int
        /// Whether the text begins behind an opening brace, as it does when the metric name is quoted.
        var isBraced: Bool
        var decision: Decision
    }

    private var texts: [UInt8] = []
    private var entries: [Entry] = []
    /// Indices of entries by hash, open addressing; -1 is a free place.
    ///
    /// The count is a power of two.
    private var places: [Int32] = []
    /// The entry that is expected next.
    private var expected = 0

    /// The number of series known.
    var count: Int { self.entries.count }

    /// Begins a scrape.
    mutating func begin() { self.expected = 0 }

    /// Forgets everything.
    mutating func removeAll() { self = SeriesCache() }

    /// The entry of a text, if there is one.
    mutating func find(_ text: Span<UInt8>) -> Int? {
        if self.expected < self.entries.count {
            let entry = self.entries[self.expected]
            if entry.count == text.count, self.texts.span.matches(text, at: entry.start) {
                self.expected += 1
                return self.expected - 1
            }
        }
        guard !self.places.isEmpty else { return nil }
        var place = self.firstPlace(of: text)
        while self.places[place] >= 0 {
            let index = Int(self.places[place])
            let entry = self.entries[index]
            if entry.count == text.count, self.texts.span.matches(text, at: entry.start) {
                self.expected = index + 1
                return index
            }
            place = (place + 1) & (self.places.count - 1)
        }
        return nil
    }

    /// Adds a text that is not there yet.
    mutating func insert(_ text: Span<UInt8>, isBraced: Bool, _ decision: Decision) {
        if (self.entries.count + 1) * 2 > self.places.count { self.grow() }
        let start = self.texts.count
        for offset in text.indices { self.texts.append(text[offset]) }
        self.occupy(self.firstPlace(of: text), self.entries.count)
        self.entries.append(Entry(start: start, count: text.count, isBraced: isBraced, decision: decision))
        self.expected = self.entries.count
    }

    /// What is decided about an entry.
    subscript(entry: Int) -> Decision {
        get { self.entries[entry].decision }
        set { self.entries[entry].decision = newValue }
    }

    /// An entry as a line of an exposition, with a value that means nothing.
    func line(of entry: Int) -> [UInt8] {
        let entry = self.entries[entry]
        var line: [UInt8] = entry.isBraced ? [UInt8(ascii: "{")] : []
        line += self.texts[entry.start..<entry.start + entry.count]
        line += Array(" 1\n".utf8)
        return line
    }

    private mutating func grow() {
        self.places = Array(repeating: -1, count: max(64, self.places.count * 2))
        for index in self.entries.indices {
            let entry = self.entries[index]
            let first = self.firstPlace(of: self.texts.span.extracting(entry.start..<entry.start + entry.count))
            self.occupy(first, index)
        }
    }

    /// Puts an entry at the first free place.
    private mutating func occupy(_ first: Int, _ index: Int) {
        var place = first
        while self.places[place] >= 0 { place = (place + 1) & (self.places.count - 1) }
        self.places[place] = Int32(truncatingIfNeeded: index)
    }

    private func firstPlace(of text: Span<UInt8>) -> Int {
        var hasher = Hasher()
        text.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize() & (self.places.count - 1)
    }
}
