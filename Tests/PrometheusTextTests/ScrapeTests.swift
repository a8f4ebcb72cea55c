import DataSupport
import PrometheusText
import Testing

@Suite("Scrapes of real endpoints")
struct ScrapeTests {
    @Test(
        "Each parses strictly in its format, with all its samples",
        .enabled(if: SharedData.folder != nil),
        arguments: [
            ("node_exporter.prom", 507), ("node_exporter.om", 507), ("prometheus.prom", 375), ("prometheus.om", 375),
            ("powersync_metrics.prom", 5), ("powersync_metrics_failed_collect.prom", 0),
            ("powersync_metrics_first_scrape_no_instance_id.prom", 2), ("powersync_metrics_fresh_task.prom", 2),
            ("powersync_metrics_if_otel_0209_scope_label.prom", 5), ("powersync_metrics_if_pr786.prom", 7),
            ("powersync_metrics_replication.prom", 9), ("powersync_metrics_service_1_14.prom", 4),
            ("powersync_metrics_unified.prom", 12),
        ]
    )
    func parses(_ name: String, _ samples: Int) throws {
        let bytes = try #require(SharedData.bytes("scrapes/\(name)"))
        let format = ExpositionFormat(detecting: bytes.span)
        #expect(format == (name.hasSuffix(".om") ? .openMetrics : .text))
        let document = try ExpositionDocument(parsing: bytes.span, ExpositionOptions(format: format))
        #expect(document.samples.count == samples)
        for scanning in [ExpositionOptions.Scanning.native, .portable] {
            var rows = ExpositionRows()
            try rows.parse(bytes.span, ExpositionOptions(format: format, scanning: scanning))
            #expect(rows.count == samples)
            #expect(rows.map(\.value.bitPattern) == document.samples.map(\.value.bitPattern))
        }
    }

    /// What an OpenTelemetry exporter writes, with UNIT lines in the text format.
    static let powerSync = """
        # HELP target_info Target metadata
        # TYPE target_info gauge
        target_info{service="PowerSync",instance_id="3f2c"} 1
        # HELP powersync_data_synced_bytes_total Uncompressed size of synced data
        # UNIT powersync_data_synced_bytes_total bytes
        # TYPE powersync_data_synced_bytes_total counter
        powersync_data_synced_bytes_total 1839204417
        # HELP powersync_concurrent_connections Number of concurrent sync connections
        # TYPE powersync_concurrent_connections gauge
        powersync_concurrent_connections 412

        """

    @Test("Samples know their family's type, help and unit")
    func families() throws {
        let document = try ExpositionDocument(parsing: Array(Self.powerSync.utf8).span)
        #expect(document.samples.map(\.name) == document.families.map(\.name))
        #expect(document.families.map(\.type) == [.gauge, .counter, .gauge])
        #expect(document.families[1].unit == "bytes")
        #expect(document.families[2].help == "Number of concurrent sync connections")
        #expect(document.samples[0].labels.map(\.name) == ["service", "instance_id"])
        #expect(document.samples[2].valueText == "412")
    }

    @Test("Metadata counts for samples before it, and the last line of a kind counts")
    func lateMetadata() throws {
        let text = "a_sum 1\na 2\n# TYPE a summary\n# HELP a x\n# HELP a y\n"
        let document = try ExpositionDocument(parsing: Array(text.utf8).span)
        #expect(document.samples.map { document.family(of: $0).type } == [.summary, .summary])
        #expect(document.samples.map { document.family(of: $0).help } == ["y", "y"])
    }

    @Test("The table of types gives what is in force where a sample stands")
    func typesInForce() throws {
        struct Types: ExpositionVisitor {
            var table = MetricTypes()
            var found: [MetricType] = []
            mutating func metadata(_ metadata: MetadataReference, in text: Span<UInt8>) {
                table.record(metadata, in: text)
            }
            mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
                found.append(table.type(ofSample: sample.name, in: text))
            }
        }
        var types = Types()
        var parser = ExpositionParser()
        let text =
            "a 1\n# TYPE a gauge\na 1\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\nh_total 1\na_count 1\n"
        try parser.parse(Array(text.utf8).span, into: &types)
        #expect(types.found == [.unknown, .gauge, .histogram, .histogram, .histogram, .unknown, .unknown])
    }

    @Test("Rows keep names, values, timestamps and labels, and copies keep theirs")
    func rows() throws {
        let text = Array("a{b=\"1\",c=\"2\"} 3 4\nd 5\ne{f=\"g\"} 6\n".utf8)
        var rows = ExpositionRows()
        try rows.parse(text.span)
        let copy = rows
        try rows.parse(Array("z{y=\"x\"} 1\n".utf8).span)
        #expect(rows.count == 1 && rows.labels.count == 1)
        #expect(copy.map { String(unescaping: $0.name, in: text.span) } == ["a", "d", "e"])
        #expect(copy.map(\.value) == [3, 5, 6])
        #expect(copy.map(\.timestampMilliseconds) == [4, nil, nil])
        #expect(copy.labels(of: copy[0]).map { String(unescaping: $0.value, in: text.span) } == ["1", "2"])
        #expect(copy.labels(of: copy[1]).isEmpty)
        #expect(copy.labels.map { String(unescaping: $0.name, in: text.span) } == ["b", "c", "f"])
    }
}
