import LosslessJSON
import Testing

struct JSONParserTests {
    /// Texts and what they mean, written back compactly.
    static let accepted: [(text: String, compact: String)] = [
        ("null", "null"), (" true ", "true"), ("\t\r\nfalse\n", "false"),
        ("0", "0"), ("-0", "-0"), ("1.50", "1.50"), ("1E+2", "1E+2"), ("-0.0e-0", "-0.0e-0"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.10"),
        (#""""#, #""""#), (#""a\/b""#, #""a/b""#), (#""\u00e9\u0000""#, #""é\u0000""#),
        (#""\ud83d\ude00""#, #""😀""#), (#""\b\f\n\r\t\"\\""#, #""\b\f\n\r\t\"\\""#), ("\"\u{7F}\"", "\"\u{7F}\""),
        ("[]", "[]"), ("[ ]", "[]"), ("[1, [2],{}]", "[1,[2],{}]"),
        (#"{ "b" : 1 , "a" : [ ] }"#, #"{"b":1,"a":[]}"#), (#"{"":""}"#, #"{"":""}"#),
        // Two keys that Swift's `==` calls equal are two keys.
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}"),
    ]

    @Test(arguments: accepted)
    func readsValidTextAndKeepsOrderAndNumberText(text: String, compact: String) throws {
        #expect(try JSONValue(parsing: text).text() == compact)
    }

    /// Invalid texts and the message.
    static let refused: [(text: String, message: String)] = [
        ("", "line 1, column 1: expected a value, found the end of the text"),
        ("\n\n  ", "line 3, column 3: expected a value, found the end of the text"),
        ("nul", "line 1, column 1: expected a value, found nul"),
        ("True", "line 1, column 1: expected a value, found True"),
        ("NaN", "line 1, column 1: expected a value, found NaN"),
        ("'a'", "line 1, column 1: expected a value, found a single quote (JSON strings take double quotes)"),
        ("// x\n1", "line 1, column 1: expected a value, found / (JSON has no comments)"),
        ("01", "line 1, column 1: a number cannot start with 0 and another digit"),
        ("-", "line 1, column 2: expected a digit after - in a number"),
        ("+1", "line 1, column 1: expected a value, found +1"),
        (".5", "line 1, column 1: expected a value, found .5"),
        ("1.", "line 1, column 3: expected a digit after . in a number"),
        ("1e", "line 1, column 3: expected a digit after exponent in a number"),
        ("1 2", "line 1, column 3: expected the end of the document, found 2"),
        ("[1 2]", "line 1, column 4: expected a comma or ], found 2"),
        ("[1,\n]", "line 1, column 3: a comma after the last item; remove it"),
        ("[,1]", "line 1, column 2: [0]: expected a value, found ,"),
        ("[1", "line 1, column 3: expected a comma or ], found the end of the text"),
        (#"{"a":1,}"#, "line 1, column 7: a comma after the last item; remove it"),
        (#"{"a" 1}"#, "line 1, column 6: a: expected a colon after the key, found 1"),
        (#"{"a":}"#, "line 1, column 6: a: expected a value, found }"),
        ("{a:1}", "line 1, column 2: expected a key in double quotes, found a"),
        (#"{"a":1 "b":2}"#, #"line 1, column 8: expected a comma or }, found "b"#),
        ("{\"a\":1,\n \"a\":2}", "line 2, column 2: a: the key \"a\" stands twice in one object (first on line 1)"),
        (#"{"x":{"é":[0,"a\x"]}}"#, #"line 1, column 16: x["é"][1]: an unknown escape in a string; "#),
        (#""\u12g4""#, #"line 1, column 2: an unknown escape"#),
        (#""\ud800""#, "line 1, column 2: half of a surrogate pair in a \\u escape"),
        (#""\ude00\ud83d""#, "line 1, column 2: half of a surrogate pair"),
        ("\"a\u{1}\"", "line 1, column 3: a control character (U+0001) in a string; write it as \\u0001"),
        ("\"\t\"", "line 1, column 2: a control character (U+0009)"),
        ("[\"a\nb\"]", "line 1, column 2: [0]: the string has no closing quote on its line"),
        ("\"a", "line 1, column 1: the string has no closing quote on its line"),
        ("\u{FEFF}1", "line 1, column 1: a byte order mark before the document"),
        ("\u{1}", "line 1, column 1: expected a value, found the byte 0x01"),
        (
            String(repeating: "[", count: 600),
            "line 1, column 513: \(String(repeating: "[0]", count: 512)): more than 512"
        ),
    ]

    @Test(arguments: refused)
    func refusesWithPlacePathAndExpectation(text: String, message: String) throws {
        let error = try #require(throws: JSONParseError.self) { try JSONDocument(text: text) }
        #expect(error.description.hasPrefix(message), "\(error)")
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22], [0x22, 0xC3],
        ] as [[UInt8]]
    )
    func refusesBytesThatAreNotUTF8(bytes: [UInt8]) {
        #expect(
            throws: JSONParseError(
                position: JSONPosition(offset: 1, line: 1, column: 2),
                path: JSONPath(),
                reason: .invalidUTF8
            )
        ) {
            try JSONDocument(bytes)
        }
    }

    @Test func everyValueAndKeyKnowsItsPlace() throws {
        let text = "{\r\n  \"é\": [1,\n   {\"b\": \"x\"}]}"
        let document = try JSONDocument(text: text)
        let path = JSONPath([.key("é"), .index(1), .key("b")])
        let value = try #require(document.root.value(at: path))
        let origin = try #require(value.origin)
        let outer = try #require(document.root.object?.members.first?.keyOrigin)
        #expect(origin.start == JSONPosition(offset: 24, line: 3, column: 10))
        #expect(Array(document.bytes[origin.range]) == Array("\"x\"".utf8))
        #expect(outer.start == JSONPosition(offset: 5, line: 2, column: 3))
        #expect(document.root["é"]?.origin?.start.column == 8, "columns count scalars, not bytes")
        #expect(path.description == #"["é"][1].b"# && path.pointer == "/é/1/b")
        #expect(JSONPath([.key("a/b~c")]).pointer == "/a~1b~0c")
    }

    @Test func nestingAtTheLimitIsReadAndOneBeyondIsRefused() throws {
        var options = JSONDocument.Options()
        options.maximumDepth = 3
        #expect(throws: Never.self) { try JSONDocument(text: "[[[1]]]", options: options) }
        let error = try #require(throws: JSONParseError.self) { try JSONDocument(text: "[[[[1]]]]", options: options) }
        #expect(error.reason == .tooDeep(limit: 3))
    }

    @Test func duplicatesAreFoundInLargeObjectsAndAllowedOnRequest() throws {
        let text = "{" + (0..<20).map { "\"k\($0)\":\($0),\n" }.joined() + "\"k12\":99}"
        let error = try #require(throws: JSONParseError.self) { try JSONDocument(text: text) }
        #expect(error.reason == .duplicateKey("k12", firstLine: 13) && error.position.line == 21)
        var options = JSONDocument.Options()
        options.allowsDuplicateKeys = true
        #expect(try JSONDocument(text: text, options: options).root["k12"] == 99)
    }
}
