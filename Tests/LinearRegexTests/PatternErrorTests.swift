import LinearRegex
import Testing

struct PatternErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var pattern: String
        var message: String
        var offset: Int
        var testDescription: String { pattern }
    }

    @Test(arguments: [
        Row(pattern: "*", message: "missing argument to repetition operator: `*`", offset: 0),
        Row(pattern: "a|*", message: "missing argument to repetition operator: `*`", offset: 2),
        Row(pattern: "é(+?)", message: "missing argument to repetition operator: `+?`", offset: 3),
        Row(pattern: "a**", message: "invalid nested repetition operator: `**`", offset: 1),
        Row(pattern: "xa{1001}", message: "invalid repeat count: `{1001}`", offset: 2),
        Row(pattern: "a{3,2}", message: "invalid repeat count: `{3,2}`", offset: 1),
        Row(pattern: "(?:a{40}){40}", message: "invalid repeat count: `{40}`", offset: 9),
        Row(pattern: "a(b", message: "missing closing ): `(b`", offset: 1),
        Row(pattern: "a)b", message: "unexpected ): `)`", offset: 1),
        Row(pattern: "a[b", message: "missing closing ]: `[b`", offset: 1),
        Row(pattern: "[b-a]", message: "invalid character class range: `b-a`", offset: 1),
        Row(pattern: "[[:foo:]]", message: "invalid character class name: `[:foo:]`", offset: 1),
        Row(pattern: #"a\q"#, message: #"invalid escape sequence: `\q`"#, offset: 1),
        Row(pattern: #"(a)\1"#, message: #"invalid escape sequence: `\1`"#, offset: 3),
        Row(pattern: #"a\"#, message: #"trailing backslash at end of expression: `\`"#, offset: 1),
        Row(pattern: "(?=a)", message: "invalid or unsupported Perl syntax: `(?=`", offset: 0),
        Row(pattern: "(?<!a)", message: "invalid or unsupported Perl syntax: `(?<!`", offset: 0),
        Row(pattern: "(?P<a b>c)", message: "invalid named capture: `(?P<a b>`", offset: 0),
        Row(pattern: #"\p{Greek}"#, message: #"unknown or unsupported Unicode class: `\p{Greek}`"#, offset: 0),
        Row(pattern: #"\x{110000}"#, message: #"invalid escape sequence: `\x{110000`"#, offset: 0),
    ])
    func namesTheMistakeAndItsPlace(_ row: Row) {
        var found: PatternError?
        do throws(PatternError) {
            _ = try Pattern(row.pattern)
        } catch {
            found = error
        }
        #expect(found?.description == row.message)
        #expect(found?.offset == row.offset)
        #expect(found?.mend.isEmpty == false)
    }

    @Test func whatWouldGrowWithoutBoundIsRefused() {
        let patterns = [
            String(repeating: "(", count: 200) + String(repeating: ")", count: 200),
            "(" + String(repeating: "(xx?)", count: 100) + "){1000}",
            String(repeating: #"\pL"#, count: 2000),
        ]
        #expect(patterns.filter { (try? Pattern($0)) != nil } == [])
    }

    @Test func deepNestingWithinTheLimitCompiles() throws {
        let depth = 199
        let text = String(repeating: "(?:a", count: depth) + String(repeating: ")?", count: depth)
        var matcher = Matcher(try Pattern(text), anchoring: .whole)
        let isMatch = matcher.matches(String(repeating: "a", count: depth))
        #expect(isMatch)
    }
}
