import AWSDocuments
import LosslessJSON
import Testing

struct PolicyDocumentTests {
    static let cases: [(policy: String, action: String, allowed: Bool)] = [
        (#"{"Statement":{"Effect":"Allow","Action":"logs:Put*","Resource":"*"}}"#, "logs:PutLogEvents", true),
        (
            #"{"Statement":[{"Effect":"Allow","Action":["LOGS:putlogevents"],"Resource":"*"}]}"#, "logs:PutLogEvents",
            true
        ),
        (#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#, "x:Y", true),
        (#"{"Statement":[{"Effect":"Allow","Action":"logs:?utLogEvent","Resource":"*"}]}"#, "logs:PutLogEvents", false),
        (#"{"Statement":[{"Effect":"Allow","Action":"logs:*e*n*s","Resource":"*"}]}"#, "logs:PutLogEvents", true),
        (#"{"Statement":[{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}]}"#, "logs:PutLogEvents", true),
        (#"{"Statement":[{"Effect":"Allow","NotAction":"logs:*","Resource":"*"}]}"#, "logs:PutLogEvents", false),
        (
            #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"logs:*","Resource":"*"}]}"#,
            "logs:PutLogEvents", false
        ),
        (#"{"PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":"*"}]}}"#, "a:b", true),
        (#"{"Statement":[]}"#, "a:b", false),
    ]

    @Test(arguments: cases)
    func actionsMatchByPatternAndDenialWins(policy: String, action: String, allowed: Bool) throws {
        let node = JSONNode(try JSONValue(parsing: policy), source: "p")
        #expect(try PolicyDocument.read(node).mayAllow(action: action) == allowed)
    }

    @Test func readsTheOutputOfGetRolePolicy() throws {
        let policy = try PolicyDocument.read(Fixtures.node("iam.GetRolePolicy.output"))
        #expect(policy.statements.count == 2 && policy.mayAllow(action: "logs:CreateLogStream"))
        #expect(!policy.mayAllow(action: "logs:DescribeLogStreams"))
    }

    @Test func statementsWithoutAnEffectAreRefused() throws {
        let node = JSONNode(try JSONDocument(text: "{\"Statement\": [\n{\"Action\": \"a\"}]}"), source: "p.json")
        let error = try #require(throws: JSONContentError.self) { try PolicyDocument.read(node) }
        #expect(error.description == "p.json:2:1: Statement[0]: expected a member \"Effect\"")
    }

    @Test(arguments: [
        (256, [512, 1024, 2048], true), (2048, [4096, 16_384], true), (2048, [3072, 4608], false), (300, [512], false),
    ])
    func fargateRunsCertainPairsOnly(cpu: Int, memories: [Int], valid: Bool) {
        #expect(memories.allSatisfy { FargateSize.memoriesMiB(cpuUnits: cpu)?.contains($0) ?? false } == valid)
    }
}
