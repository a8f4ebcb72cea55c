import BenchmarkInputs
import Glibc

// Prints how fast the parser's products are, as a Markdown table, with bounds measured in the same run.
//
//     SCALEBRIDGE_CORE_ONLY=1 SCALEBRIDGE_BENCHMARKS=1 swift run -c release ThroughputBenchmark [ROUNDS] [FILE...]
//
// User CPU time of one thread, the input warm in memory; all measurements take turns, so that a disturbance meets all of
// them; medians of the rounds (9 unless said otherwise, at least 5), and the fastest round beside them.

/// The text, and the text with blanks before or after it to a width.
func padded(_ text: String, _ width: Int, isNumber: Bool = true) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return isNumber ? blanks + text : text + blanks
}

/// A number with some digits after the point.
func decimal(_ value: Double, _ places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    if places == 0 { return "\(scaled)" }
    let fraction = String(scaled % Int(scale))
    return "\(scaled / Int(scale)).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
}

var arguments = Array(CommandLine.arguments.dropFirst())
var rounds = 9
if let first = arguments.first, let number = Int(first) {
    rounds = max(5, number)
    arguments.removeFirst()
}

var inputs = [try Input("PowerSync", PowerSyncScrape.body)]
for path in arguments {
    guard let bytes = Files.bytes(path) else {
        perror(path)
        exit(2)
    }
    inputs.append(try Input(path.split(separator: "/").last.map(String.init) ?? path, bytes))
}
inputs.append(try Input("synthetic", SyntheticScrape.body(size: 10_000_000, hasEscapes: true)))
inputs.append(try Input("synthetic, no escapes", SyntheticScrape.body(size: 10_000_000, hasEscapes: false)))
inputs.append(
    try Input("synthetic OpenMetrics", SyntheticScrape.body(size: 10_000_000, hasEscapes: true, isOpenMetrics: true))
)
let steps = [try WholePath.scrapeToLine(), WholePath.encode()]

let all = inputs.flatMap { [$0.memchr, $0.bytewise] + $0.products } + steps
for measurement in all { measurement.warmUp(seconds: 0.03) }
for _ in 0..<rounds {
    for measurement in all { measurement.round() }
}

print("User CPU time, medians of \(rounds) rounds; \"best\" is the fastest round.\n")
print("| input | product | GB/s | best | M samples/s | ns/sample | of memchr | of byte by byte |")
print("|---|---|---:|---:|---:|---:|---:|---:|")
for input in inputs {
    let size = Double(input.bytes.count)
    for product in input.products + [input.memchr, input.bytewise] {
        let samples = Double(input.sampleCount)
        print(
            "| \(padded(input.name, 21, isNumber: false)) | \(padded(product.name, 19, isNumber: false))"
                + " | \(padded(decimal(size / product.median / 1e9, 2), 5))"
                + " | \(padded(decimal(size / product.best / 1e9, 2), 5))"
                + " | \(padded(decimal(samples / product.median / 1e6, 1), 6))"
                + " | \(padded(decimal(product.median / samples * 1e9, 1), 6))"
                + " | \(padded(decimal(100 * input.memchr.median / product.median, 0), 4)) %"
                + " | \(decimal(input.bytewise.median / product.median, 1)) x |"
        )
    }
}
print("\n| step | microseconds | best |\n|---|---:|---:|")
for step in steps {
    print("| \(step.name) | \(decimal(step.median * 1e6, 2)) | \(decimal(step.best * 1e6, 2)) |")
}
