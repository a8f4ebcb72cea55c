import Foundation
import LinearRegex
import Testing

/// Random patterns and texts whose answers were computed by RE2 itself (Fixtures/generate_expectations.py).
struct OracleTests {
    private struct Row: Decodable {
        var pattern: String
        var valid: Bool
        var texts: [Expectation]
    }

    private struct Expectation: Decodable {
        var text: String
        var search: [Int]?
        var whole: [Int]?

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            text = try container.decode(String.self)
            search = try container.decode([Int]?.self)
            whole = try container.decode([Int]?.self)
        }
    }

    @Test func matchesAndCapturesAreThoseOfRE2() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/re2-expectations.json")
        let rows = try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
        var differences: [String] = []
        for row in rows {
            guard let pattern = try? Pattern(row.pattern) else {
                if row.valid {
                    differences.append("\(row.pattern) was refused")
                }
                continue
            }
            guard row.valid else {
                differences.append("\(row.pattern) was accepted")
                continue
            }
            var search = Matcher(pattern, anchoring: .anywhere)
            var whole = Matcher(pattern, anchoring: .whole)
            for expected in row.texts {
                if spans(of: &search, in: expected.text) != expected.search
                    || spans(of: &whole, in: expected.text) != expected.whole
                {
                    differences.append("\(row.pattern) on \(expected.text.debugDescription)")
                }
            }
        }
        #expect(rows.count == 1500)
        #expect(differences == [])
    }

    private func spans(of matcher: inout Matcher, in text: String) -> [Int]? {
        var captures = Captures()
        guard matcher.firstMatch(in: Array(text.utf8), captures: &captures) else {
            return nil
        }
        return (0..<captures.count).flatMap { captures[$0].map { [$0.lowerBound, $0.upperBound] } ?? [-1, -1] }
    }
}
