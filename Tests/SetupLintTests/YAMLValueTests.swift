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
}
