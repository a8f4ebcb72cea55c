import EmbeddedMetricFormat

/// The lines that a document becomes.
func lines(
    _ document: Document,
    limits: Limits = Limits(),
    policy: Encoder.Policy = .refuse,
    now: Int64? = nil
) throws -> [String] {
    var output: [UInt8] = []
    try Encoder(limits: limits, policy: policy).encode(document, now: now, into: &output)
    return text(output)
}

/// Output as lines; each ends in a newline, which is taken off.
func text(_ output: [UInt8]) -> [String] {
    output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
        .map { String(decoding: $0, as: UTF8.self) }
}

/// The first violation of a document, or "none".
func violation(_ document: Document, now: Int64? = nil) -> String {
    var output: [UInt8] = []
    do throws(Violation) {
        try Encoder().encode(document, now: now, into: &output)
        return "none"
    } catch {
        return output.isEmpty ? "\(error)" : "output was touched"
    }
}

/// A document of one directive without dimensions.
func document(_ metrics: [Metric], sets: [[String]] = [[]], properties: [Property] = []) -> Document {
    Document(
        timestamp: 1_764_000_000_000,
        directives: [Directive(namespace: "N", dimensionSets: sets, metrics: metrics)],
        properties: properties
    )
}

/// A document whose one dimension set names all the given dimensions.
func document(dimensions: [(String, String)]) -> Document {
    document(
        [Metric("m", .number(1))],
        sets: [dimensions.map { $0.0 }],
        properties: dimensions.map { Property($0.0, .string($0.1)) }
    )
}

/// SplitMix64, so that random tests repeat.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
