import LosslessJSON
import Testing

struct JSONRewritingTests {
    static let pretty = #"""
        { "name" : "a\u0062",
            "list": [1.0,2,  3],
            "deep": {
                "x": 1e2,
                "y": [
                    { "name": "one", "v": 1 },
                    { "name": "two", "v": 2 }
                ]
            }, "end":null }

        """#

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var source: String
        var edit: @Sendable (inout JSONValue) -> Void
        var expected: String
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "one number, nothing else",
            source: pretty,
            edit: { $0["deep"]?["y"]?[1]?["v"] = 5 },
            expected: pretty.replacing("\"v\": 2", with: "\"v\": 5")
        ),
        Case(
            name: "a removed member takes one separator with it",
            source: pretty,
            edit: { $0["list"] = nil },
            expected: pretty.replacing("\n    \"list\": [1.0,2,  3],", with: ",\n".dropLast(2) + "")
        ),
        Case(
            name: "an added member takes the white space of its neighbours",
            source: pretty,
            edit: { $0["deep"]?["z"] = ["k": [true]] },
            expected: pretty.replacing(
                "\n        ]\n    }",
                with:
                    "\n        ],\n        \"z\": {\n            \"k\": [\n                true\n            ]\n        }\n    }"
            )
        ),
        Case(
            name: "an added element on one line stays on it",
            source: "{\n  \"a\": [1, 2]\n}",
            edit: { $0["a"]?.append(["b": 3]) },
            expected: "{\n  \"a\": [1, 2, {\"b\": 3}]\n}"
        ),
        Case(
            name: "a removed element leaves the named others alone",
            source: pretty,
            edit: { $0["deep"]?["y"]?[0] = nil },
            expected: pretty.replacing("{ \"name\": \"one\", \"v\": 1 },\n            ", with: "")
        ),
        Case(
            name: "the last member goes",
            source: #"{"a":1,"b":2}"#,
            edit: {
                $0["a"] = nil
                $0["b"] = nil
            },
            expected: "{}"
        ),
        Case(
            name: "the first member of an empty object",
            source: "{\n\t\"a\": {}\n}\n",
            edit: { $0["a"]?["b"] = 1 },
            expected: "{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}\n"
        ),
        Case(
            name: "compact stays compact",
            source: #"[{"a":[]}]"#,
            edit: {
                $0[0]?["a"]?.append("x")
                $0[0]?["b"] = [1, 2]
            },
            expected: #"[{"a":["x"],"b":[1,2]}]"#
        ),
        Case(
            name: "members change places with their text",
            source: #"{"a" : 1.0, "b":2}"#,
            edit: { $0 = .object(JSONObject(($0.object?.members ?? []).reversed())) },
            expected: #"{"b":2, "a" : 1.0}"#
        ),
        Case(name: "another kind altogether", source: " [1] ", edit: { $0 = "x" }, expected: " \"x\" "),
    ]

    @Test(arguments: cases)
    func changesLeaveEveryOtherByte(_ test: Case) throws {
        let document = try JSONDocument(text: test.source)
        var root = document.root
        test.edit(&root)
        let text = String(decoding: document.bytes(changedTo: root), as: UTF8.self)
        #expect(text == test.expected)
        #expect(try JSONValue(parsing: text) == root)
    }
}
