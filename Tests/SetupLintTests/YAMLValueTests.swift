import LosslessJSON
import SetupLint
import Testing

struct YAMLValueTests {
    @Test func readsScalarsByTheCoreSchemaAndKeepsTags() throws {
        let text = """
            a: [1, 2.5, "3", yes, true, ~, 'null', 0x10]
            b: {c: !env NAME, d: "\\u00e9"}
            """
        let node = try YAMLValue.read(text, source: "s.yaml")
        #expect(
            node.value.text()
                == #"{"a":[1,2.5,"3","yes",true,null,"null","0x10"],"b":{"c":{"!env":"NAME"},"d":"é"}}"#
        )
        let place = node.value["b"]?["d"]?.origin?.start
        #expect(place?.line == 2 && place?.column == 22)
    }

    @Test func faultsNameTheLine() throws {
        let error = try #require(throws: JSONContentError.self) {
            try YAMLValue.read("a: 1\nb: [1\nc", source: "s.yaml")
        }
        #expect(error.description.hasPrefix("s.yaml:"))
        #expect(try YAMLValue.read("", source: "s.yaml").value.isNull)
    }

    @Test func aliasesThatMultiplyAreRefused() throws {
        let levels = (1...9).map {
            "l\($0): &l\($0) [\(Array(repeating: "*l\($0 - 1)", count: 9).joined(separator: ", "))]\n"
        }
        let text = "l0: &l0 x\n" + levels.joined()
        let error = try #require(throws: JSONContentError.self) { try YAMLValue.read(text, source: "s.yaml") }
        #expect(error.message.hasPrefix("more than 1000000 values"))
    }
}
