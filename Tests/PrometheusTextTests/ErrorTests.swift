import PrometheusText
import Testing

@Suite("Errors and limits")
struct ErrorTests {
    typealias Kind = ExpositionError.Kind

    static func error(_ text: String, _ options: ExpositionOptions) -> ExpositionError? {
        var visitor = RecordingVisitor()
        var parser = ExpositionParser(options)
        do {
            try parser.parse(Array(text.utf8).span, into: &visitor)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Errors of the text format name the rule and the place",
        arguments: [
            ("a 1\n@b 2\n", Kind.expectedMetricName, 2, 1), ("1a 2\n", .expectedMetricName, 1, 1),
            ("a-b 2\n", .expectedMetricName, 1, 2), ("{b=\"c\"} 1\n", .missingMetricName, 1, 1),
            ("a{\"b\"} 1\n", .repeatedMetricName, 1, 3), ("a{1=\"c\"} 1\n", .expectedLabelName, 1, 3),
            ("a{,} 1\n", .expectedLabelName, 1, 3), ("a{b\"c\"} 1\n", .expectedEquals, 1, 4),
            ("a{b=c} 1\n", .expectedQuote, 1, 5), ("a{b=\"c\" 1\n", .expectedCommaOrBrace, 1, 9),
            ("a{b=\"c\n", .unterminatedString, 1, 7), ("a{b=\"\\t\"} 1\n", .invalidEscape, 1, 6),
            ("# HELP a \\t\n", .invalidEscape, 1, 10), ("a\n", .missingValue, 1, 2),
            ("a{b=\"c\"}\n", .missingValue, 1, 9),
            ("a b\n", .invalidValue, 1, 3), ("a 1x\n", .invalidValue, 1, 4), ("a 1e400\n", .valueOutOfRange, 1, 3),
            ("a 1 x\n", .invalidTimestamp, 1, 5), ("a 1 1.5\n", .invalidTimestamp, 1, 5),
            ("a 1 9223372036854775808\n", .timestampOutOfRange, 1, 5), ("a 1 2 3\n", .trailingText, 1, 7),
            ("# TYPE\n", .invalidMetadataName, 1, 7), ("# TYPE a\n", .missingMetadataText, 1, 9),
            ("# TYPE a b\n", .unknownType, 1, 10), ("# TYPE a counter b\n", .trailingText, 1, 18),
            ("# HELP 1 x\n", .invalidMetadataName, 1, 8), ("\n\n  a{b=\"c\"} \n", .missingValue, 3, 12),
        ]
    )
    func textErrors(_ text: String, _ kind: Kind, _ line: Int, _ column: Int) throws {
        let error = try #require(Self.error(text, ExpositionOptions()))
        let before = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).prefix(line - 1)
        let offset = before.reduce(0) { $0 + $1.count + 1 } + column - 1
        #expect(error == ExpositionError(kind: kind, offset: offset, line: line, column: column))
        #expect(error.description == "\(line):\(column): \(kind.message)")
    }

    @Test(
        "Errors of OpenMetrics name the rule and the place",
        arguments: [
            ("a 1\n", Kind.missingEndMarker, 2, 1), ("a 1", .missingEndMarker, 1, 1), ("", .missingEndMarker, 1, 1),
            ("# EOF\n\n", .textAfterEnd, 2, 1), ("\n# EOF\n", .emptyLine, 1, 1),
            ("# x\n# EOF\n", .unexpectedComment, 1, 1),
            ("a{b=\"c\"}1\n", .expectedSpace, 1, 9), ("a 1 # x\n", .invalidExemplar, 1, 5),
            ("a 1 # {a=\"b\"}\n", .invalidExemplar, 1, 14), ("# HELP a\n", .missingMetadataText, 1, 9),
            ("# UNIT a s\n", .invalidUnit, 1, 10), ("a{b=\"c\",} 1\n", .expectedLabelName, 1, 9),
            ("a 1 NaN\n", .invalidTimestamp, 1, 5), ("a 1 2 3\n", .trailingText, 1, 6), ("a  1\n", .invalidValue, 1, 3),
        ]
    )
    func openMetricsErrors(_ text: String, _ kind: Kind, _ line: Int, _ column: Int) throws {
        let error = try #require(Self.error(text, ExpositionOptions(format: .openMetrics)))
        #expect(error.kind == kind && error.line == line && error.column == column, "\(error)")
    }

    @Test("A label that an exemplar began with a brace still needs a comma elsewhere")
    func braceIsNoComma() {
        let text = "a{b=\"1\"} 1 # {c=\"2\"} 3\na{b=\"1\"{c=\"2\"} 1\n# EOF\n"
        let error = Self.error(text, ExpositionOptions(format: .openMetrics))
        #expect(error?.kind == .expectedCommaOrBrace && error?.line == 2 && error?.column == 8)
    }

    @Test("Bytes that are not UTF-8 are refused in label values, quoted names and help texts")
    func invalidUTF8() {
        let invalid: [[UInt8]] = [
            [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
            [0xE2, 0x82],
        ]
        let frames = [("a{b=\"", "\"} 1\n"), ("{\"a", "\"} 1\n"), ("a{\"b", "\"=\"c\"} 1\n"), ("# HELP a ", "\n")]
        var accepted: [String] = []
        for bytes in invalid {
            for (before, after) in frames {
                let text = Array(before.utf8) + bytes + Array(after.utf8)
                let told = RecordingVisitor.whole(text, ExpositionOptions())
                if told.last?.hasPrefix("error invalidUTF8") != true { accepted.append("\(before)\(bytes)") }
            }
        }
        #expect(accepted == [])
    }

    @Test("A lenient parse reports each bad line and keeps the rest")
    func lenient() throws {
        let text = "a 1\nb\nc{d=\"e} 2\nf 3\ng{h=\"\\s\"} 4\n# TYPE f nonsense\n"
        let options = ExpositionOptions(mode: .lenient)
        let document = try ExpositionDocument(parsing: Array(text.utf8).span, options)
        #expect(document.samples.map(\.name) == ["a", "f", "g"])
        #expect(document.samples[2].labels[0].value == "\\s")
        #expect(document.skippedLines.map(\.line) == [2, 3, 6])
        #expect(document.skippedLines.map(\.kind) == [.missingValue, .unterminatedString, .unknownType])
    }

    @Test("What reaches a limit is read, what exceeds it is an error")
    func limits() {
        func kind(_ text: String, _ limits: ExpositionLimits) -> Kind? {
            Self.error(text, ExpositionOptions(limits: limits))?.kind
        }
        #expect(kind("abcde 1\n", ExpositionLimits(lineBytes: 7)) == nil)
        #expect(kind("abcdef 1\n", ExpositionLimits(lineBytes: 7)) == .lineTooLong)
        #expect(kind("# comment\n", ExpositionLimits(lineBytes: 7)) == .lineTooLong)
        #expect(kind("a{b=\"1\",c=\"2\"} 1\n", ExpositionLimits(labels: 2)) == nil)
        #expect(kind("a{b=\"1\",c=\"2\",d=\"3\"} 1\n", ExpositionLimits(labels: 2)) == .tooManyLabels)
        #expect(kind("a{b=\"1\"} 1\n", ExpositionLimits(labels: 0)) == .tooManyLabels)
        #expect(kind("a 1\nb 1\n", ExpositionLimits(samples: 2)) == nil)
        #expect(kind("a 1\nb 1\nc 1\n", ExpositionLimits(samples: 2)) == .tooManySamples)
        #expect(kind("a 1\n", ExpositionLimits(totalBytes: 4)) == nil)
        #expect(kind("a 11\n", ExpositionLimits(totalBytes: 4)) == .inputTooLarge)
    }

    @Test("A line that never ends costs no more memory than the limit, and only itself")
    func endlessLine() throws {
        var visitor = RecordingVisitor()
        var parser = ExpositionParser(ExpositionOptions(mode: .lenient, limits: ExpositionLimits(lineBytes: 100)))
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64)
        try parser.feed(Array("a 1\n".utf8).span, into: &visitor)
        for _ in 0..<50 { try parser.feed(piece.span, into: &visitor) }
        try parser.feed(Array("\nb 2\n".utf8).span, into: &visitor)
        try parser.finish(into: &visitor)
        #expect(visitor.lines.count == 3)
        #expect(visitor.lines[1].hasPrefix("skipped lineTooLong 104 2:101:"))
        #expect(visitor.lines[2].hasPrefix("sample '62"))
    }

    @Test("After an error further pieces are ignored, and finish makes the parser ready again")
    func recovery() throws {
        var visitor = RecordingVisitor()
        var parser = ExpositionParser()
        #expect(throws: ExpositionError.self) { try parser.feed(Array("a\n".utf8).span, into: &visitor) }
        try parser.feed(Array("b 1\n".utf8).span, into: &visitor)
        try parser.finish(into: &visitor)
        try parser.feed(Array("c 1\n".utf8).span, into: &visitor)
        try parser.finish(into: &visitor)
        #expect(visitor.lines.count == 1)
    }

    @Test(
        "The format is that of the Content-Type, or of the content",
        arguments: [
            ("text/plain; version=0.0.4; charset=utf-8", "# EOF\n", ExpositionFormat.text),
            ("application/openmetrics-text; version=1.0.0", "a 1\n", .openMetrics),
            ("Application/OpenMetrics-Text", "", .openMetrics), ("application/json", "a 1\n# EOF\n", .openMetrics),
            ("", "a 1\n# EOF\n", .openMetrics), ("", "# EOF", .openMetrics), ("", "a 1\n# EOF \n", .text),
            ("", "a # EOF\n", .text), ("", "", .text), ("", "a 1\n# EOF\n\n", .text),
        ]
    )
    func format(_ contentType: String, _ content: String, _ format: ExpositionFormat) {
        #expect(
            ExpositionFormat(contentType: contentType.isEmpty ? nil : contentType, content: Array(content.utf8).span)
                == format
        )
    }
}
