import EmbeddedMetricFormat
import Testing

struct EncoderTests {
    @Test(
        "Numbers are the shortest text that reads back the same",
        arguments: [
            (42, "42"), (-7, "-7"), (0, "0"), (-0.0, "-0"), (0.1, "0.1"), (0.19999999999999998, "0.19999999999999998"),
            (9_007_199_254_740_991, "9007199254740991"), (9_007_199_254_740_992, "9007199254740992"),
            (9_007_199_254_740_994, "9.007199254740994e+15"), (1e16, "1e+16"), (1e21, "1e+21"),
            (1.7e9, "1700000000"),
            (Double.leastNonzeroMagnitude, "5e-324"), (1e-7, "1e-07"), (0x1p360, "2.3485425827738332e+108"),
        ] as [(Double, String)]
    )
    func numbers(_ value: Double, _ expected: String) throws {
        let line = try #require(try lines(document([Metric("m", .number(value))])).first)
        let text = try #require(line.split(separator: #""m":"#).last).dropLast()
        let back = try #require(Double(text))
        #expect(back.bitPattern == value.bitPattern)
        #expect(text == expected)
    }

    @Test func stringsAreEscapedAsJSONDemandsAndNoFurther() throws {
        let nasty = "q\" b\\ n\n t\t r\r f\u{0C} b\u{08} z\u{0} e\u{1B} d\u{7F} </script> ü 🙂 \u{2028}"
        let line = try lines(document([Metric("m", .number(1))], properties: [Property(nasty, .string(nasty))]))
            .joined()
        let json = try JSON(line.utf8)
        #expect(json[nasty]?.text == nasty)
        #expect(line.contains(#"q\" b\\ n\n t\t r\r f\f b\b z\u0000 e\u001b d"#))
        #expect(line.contains("</script> ü 🙂 \u{2028}"))
    }

    @Test func severalDirectivesShareOneRootMember() throws {
        let document = Document(
            timestamp: 1,
            directives: [
                Directive(namespace: "A", metrics: [Metric("m", .number(1))]),
                Directive(
                    namespace: "B",
                    dimensionSets: [["d"]],
                    metrics: [Metric("m", .number(1), unit: .count), Metric("n", .number(2))]
                ),
            ],
            properties: [Property("d", .string("v"))]
        )
        let expected =
            #"{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"A","Dimensions":[[]],"#
            + #""Metrics":[{"Name":"m"}]},{"Namespace":"B","Dimensions":[["d"]],"#
            + #""Metrics":[{"Name":"m","Unit":"Count"},{"Name":"n"}]}]},"d":"v","m":1,"n":2}"#
        #expect(try lines(document) == [expected])
    }

    @Test func aDistributionIsWrittenAsValuesWithCounts() throws {
        let distribution = Distribution(values: [0.5, 2], counts: [3, 1], sum: 3.5, count: 4, minimum: 0, maximum: 2)
        let line = try lines(document([Metric("m", .distribution(distribution))])).joined()
        #expect(
            line.hasSuffix(#""m":{"Values":[0.5,2],"Counts":[3,1],"Max":2,"Min":0,"Count":4,"Sum":3.5}}"#)
        )
    }

    @Test func linesKeepTheLimitAndEachValueIsWrittenOnce() throws {
        let metrics = (0..<500).map { Metric("metric_number_\($0)", .number(Double($0) / 7)) }
        let fields = (0..<100).map { Field("field_\($0)", Double($0)) }
        for limit in [256, 300, 1000, 16_383] {
            var document = document(metrics, sets: [["c"]], properties: [Property("c", .string("cluster"))])
            document.fields = fields
            let all = try lines(document, limits: Limits(lineBytes: limit))
            var seen: [String: Int] = [:]
            for line in all {
                for member in try JSON(line.utf8).members { seen[member.name, default: 0] += 1 }
            }
            let longest = all.map(\.utf8.count).max() ?? 0
            #expect(longest < limit)
            #expect(seen.filter { $0.key != "_aws" && $0.key != "c" }.allSatisfy { $0.value == 1 })
            #expect(seen.count == 602)
        }
    }

    @Test func anArrayIsTornWhereTheLineEnds() throws {
        let values = (0..<100).map { 1 / Double($0 + 3) }
        let all = try lines(document([Metric("m", .array(values))]), limits: Limits(lineBytes: 400))
        let back = try all.flatMap { line in
            let member = try #require(JSON(line.utf8)["m"])
            return member.number.map { [$0] } ?? member.elements.compactMap(\.number)
        }
        #expect(all.allSatisfy { $0.utf8.count < 400 })
        #expect(back == values)
    }

    @Test func whatNeverFitsALineIsAViolationOrDropped() throws {
        let document = document(
            [Metric("m", .number(1))],
            properties: [Property("big", .string(String(repeating: "x", count: 400)))]
        )
        var output: [UInt8] = []
        #expect(throws: Violation.self) {
            try Encoder(limits: Limits(lineBytes: 300)).encode(document, into: &output)
        }
        let report = try Encoder(limits: Limits(lineBytes: 300), policy: .drop).encode(document, into: &output)
        #expect(output.isEmpty)
        #expect(report.droppedMetrics == 1)
        #expect(report.lines == 0)
    }

    @Test func theLineLengthStaysInsideWhatCloudWatchTakes() {
        #expect(Limits().lineBytes == 16_383)
        #expect(Limits(lineBytes: .max).lineBytes == 1_048_550)
        #expect(Limits(lineBytes: -1).lineBytes == 256)
    }

    @Test func aLineWithoutMetricsCanCarryTheTimestampAsAString() throws {
        var document = Document(timestamp: 77, properties: [Property("job", .string("j"))], fields: [Field("m", 1.5)])
        document.timestampFieldOfPlainLines = "Timestamp"
        #expect(try lines(document) == [#"{"Timestamp":"77","job":"j","m":1.5}"#])
    }
}
