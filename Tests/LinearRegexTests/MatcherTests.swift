import LinearRegex
import Testing

struct MatcherTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var pattern: String
        var matching: [String]
        var other: [String]
        var anchoring = Matcher.Anchoring.anywhere
        var testDescription: String { pattern }
    }

    @Test(arguments: [
        Row(pattern: "powersync", matching: ["powersync", "my-powersync-api"], other: ["power", "PowerSync"]),
        Row(pattern: "^power", matching: ["power", "powersync"], other: ["a power"]),
        Row(pattern: "sync$", matching: ["powersync"], other: ["synced"]),
        Row(pattern: "^(powersync)$", matching: ["powersync"], other: ["powersync2", "apowersync"]),
        Row(pattern: "", matching: ["", "a"], other: []),
        Row(pattern: ".*", matching: ["", "a", "\n"], other: []),
        Row(pattern: ".*", matching: ["", "a"], other: ["\n", "a\nb"], anchoring: .whole),
        Row(pattern: "(?i)API;prod", matching: ["api;prod", "Api;PROD"], other: ["api,prod"]),
        Row(pattern: "a|ab", matching: ["a", "ab"], other: ["abc", "b"], anchoring: .whole),
        Row(pattern: #"\bapi\b"#, matching: ["api", "the api!"], other: ["apis", "capi"]),
        Row(pattern: #"a\Bé"#, matching: [], other: ["aé"]),
        Row(pattern: #"\B"#, matching: ["", "ab"], other: ["a", "aéb"]),
        Row(pattern: #"(?m)^b$"#, matching: ["a\nb\nc", "b"], other: ["ab", "b c"]),
        Row(pattern: #"[^\x00-\x{10FFFF}]"#, matching: [], other: ["", "a"]),
        Row(pattern: "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}", matching: ["10.0.0.1"], other: ["10.0.1"], anchoring: .whole),
        Row(pattern: #"\p{Lu}\p{Ll}+"#, matching: ["Ärger", "Ωmega"], other: ["ärger", "A1"], anchoring: .whole),
        Row(pattern: "[^a]", matching: ["\n", "é", "b"], other: ["a", ""], anchoring: .whole),
    ])
    func matchesWhatTheSyntaxSays(_ row: Row) throws {
        var matcher = Matcher(try Pattern(row.pattern), anchoring: row.anchoring)
        let found = (row.matching + row.other).filter { matcher.matches($0) }
        #expect(found == row.matching)
    }

    @Test func theDotMatchesANewlineOnlyIfAsked() throws {
        var plain = Matcher(try Pattern("a.b"), anchoring: .whole)
        var relabelling = Matcher(try Pattern("a.b", dotMatchesNewline: true), anchoring: .whole)
        let found = [plain.matches("a\nb"), relabelling.matches("a\nb")]
        #expect(found == [false, true])
    }

    @Test func bytesThatAreNotUTF8MatchNothing() throws {
        var matcher = Matcher(try Pattern("(?s)."), anchoring: .whole)
        let texts: [[UInt8]] = [[0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xC3, 0xA9]]
        let found = texts.map { matcher.matches($0) }
        #expect(found == [false, false, false, true])
    }

    /// The automaton of this pattern has more states than its table may hold, so the table is emptied again and again.
    @Test func aFullTableChangesNoAnswer() throws {
        let pattern = try Pattern("(?:a|b)*a(?:a|b){13}c")
        var matcher = Matcher(pattern, anchoring: .whole)
        var seed: UInt32 = 1
        var wrong = 0
        for _ in 0..<40 {
            var text: [UInt8] = []
            for _ in 0..<400 {
                seed = seed &* 1_664_525 &+ 1_013_904_223
                text.append(seed >> 24 & 1 == 0 ? 0x61 : 0x62)
            }
            let expected = text[text.count - 14] == 0x61
            text.append(0x63)
            wrong += matcher.matches(text) == expected ? 0 : 1
        }
        #expect(wrong == 0)
    }

    @Test func patternsWithNestedLoopsStayLinear() throws {
        var matcher = Matcher(try Pattern("(?:a*)*(?:a*)*b"), anchoring: .whole)
        let isMatch = matcher.matches([UInt8](repeating: 0x61, count: 200_000))
        #expect(!isMatch)
    }

    @Test func aFailedMatchLeavesTheCaptures() throws {
        var matcher = Matcher(try Pattern("(a)(b)?"), anchoring: .anywhere)
        var captures = Captures()
        let found = ["xa", "x"].map { matcher.firstMatch(in: Array($0.utf8), captures: &captures) }
        #expect(found == [true, false])
        #expect(captures[0] == 1..<2)
        #expect(captures[1] == 1..<2)
        #expect(captures[2] == nil)
    }
}
