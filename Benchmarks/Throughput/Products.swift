import BenchmarkInputs
import PrometheusText

/// Counts samples, so that nothing of a parse can be left out.
struct CountingVisitor: ExpositionVisitor {
    var samples = 0
    var labels = 0
    var sum = 0.0

    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
        samples += 1
        self.labels += labels.count
        sum += sample.value
    }
}

/// An input with everything that is measured on it.
final class Input {
    let name: String
    let bytes: [UInt8]
    let sampleCount: Int
    let products: [Measurement]
    let memchr: Measurement
    let bytewise: Measurement

    init(_ name: String, _ bytes: [UInt8]) throws {
        self.name = name
        self.bytes = bytes
        let options = ExpositionOptions(format: ExpositionFormat(detecting: bytes.span))
        var portable = options
        portable.scanning = .portable
        var counter = CountingVisitor()
        var parser = ExpositionParser(options)
        try parser.parse(bytes.span, into: &counter)
        sampleCount = counter.samples

        memchr = Measurement("memchr of the lines") { sink = sink &+ Bounds.memchrLines(bytes) }
        bytewise = Measurement("byte by byte") { sink = sink &+ Bounds.bytewiseLines(bytes) }
        products = [
            Self.events("events", bytes, options),
            Self.rows("rows", bytes, options),
            Self.interned(bytes, options),
            Self.rescrape(bytes, options),
            Measurement("owned") {
                sink = sink &+ ((try? ExpositionDocument(parsing: bytes.span, options))?.samples.count ?? 0)
            },
            Self.events("events, portable", bytes, portable),
            Self.rows("rows, portable", bytes, portable),
        ]
    }

    private static func events(_ name: String, _ bytes: [UInt8], _ options: ExpositionOptions) -> Measurement {
        Measurement(name) {
            var counter = CountingVisitor()
            var parser = ExpositionParser(options)
            try? parser.parse(bytes.span, into: &counter)
            sink = sink &+ counter.samples
        }
    }

    private static func rows(_ name: String, _ bytes: [UInt8], _ options: ExpositionOptions) -> Measurement {
        var rows = ExpositionRows()
        return Measurement(name) {
            try? rows.parse(bytes.span, options)
            sink = sink &+ rows.count
        }
    }

    private static func interned(_ bytes: [UInt8], _ options: ExpositionOptions) -> Measurement {
        let scrape = Box(InternedScrape())
        return Measurement("interned") {
            try? scrape.value.parse(bytes.span, options)
            sink = sink &+ scrape.value.samples.count
        }
    }

    private static func rescrape(_ bytes: [UInt8], _ options: ExpositionOptions) -> Measurement {
        let reader = Box(RescrapeReader(options))
        return Measurement("re-scrape") {
            try? reader.value.read(bytes.span)
            sink = sink &+ reader.value.samples.count
        }
    }
}

/// Lets a closure own something that cannot be copied.
final class Box<Value: ~Copyable> {
    var value: Value

    init(_ value: consuming Value) {
        self.value = value
    }
}

/// Where results go, so that they are needed.
nonisolated(unsafe) var sink = 0
