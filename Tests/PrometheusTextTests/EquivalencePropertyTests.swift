import PrometheusText
import Testing

@Suite("Equal results by every way")
struct EquivalencePropertyTests {
    static let variants: [(ExpositionFormat, ExpositionOptions.Mode)] = [
        (.text, .strict), (.text, .lenient), (.openMetrics, .strict), (.openMetrics, .lenient),
    ]

    /// Runs `check` on mutated expositions; gives the first input for which it complains.
    static func firstComplaint(
        _ rounds: Int,
        seed: UInt64,
        _ check: ([UInt8], ExpositionOptions, inout RepeatableRandom) -> Bool
    ) -> String? {
        var random = RepeatableRandom(seed: seed)
        for round in 0..<rounds {
            let (format, mode) = variants[round % variants.count]
            let bytes = random.mutation(of: Seeds.all(format == .openMetrics))
            let limits = ExpositionLimits(lineBytes: round % 5 == 0 ? 60 : 1 << 20, labels: 5, samples: 12)
            let options = ExpositionOptions(format: format, mode: mode, limits: limits)
            if !check(bytes, options, &random) { return "\(format) \(mode) \(String(decoding: bytes, as: UTF8.self))" }
        }
        return nil
    }

    @Test("The vector and the portable scanner tell the same of any bytes")
    func scannersAgree() {
        let complaint = Self.firstComplaint(1500, seed: 1) { bytes, options, _ in
            var portable = options
            portable.scanning = .portable
            return RecordingVisitor.whole(bytes, options) == RecordingVisitor.whole(bytes, portable)
        }
        #expect(complaint == nil)
    }

    @Test("Any split of any bytes tells the same as the whole")
    func splitsAgree() {
        let complaint = Self.firstComplaint(1500, seed: 2) { bytes, options, random in
            let cuts = (0..<Int.random(in: 0...5, using: &random))
                .map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
            return RecordingVisitor.whole(bytes, options) == RecordingVisitor.pieces(bytes, cuts: cuts, options)
        }
        #expect(complaint == nil)
    }

    @Test("Byte by byte tells the same as the whole", arguments: variants.indices)
    func singleBytesAgree(_ variant: Int) {
        let (format, mode) = Self.variants[variant]
        let options = ExpositionOptions(format: format, mode: mode)
        for bytes in Seeds.all(format == .openMetrics) {
            let pieces = RecordingVisitor.pieces(bytes, cuts: Array(0..<bytes.count), options)
            #expect(RecordingVisitor.whole(bytes, options) == pieces)
        }
    }

    @Test("Strict and lenient tell the same of what is well formed")
    func modesAgree() {
        let complaint = Self.firstComplaint(800, seed: 3) { bytes, options, _ in
            var strict = options
            strict.mode = .strict
            var lenient = options
            lenient.mode = .lenient
            let told = RecordingVisitor.whole(bytes, strict)
            if told.last?.hasPrefix("error") == true { return true }
            return told == RecordingVisitor.whole(bytes, lenient)
        }
        #expect(complaint == nil)
    }

    @Test("Bytes beside the exposition are neither read nor needed")
    func surroundingsDoNotMatter() {
        let complaint = Self.firstComplaint(400, seed: 4) { bytes, options, random in
            let noise = (0..<80).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let surrounded = noise + bytes + noise
            let inside = surrounded.span.extracting(noise.count..<noise.count + bytes.count)
            return RecordingVisitor.whole(inside, options) == RecordingVisitor.whole(bytes, options)
        }
        #expect(complaint == nil)
    }
}
