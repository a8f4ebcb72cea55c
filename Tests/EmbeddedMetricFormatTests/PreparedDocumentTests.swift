import EmbeddedMetricFormat
import Testing

struct PreparedDocumentTests {
    @Test("A prepared document writes what the encoder writes", arguments: [1, 99, 100, 101, 350])
    func equality(_ count: Int) throws {
        func shape(_ values: [Double], _ timestamp: Int64) -> Document {
            var document = document(
                (0..<count).map { Metric("metric_\($0)", .number(values[$0]), unit: $0 % 3 == 0 ? .count : nil) },
                sets: [["ClusterName"], []],
                properties: [Property("ClusterName", .string("c"))]
            )
            document.fields = [Field("plain", values[count])]
            document.timestamp = timestamp
            document.timestampFieldOfPlainLines = "Timestamp"
            return document
        }
        var report = EncodingReport()
        let limits = Limits(lineBytes: Limits.greatestLineBytes)
        let encoder = Encoder(limits: limits)
        let prepared = try encoder.prepare(shape(Array(repeating: 0, count: count + 1), 0), report: &report)
        for round in 1...3 {
            let values = (0...count).map { Double($0 * round) / 8 }
            var written: [UInt8] = []
            var encoded: [UInt8] = []
            prepared.write(timestamp: Int64(round), values: values, into: &written)
            try encoder.encode(shape(values, Int64(round)), into: &encoded)
            #expect(written == encoded)
        }
        #expect(prepared.slotCount == count + 1)
        #expect(report.metrics == count)
    }

    @Test func linesKeepTheLimitWhateverTheNumbers() throws {
        let metrics = (0..<200).map { Metric("m\($0)", .number(0)) }
        var report = EncodingReport()
        let prepared = try Encoder(limits: Limits(lineBytes: 600)).prepare(document(metrics), report: &report)
        var output: [UInt8] = []
        let longest = Array(repeating: -2.2250738585072014e-308, count: 200)
        prepared.write(timestamp: .min, values: longest, into: &output)
        let lengths = text(output).map(\.utf8.count)
        #expect(lengths.allSatisfy { $0 < 600 })
        #expect(lengths.count == prepared.lineCount)
    }

    @Test func slotsKeepTheirNumbersWhenANeighbourIsDropped() throws {
        let metrics = [Metric("a", .number(0)), Metric("", .number(0)), Metric("c", .number(0))]
        var report = EncodingReport()
        let prepared = try Encoder(policy: .drop).prepare(document(metrics), report: &report)
        var output: [UInt8] = []
        prepared.write(timestamp: 1, values: [1, 2, 3], into: &output)
        #expect(text(output).first?.hasSuffix(#""a":1,"c":3}"#) == true)
        #expect(report.droppedMetrics == 1)
    }
}
