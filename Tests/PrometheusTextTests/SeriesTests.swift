import PrometheusText
import Testing

@Suite("Series between scrapes")
struct SeriesTests {
    /// The samples of a scrape product in the form of ``plain(_:_:)``.
    static func lines(_ samples: SeriesSamples, _ names: SeriesDictionary, _ skipped: [ExpositionError]) -> [String] {
        samples.map { sample in
            let labels = names.labels(of: sample.series).map { "\(names.string($0.name))=\(names.string($0.value))" }
            let time = sample.timestampMilliseconds.map(String.init) ?? "-"
            return "\(names.string(names.name(of: sample.series))) \(labels) \(sample.value.bitPattern) \(time)"
        } + skipped.map { "skipped \($0)" }
    }

    /// The samples of a plain parse, and the error that ended it.
    static func plain(_ bytes: [UInt8], _ options: ExpositionOptions) -> [String] {
        struct Lines: ExpositionVisitor {
            var samples: [String] = []
            var skipped: [String] = []
            mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
                var words: [String] = []
                for index in labels.indices {
                    let name = String(unescaping: labels[index].name, in: text)
                    words.append("\(name)=\(String(unescaping: labels[index].value, in: text))")
                }
                let time = sample.timestampMilliseconds.map(String.init) ?? "-"
                samples.append(
                    "\(String(unescaping: sample.name, in: text)) \(words) \(sample.value.bitPattern) \(time)"
                )
            }
            mutating func skippedLine(_ error: ExpositionError) { skipped.append("skipped \(error)") }
        }
        var lines = Lines()
        var parser = ExpositionParser(options)
        var end: [String] = []
        do { try parser.parse(bytes.span, into: &lines) } catch { end = ["error \(error.offset) \(error)"] }
        return lines.samples + lines.skipped + end
    }

    /// Scrapes of one endpoint: each like the one before with numbers changed, or something else changed too.
    static func scrapes(_ random: inout RepeatableRandom, _ isOpenMetrics: Bool) -> [[UInt8]] {
        var scrape = random.mutation(of: Seeds.all(isOpenMetrics))
        var scrapes = [scrape]
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            if Bool.random(using: &random) {
                // Other digits.
                for index in scrape.indices
                where scrape[index] >= 0x30 && scrape[index] < 0x3A && random.next() % 3 == 0 {
                    scrape[index] = 0x30 + UInt8(random.next() % 10)
                }
            } else if Bool.random(using: &random) {
                scrape = random.mutation(of: [scrape])
            } else {
                // Lines in another order.
                var lines = scrape.split(separator: 0x0A, omittingEmptySubsequences: false)
                lines.swapAt(
                    Int.random(in: 0..<lines.count, using: &random),
                    Int.random(in: 0..<lines.count, using: &random)
                )
                scrape = Array(lines.joined(separator: [0x0A]))
            }
            scrapes.append(scrape)
        }
        return scrapes
    }

    @Test("Reading a scrape after any other gives what a plain parse gives", arguments: 0..<4)
    func rescrapeEqualsPlain(_ variant: Int) {
        let (format, mode) = EquivalencePropertyTests.variants[variant]
        var random = RepeatableRandom(seed: UInt64(20 + variant))
        var complaint: String?
        for round in 0..<250 where complaint == nil {
            let limits = ExpositionLimits(lineBytes: round % 5 == 0 ? 60 : 1 << 20, labels: 5, samples: 12)
            let scanning: ExpositionOptions.Scanning = round % 2 == 0 ? .native : .portable
            let options = ExpositionOptions(format: format, mode: mode, limits: limits, scanning: scanning)
            var reader = RescrapeReader(options)
            var interned = InternedScrape()
            for scrape in Self.scrapes(&random, format == .openMetrics) {
                let expected = Self.plain(scrape, options)
                var end: [String] = []
                do { try reader.read(scrape.span) } catch { end = ["error \(error.offset) \(error)"] }
                let read = Self.lines(reader.samples, reader.dictionary, reader.skippedLines) + end
                end = []
                do { try interned.parse(scrape.span, options) } catch { end = ["error \(error.offset) \(error)"] }
                let found = Self.lines(interned.samples, interned.dictionary, interned.skippedLines) + end
                if read != expected || found != expected { complaint = String(decoding: scrape, as: UTF8.self) }
            }
        }
        #expect(complaint == nil)
    }

    @Test("A series keeps its number whatever changes around it and however it is written")
    func stableNumbers() throws {
        var reader = RescrapeReader()
        var interned = InternedScrape()
        let scrapes = [
            "# TYPE a counter\na{b=\"c\"} 1\nd 2\n", "# TYPE a counter\na{b=\"c\"} 3\nd 4\n",
            "d 5\nnew 6\na { b = \"c\" , } 7 8\n", "a{b=\"c\"} 9\n",
        ]
        var numbers: [[UInt32]] = []
        for scrape in scrapes {
            try reader.read(Array(scrape.utf8).span)
            try interned.parse(Array(scrape.utf8).span)
            #expect(Array(interned.samples) == Array(reader.samples))
            numbers.append(reader.samples.map(\.series.index))
        }
        #expect(numbers == [[0, 1], [0, 1], [1, 2, 0], [0]])
        #expect(reader.samples[0].value == 9)
        #expect(reader.dictionary.id(of: "c") == reader.dictionary.labels(of: reader.samples[0].series).first?.value)
    }

    @Test("Series that are gone are forgotten once they are the most")
    func forgets() throws {
        var reader = RescrapeReader()
        for round in 0..<6 {
            let text = (0..<600).map { "m{round=\"\(round)\",i=\"\($0)\"} \($0)\n" }.joined()
            try reader.read(Array(text.utf8).span)
            #expect(reader.samples.map(\.value) == (0..<600).map(Double.init))
        }
        #expect(reader.generation > 0)
        #expect(reader.dictionary.count < 3600)
    }
}
