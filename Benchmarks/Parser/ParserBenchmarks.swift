import Benchmark
import BenchmarkInputs
import EmbeddedMetricFormat
import PrometheusText

// The parser's products by input, for exploring: `SCALEBRIDGE_BENCHMARKS=1 swift package benchmark`. Figures to quote
// come from ThroughputBenchmark, figures to gate from Counts.

/// Counts samples, so that nothing of a parse can be left out.
private struct CountingVisitor: ExpositionVisitor {
    var samples = 0
    mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) { samples += 1 }
}

/// Adds the benchmarks of one input.
private func addBenchmarks(_ name: String, _ bytes: [UInt8]) {
    let options = ExpositionOptions(format: ExpositionFormat(detecting: bytes.span))
    Benchmark("\(name) events") { benchmark in
        for _ in benchmark.scaledIterations {
            var visitor = CountingVisitor()
            var parser = ExpositionParser(options)
            try parser.parse(bytes.span, into: &visitor)
            blackHole(visitor.samples)
        }
    }
    Benchmark("\(name) rows") { benchmark in
        var rows = ExpositionRows()
        for _ in benchmark.scaledIterations {
            try rows.parse(bytes.span, options)
            blackHole(rows.count)
        }
    }
    Benchmark("\(name) interned") { benchmark in
        var scrape = InternedScrape()
        for _ in benchmark.scaledIterations {
            try scrape.parse(bytes.span, options)
            blackHole(scrape.samples.count)
        }
    }
    Benchmark("\(name) re-scrape") { benchmark in
        var reader = RescrapeReader(options)
        for _ in benchmark.scaledIterations {
            try reader.read(bytes.span)
            blackHole(reader.samples.count)
        }
    }
    Benchmark("\(name) owned") { benchmark in
        for _ in benchmark.scaledIterations {
            blackHole(try ExpositionDocument(parsing: bytes.span, options).samples.count)
        }
    }
}

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput], scalingFactor: .one)
    addBenchmarks("PowerSync", PowerSyncScrape.body)
    addBenchmarks("synthetic", SyntheticScrape.body(size: 1_000_000, hasEscapes: true))
    addBenchmarks("synthetic OpenMetrics", SyntheticScrape.body(size: 1_000_000, hasEscapes: true, isOpenMetrics: true))
    Benchmark("EMF document of 12 metrics") { benchmark in
        var document = Document(timestamp: 1_764_000_000_000)
        document.properties = [Property("ClusterName", .string("production"))]
        let metrics = (0..<12).map { Metric("powersync_metric_number_\($0)", .number(Double($0) * 1234.5)) }
        document.directives = [
            Directive(namespace: "PowerSync", dimensionSets: [["ClusterName"], []], metrics: metrics)
        ]
        var output: [UInt8] = []
        for _ in benchmark.scaledIterations {
            output.removeAll(keepingCapacity: true)
            _ = try Encoder().encode(document, into: &output)
            blackHole(output.count)
        }
    }
}
