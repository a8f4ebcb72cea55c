import EmbeddedMetricFormat
import Testing

struct ViolationTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var fact: Int
        var document: Document
        var expected: String

        init(_ fact: Int, _ document: Document, _ expected: String) {
            self.fact = fact
            self.document = document
            self.expected = expected
        }

        var testDescription: String { "\(fact): \(expected)" }
    }

    static func named(_ namespace: String) -> Document {
        Document(
            timestamp: 0,
            directives: [Directive(namespace: namespace, metrics: [Metric("m", .number(1))])]
        )
    }

    static let many = (0..<31).map { ("d\($0)", "v") }
    static let long = String(repeating: "x", count: 1025)

    static let rows: [Row] = [
        Row(
            7,
            document([Metric("m", .number(1)), Metric("m", .number(1), resolution: .high)]),
            #"metric "m" twice with different values or resolutions"#
        ),
        Row(15, document(dimensions: Array(many.prefix(30))), "none"),
        Row(15, document(dimensions: many), "a dimension set of 31 names; CloudWatch takes at most 30"),
        Row(19, document(dimensions: [("", "v")]), #"dimension name "" is empty"#),
        Row(19, document(dimensions: [("  ", "v")]), #"dimension name "  " is blank"#),
        Row(
            19,
            document(dimensions: [(String(long.prefix(251)), "v")]),
            "dimension name \"\(long.prefix(251))\" has 251 characters; at most 250 are allowed"
        ),
        Row(19, document(dimensions: [("größe", "v")]), #"dimension name "größe" has a character outside ASCII"#),
        Row(19, document(dimensions: [(":a", "v")]), #"dimension name ":a" starts with a colon"#),
        Row(19, document(dimensions: [("a:b", "v")]), "none"),
        Row(19, document(dimensions: [("a\tb", "v")]), "dimension name \"a\tb\" has a control character"),
        Row(20, document(dimensions: [("d", "")]), #"value of dimension "d" is empty"#),
        Row(20, document(dimensions: [("d", " \t")]), #"value of dimension "d" is blank"#),
        Row(
            20,
            document(dimensions: [("d", long)]),
            #"value of dimension "d" has 1025 characters; at most 1024 are allowed"#
        ),
        Row(20, document(dimensions: [("d", String(long.prefix(1024)))]), "none"),
        Row(20, document(dimensions: [("d", "Zürich")]), #"value of dimension "d" has a character outside ASCII"#),
        Row(21, document([Metric("", .number(1))]), #"metric name "" is empty"#),
        Row(21, document([Metric(" ", .number(1))]), #"metric name " " is blank"#),
        Row(
            21,
            document([Metric(long, .number(1))]),
            "metric name \"\(long)\" has 1025 characters; at most 255 are allowed"
        ),
        Row(21, document([Metric("my.größe", .number(1))]), "none"),
        Row(21, document([Metric("_aws", .number(1))]), #"metric name "_aws" is reserved"#),
        Row(22, document([Metric("m", .number(.nan))]), #"value of metric "m" is not a finite number"#),
        Row(22, document([Metric("m", .array([1, .infinity]))]), #"value of metric "m" is not a finite number"#),
        Row(22, document([Metric("m", .number(-.infinity))]), #"value of metric "m" is not a finite number"#),
        Row(22, document([Metric("m", .number(0x1p360))]), "none"),
        Row(
            22,
            document([Metric("m", .number(-0x1p361))]),
            #"value -4.6970851655476665e+108 of metric "m" is beyond 2^360 in magnitude"#
        ),
        Row(22, document([Metric("m", .array([]))]), #"metric "m" has no value, or a malformed distribution"#),
        Row(24, named(""), #"namespace "" is empty"#),
        Row(24, named("  "), #"namespace "  " is blank"#),
        Row(
            24,
            named(String(long.prefix(257))),
            "namespace \"\(long.prefix(257))\" has 257 characters; at most 255 are allowed"
        ),
        Row(
            24,
            named("Größe"),
            #"namespace "Größe" has a character outside A-Z a-z 0-9 . - _ / # : and inner blanks"#
        ),
        Row(
            24,
            named("N "),
            #"namespace "N " has a character outside A-Z a-z 0-9 . - _ / # : and inner blanks"#
        ),
        Row(24, named("AWS/ECS"), #"namespace "AWS/ECS" is reserved"#),
        Row(24, named(":N"), #"namespace ":N" starts with a colon"#),
        Row(24, named("A b/c.d-e_f#g:h"), "none"),
        Row(
            18,
            document([Metric("m", .number(1))], sets: []),
            #"a directive of namespace "N" has no dimension set; give it an empty one"#
        ),
        Row(0, document([Metric("m", .number(1))], sets: [["d"]]), #"dimension "d" has no value"#),
        Row(
            0,
            document([Metric("m", .number(1))], sets: [["d"]], properties: [Property("d", .integer(1))]),
            #"dimension "d" has a value that is not a string"#
        ),
        Row(
            0,
            document([Metric("m", .number(1))], sets: [["m"]]),
            #"dimension "m" has a value that is not a string"#
        ),
        Row(0, document(dimensions: [("d", "v"), ("d", "v")]), #"member "d" twice at the root"#),
        Row(
            0,
            document([Metric("m", .number(1))], sets: [["d", "d"]], properties: [Property("d", .string("v"))]),
            #"dimension "d" twice in one set"#
        ),
        Row(
            0,
            document([Metric("m", .number(1))], properties: [Property("_aws", .string("v"))]),
            #"member "_aws" twice at the root"#
        ),
        Row(
            0,
            document([Metric("m", .number(1))], properties: [Property("m", .string("v"))]),
            #"member "m" twice at the root"#
        ),
    ]

    @Test("A document that breaks a rule is refused with the rule in words", arguments: rows)
    func refusal(_ row: Row) {
        #expect(violation(row.document) == row.expected)
    }

    @Test(
        "A timestamp outside 14 days back and 2 hours ahead is refused",
        arguments: [
            (-1_209_600_000, "none"), (-1_209_600_001, "more than 14 days old"),
            (7_200_000, "none"), (7_200_001, "more than 2 hours ahead"),
            (Int64.min / 2, "more than 14 days old"), (Int64.max / 4, "more than 2 hours ahead"),
        ] as [(Int64, String)]
    )
    func timestamps(_ offset: Int64, _ expected: String) {
        let now: Int64 = 1_764_000_000_000
        var document = document([Metric("m", .number(1))])
        document.timestamp = now + offset
        let found = violation(document, now: now)
        #expect(expected == "none" ? found == "none" : found.hasSuffix(expected))
    }

    @Test("Units are spelled exactly", arguments: [("Count", true), ("count", false), ("temperature", false)])
    func units(_ text: String, _ isUnit: Bool) {
        #expect((Unit(rawValue: text) != nil) == isUnit)
    }

    @Test("Resolutions are 1 and 60", arguments: [0, 1, 2, 45, 60])
    func resolutions(_ seconds: Int) {
        #expect((StorageResolution(rawValue: seconds) != nil) == [1, 60].contains(seconds))
    }

    @Test func droppingLeavesOutOnlyWhatBreaksARule() throws {
        var output: [UInt8] = []
        let document = document(
            [
                Metric("good", .number(1)), Metric("bad", .number(.nan)), Metric("", .number(1)),
                Metric("zone", .number(2)),
            ],
            sets: [["ClusterName", "city"], ["ClusterName"], ["zone"], [" "]],
            properties: [
                Property("ClusterName", .string("c")), Property("city", .string("Zürich")),
                Property("zone", .string("z")), Property("_aws", .string("a")),
            ]
        )
        let report = try Encoder(policy: .drop).encode(document, into: &output)
        let expected =
            #"{"_aws":{"Timestamp":1764000000000,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["ClusterName"]],"#
            + #""Metrics":[{"Name":"good"},{"Name":"zone"}]}]},"ClusterName":"c","city":"Zürich","good":1,"zone":2}"#
        #expect(text(output) == [expected])
        #expect(report.droppedDimensionSets == 3)
        #expect(report.droppedMetrics == 2)
        #expect(report.droppedProperties == 2)
        #expect(report.metrics == 2)
        #expect(report.violations.count == 7)
    }

    @Test func aDirectiveThatLosesAllItsSetsLosesItsMetrics() throws {
        var output: [UInt8] = []
        let document = document([Metric("a", .number(1)), Metric("b", .number(1))], sets: [["x"]])
        let report = try Encoder(policy: .drop).encode(document, into: &output)
        #expect(output.isEmpty)
        #expect(report.droppedMetrics == 2)
        #expect(report.violations == [.dimensionWithoutValue("x")])
    }
}
