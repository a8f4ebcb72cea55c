import LosslessJSON
import Testing

struct JSONNodeTests {
    static let root: JSONNode? =
        (try? JSONDocument(text: "{\"a\": [1, 2.5,\n \"x\", null], \"b\": {\"c\": true}, \"n\": null}"))
        .map { JSONNode($0, source: "policy.json") }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var read: @Sendable (JSONNode) throws -> Void
    }

    static let cases: [Case] = [
        Case(testDescription: "policy.json:1:11: a[1]: expected a whole number, found the number 2.5") {
            _ = try $0.required("a").elements()[1].integer()
        },
        Case(testDescription: "policy.json:2:2: a[2]: expected a number, found a string") {
            _ = try $0.required("a").elements()[2].double()
        },
        Case(testDescription: "policy.json:1:8: a[0]: expected a whole number of at least 5, found 1") {
            _ = try $0.required("a").elements()[0].integer(in: 5...9)
        },
        Case(testDescription: "policy.json:1:1: $: expected a member \"n\"") { _ = try $0.required("n") },
        Case(testDescription: "policy.json:2:25: b.c: expected a string, found true") {
            _ = try $0.required("b").required("c").string()
        },
        Case(testDescription: "policy.json:2:25: b.c: unknown key \"c\"; expected one of d, e") {
            try $0.required("b").refuseMembers(except: ["e", "d"])
        },
    ]

    @Test(arguments: cases)
    func errorsSayFilePlacePathAndExpectation(_ test: Case) throws {
        let root = try #require(Self.root)
        let error = try #require(throws: JSONContentError.self) { try test.read(root) }
        #expect(error.description == test.testDescription)
    }
}
