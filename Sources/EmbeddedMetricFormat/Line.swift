/// One line: literal text with holes, in the order of their places.
///
/// The text `{"_aws":{"Timestamp":,"CloudWatchMetrics":[…]},"m":}` has a hole for the timestamp before its first comma
/// and one for the value of `m` before its last brace.
struct Line: Sendable, Equatable {
    /// What belongs in a hole.
    enum Filling: Sendable, Equatable {
        case timestamp
        case value(Int)
    }

    /// A place in the text, as an offset in bytes, and what belongs there.
    struct Hole: Sendable, Equatable {
        var offset: Int
        var filling: Filling
    }

    var text: [UInt8] = []
    private(set) var holes: [Hole] = []

    /// The length with the longest numbers in the holes.
    var greatestBytes: Int {
        text.count + holes.count * JSONText.longestNumber
    }

    /// Appends the line with its holes filled.
    func write(timestamp: Int64, values: [Double], into output: inout [UInt8]) {
        var written = 0
        for hole in holes {
            output.append(contentsOf: text[written..<hole.offset])
            written = hole.offset
            switch hole.filling {
            case .timestamp: JSONText.append(timestamp, to: &output)
            case .value(let index): JSONText.append(values[index], to: &output)
            }
        }
        output.append(contentsOf: text[written...])
    }

    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { text.append(contentsOf: $0) }
    }

    mutating func append(_ bytes: [UInt8]) {
        text += bytes
    }

    mutating func append(comma isWanted: Bool) {
        if isWanted { text.append(UInt8(ascii: ",")) }
    }

    mutating func append(_ other: Line) {
        for hole in other.holes {
            holes.append(Hole(offset: hole.offset + text.count, filling: hole.filling))
        }
        text += other.text
    }

    mutating func appendHole(_ filling: Filling) {
        holes.append(Hole(offset: text.count, filling: filling))
    }
}
