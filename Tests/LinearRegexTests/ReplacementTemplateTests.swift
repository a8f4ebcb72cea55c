import LinearRegex
import Testing

struct ReplacementTemplateTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var template: String
        var expected: String
        var testDescription: String { template }
    }

    @Test(arguments: [
        Row(template: "$1", expected: "api"),
        Row(template: "${1}_total", expected: "api_total"),
        Row(template: "$1_total", expected: ""),
        Row(template: "$host:$port", expected: "api:9090"),
        Row(template: "${host}s", expected: "apis"),
        Row(template: "$0!", expected: "api:9090!"),
        Row(template: "$$1 $", expected: "$1 $"),
        Row(template: "${host", expected: "${host"),
        Row(template: "${}", expected: "${}"),
        Row(template: "$9$01$none", expected: ""),
        Row(template: "plain", expected: "plain"),
        Row(template: "", expected: ""),
        Row(template: "é${2}é", expected: "é9090é"),
    ])
    func expandsAsGoDoes(_ row: Row) throws {
        let pattern = try Pattern("(?P<host>[a-z]+):(?P<port>[0-9]+)")
        var matcher = Matcher(pattern, anchoring: .whole)
        let text = Array("api:9090".utf8)
        var captures = Captures()
        let isMatch = matcher.firstMatch(in: text, captures: &captures)
        try #require(isMatch)
        var output: [UInt8] = []
        ReplacementTemplate(row.template, for: pattern).expand(captures, of: text.span, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == row.expected)
    }

    @Test func knowsWhenItRefersToNoGroup() throws {
        let pattern = try Pattern("(a)")
        #expect(ReplacementTemplate("b$$", for: pattern).constant == Array("b$".utf8))
        #expect(ReplacementTemplate("", for: pattern).constant == [])
        #expect(ReplacementTemplate("$1", for: pattern).constant == nil)
    }
}
