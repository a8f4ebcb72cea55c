import BenchmarkInputs
import Glibc
import PrometheusText

// Reads an input N times with one product, for counting instructions and allocations under valgrind; see `run`.
//
//     Counts PRODUCT INPUT N

struct CountingVisitor: ExpositionVisitor {
    var samples = 0
    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) { samples += 1 }
}

func usage() -> Never {
    print("usage: Counts events|rows|interned|rescrape|owned powersync|synthetic|FILE N")
    exit(2)
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let repeats = Int(arguments[3]) else { usage() }
let bytes: [UInt8]
switch arguments[2] {
case "powersync": bytes = PowerSyncScrape.body
case "synthetic": bytes = SyntheticScrape.body(size: 200_000, hasEscapes: true)
default:
    guard let file = Files.bytes(arguments[2]) else { usage() }
    bytes = file
}
var total = 0
switch arguments[1] {
case "events":
    for _ in 0..<repeats {
        var visitor = CountingVisitor()
        var parser = ExpositionParser()
        try parser.parse(bytes.span, into: &visitor)
        total += visitor.samples
    }
case "rows":
    var rows = ExpositionRows()
    for _ in 0..<repeats {
        try rows.parse(bytes.span)
        total += rows.count
    }
case "interned":
    var scrape = InternedScrape()
    for _ in 0..<repeats {
        try scrape.parse(bytes.span)
        total += scrape.samples.count
    }
case "rescrape":
    var reader = RescrapeReader()
    for _ in 0..<repeats {
        try reader.read(bytes.span)
        total += reader.samples.count
    }
case "owned":
    for _ in 0..<repeats { total += try ExpositionDocument(parsing: bytes.span).samples.count }
default: usage()
}
print("samples=\(total) bytes=\(bytes.count * repeats)")
