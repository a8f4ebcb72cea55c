import LosslessJSON
import Testing

struct JSONWriterTests {
    static let value: JSONValue = ["a": [1, ["b": true], []], "c": ["d": "x\u{1}\"", "e": [:]], "f": 0.5]

    @Test func compactHasNoWhiteSpace() {
        #expect(Self.value.text() == #"{"a":[1,{"b":true},[]],"c":{"d":"x\u0001\"","e":{}},"f":0.5}"#)
    }

    @Test func prettyIndentsByTwoSpaces() {
        let expected = #"""
            {
              "a": [
                1,
                {
                  "b": true
                },
                []
              ],
              "c": {
                "d": "x\u0001\"",
                "e": {}
              },
              "f": 0.5
            }
            """#
        #expect(Self.value.text(.pretty) == expected)
    }

    @Test func spacedOneLineLayout() {
        #expect(
            JSONValue(["a": [1, 2]] as JSONValue).text(JSONLayout(indentation: nil, hasSpaces: true))
                == #"{"a": [1, 2]}"#
        )
    }

    @Test func membersAreSetAddedAndRemovedInPlace() {
        var value = Self.value
        value["a"]?[1]?["b"] = false
        value["a"]?.append(9)
        value["c"] = nil
        value["g"] = .null
        value["a"]?[0] = nil
        #expect(value.text() == #"{"a":[{"b":false},[],9],"f":0.5,"g":null}"#)
    }
}

extension JSONValue {
    fileprivate init(_ value: JSONValue) { self = value }
}
