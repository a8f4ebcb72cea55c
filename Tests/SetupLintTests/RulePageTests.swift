import Foundation
import Testing

struct RulePageTests {
    @Test func everyRuleIsOnThePageOfRules() throws {
        let repository = Guide.folder.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        func text(_ path: String) throws -> String {
            try String(decoding: Data(contentsOf: repository.appendingPathComponent(path)), as: UTF8.self)
        }
        let source = try text("Sources/SetupLint/Findings/Rule.swift")
        let ids = source.matches(of: /Rule\(\s*"([a-z-]+)"/).map { String($0.output.1) }
        let page = try text("Sources/scalebridge/scalebridge.docc/CheckRules.md")
        #expect(ids.count > 40)
        #expect(ids.filter { !page.contains("`\($0)`") } == [])
    }
}
