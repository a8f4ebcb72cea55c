internal import PrometheusText

/// The TYPE lines of a target's expositions, compared with those of the scrape before.
///
/// They hardly ever change, so a scrape costs a comparison per line and nothing is built. They may stand after the
/// samples they are about, so a type is known only at the end.
struct MetricTypeTable: Sendable {
    private struct Entry: Sendable {
        var start: Int
        var count: Int
        var type: MetricType
    }

    private var names: [UInt8] = []
    private var entries: [Entry] = []
    private var position = 0
    /// Whether this scrape's lines differ from those of the scrape before.
    private(set) var hasChanged = false
    private var index: [[UInt8]: MetricType]?

    /// Begins a scrape.
    mutating func begin() {
        self.position = 0
        self.hasChanged = false
    }

    /// Notes a TYPE line.
    mutating func note(_ type: MetricType, of name: Span<UInt8>) {
        if !self.hasChanged, self.position < self.entries.count {
            let entry = self.entries[self.position]
            if entry.type == type, entry.count == name.count, self.names.span.matches(name, at: entry.start) {
                self.position += 1
                return
            }
        }
        self.change()
        self.entries.append(Entry(start: self.names.count, count: name.count, type: type))
        for offset in name.indices { self.names.append(name[offset]) }
        self.position += 1
    }

    /// Ends a scrape: lines of the scrape before that did not come again are forgotten.
    mutating func end() {
        if self.position < self.entries.count { self.change() }
    }

    /// The type of a series by the name it is exposed under, as the agent looks it up: the name without `_count`,
    /// `_sum` or `_bucket`, else the name itself, else the name without `_total`.
    mutating func type(of name: String) -> MetricType? {
        let index = self.index ?? self.makeIndex()
        self.index = index
        let bytes = Array(name.utf8)
        let base = Self.withoutSuffix(bytes, of: ["_count", "_sum", "_bucket"])
        if let type = index[base] ?? index[bytes] ?? index[Self.withoutSuffix(bytes, of: ["_total"])] { return type }
        // What OpenMetrics adds to families under other endings is never published, not even as untyped.
        let family = Self.withoutSuffix(bytes, of: ["_created", "_info", "_gcount", "_gsum"])
        return index[family] == nil ? nil : .info
    }

    /// Gives back the memory that looking types up took.
    mutating func releaseIndex() { self.index = nil }

    private func makeIndex() -> [[UInt8]: MetricType] {
        var index: [[UInt8]: MetricType] = [:]
        // The last line of a name counts.
        for entry in self.entries { index[Array(self.names[entry.start..<entry.start + entry.count])] = entry.type }
        return index
    }

    /// Keeps what this scrape has confirmed so far.
    private mutating func change() {
        if self.hasChanged { return }
        self.hasChanged = true
        self.index = nil
        self.entries.removeSubrange(self.position...)
        self.names.removeSubrange((self.entries.last.map { $0.start + $0.count } ?? 0)...)
    }

    private static func withoutSuffix(_ name: [UInt8], of suffixes: [String]) -> [UInt8] {
        for suffix in suffixes where name.count > suffix.utf8.count {
            if name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
                return Array(name.dropLast(suffix.utf8.count))
            }
        }
        return name
    }
}
