import EmbeddedMetricFormat
import Testing

/// What the client libraries of AWS do, by the number that their facts have in emf.md 4.2.
///
/// Where two libraries differ,
/// or none of them has the case, the row says what is done here.
struct ClientLibraryFactsTests {
    struct Fact: CustomTestStringConvertible, Sendable {
        var number: Int
        var rule: String
        var expected: String
        var actual: @Sendable () throws -> String

        init(_ number: Int, _ rule: String, _ expected: String, _ actual: @escaping @Sendable () throws -> String) {
            self.number = number
            self.rule = rule
            self.expected = expected
            self.actual = actual
        }

        var testDescription: String { "\(number): \(rule)" }
    }

    static let head =
        #"{"_aws":{"Timestamp":1764000000000,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[[]],"Metrics":["#

    static let shapes: [Fact] = [
        Fact(1, "a dimension without a metric is a line without _aws", #"{"D":"v"}"#) {
            try lines(document([], sets: [["D"]], properties: [Property("D", .string("v"))])).joined()
        },
        Fact(2, "a property is a root member", head + #"{"Name":"m"}]}]},"p":true,"q":1.5,"i":7,"m":1}"#) {
            let properties = [
                Property("p", .boolean(true)), Property("q", .number(1.5)), Property("i", .integer(7)),
            ]
            return try lines(document([Metric("m", .number(1))], properties: properties)).joined()
        },
        Fact(3, "one value is a number", head + #"{"Name":"m","Unit":"None"}]}]},"m":42}"#) {
            try lines(document([Metric("m", .array([42]), unit: Unit.none)])).joined()
        },
        Fact(4, "two values are an array", head + #"{"Name":"m"}]}]},"m":[1,2]}"#) {
            try lines(document([Metric("m", .array([1, 2]))])).joined()
        },
        Fact(5, "high resolution is written", head + #"{"Name":"m","StorageResolution":1}]}]},"m":1}"#) {
            try lines(document([Metric("m", .number(1), resolution: .high)])).joined()
        },
        Fact(6, "standard resolution is not written", head + #"{"Name":"m"}]}]},"m":1}"#) {
            try lines(document([Metric("m", .number(1), resolution: .standard)])).joined()
        },
        Fact(
            16,
            "a dimension set put again moves to the end, its latest value wins",
            #"{"_aws":{"Timestamp":1764000000000,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["B"],["A"]],"#
                + #""Metrics":[{"Name":"m"}]}]},"A":"2","B":"1","m":1}"#
        ) {
            var directive = Directive(namespace: "N", dimensionSets: [], metrics: [Metric("m", .number(1))])
            for name in ["A", "B", "A"] { directive.addDimensionSet([name]) }
            var document = Document(timestamp: 1_764_000_000_000, directives: [directive])
            for (name, value) in [("A", "1"), ("B", "1"), ("A", "2")] { document.setProperty(name, .string(value)) }
            return try lines(document).joined()
        },
        Fact(
            17,
            "several sets keep their order, the same one twice is one",
            #"{"_aws":{"Timestamp":1764000000000,"CloudWatchMetrics":[{"Namespace":"N","#
                + #""Dimensions":[["A"],["B","A"],[]],"Metrics":[{"Name":"m"}]}]},"A":"1","B":"2","m":1}"#
        ) {
            let properties = [Property("A", .string("1")), Property("B", .string("2"))]
            let sets = [["A"], ["B", "A"], [], ["A", "B"], ["A"]]
            return try lines(document([Metric("m", .number(1))], sets: sets, properties: properties)).joined()
        },
        Fact(18, "no dimensions is one empty set", head + #"{"Name":"m"}]}]},"m":1}"#) {
            try lines(document([Metric("m", .number(1))], sets: [[]])).joined()
        },
        Fact(
            26,
            "metadata and log group stand beside CloudWatchMetrics",
            #"{"_aws":{"Timestamp":5,"x":"y","LogGroupName":"g","CloudWatchMetrics":[{"Namespace":"N","#
                + #""Dimensions":[[]],"Metrics":[{"Name":"m"}]}]},"m":1}"#
        ) {
            var document = document([Metric("m", .number(1))])
            document.timestamp = 5
            document.metadata = [Property("x", .string("y"))]
            document.logGroupName = "g"
            return try lines(document).joined()
        },
        Fact(27, "an empty log group is absent", head + #"{"Name":"m"}]}]},"m":1}"#) {
            var document = document([Metric("m", .number(1))])
            document.logGroupName = ""
            return try lines(document).joined()
        },
        Fact(29, "extraction switched off leaves only fields", #"{"D":"v","m":1}"#) {
            let document = Document(
                timestamp: 5,
                properties: [Property("D", .string("v"))],
                fields: [Field("m", 1)]
            )
            return try lines(document).joined()
        },
    ]

    static let splits: [Fact] = [
        Fact(8, "275 metrics are three lines", "100 100 75") { try metricsPerLine(275, values: 1) },
        Fact(8, "295 metrics are three lines", "100 100 95") { try metricsPerLine(295, values: 1) },
        Fact(9, "99 metrics are one line", "99") { try metricsPerLine(99, values: 1) },
        Fact(9, "100 metrics are one line", "100") { try metricsPerLine(100, values: 1) },
        Fact(10, "of 101 values the last stands alone", "[0...99] 100") {
            try lines(document([Metric("m", .array((0...100).map(Double.init)))])).map { line in
                let value = try #require(JSON(line.utf8)["m"])
                let elements = value.elements.compactMap(\.number)
                return elements.isEmpty ? "\(Int(value.number ?? -1))" : "[\(Int(elements[0]))...\(Int(elements[99]))]"
            }.joined(separator: " ")
        },
        Fact(11, "a metric of one value is only in the first line", "A B|A") {
            let metrics = [Metric("A", .array(Array(repeating: 1, count: 101))), Metric("B", .number(1))]
            return try names(lines(document(metrics)))
        },
        Fact(12, "295 values of three metrics and 433 of a fourth are five lines", "a b c d|a b c d|a b c d|d|d") {
            let metrics = [("a", 295), ("b", 295), ("c", 295), ("d", 433)].map {
                Metric($0.0, .array(Array(repeating: 1, count: $0.1)))
            }
            return try names(lines(document(metrics), limits: Limits(lineBytes: .max)))
        },
        Fact(13, "295 values of 295 metrics: at most eleven lines", "100 100 95 100 100 95 100 100 95") {
            try metricsPerLine(295, values: 295)
        },
        Fact(14, "one value beside a thousand occurs once", "A B|B|B|B|B|B|B|B|B|B") {
            let metrics = [Metric("A", .number(1)), Metric("B", .array(Array(repeating: 1, count: 1000)))]
            return try names(lines(document(metrics)))
        },
        Fact(28, "each line ends in a newline", "3 true") {
            var output: [UInt8] = []
            let metrics = (0..<275).map { Metric("m\($0)", .number(1)) }
            let report = try Encoder(limits: Limits(lineBytes: .max)).encode(document(metrics), into: &output)
            return "\(report.lines) \(output.last == 10 && output.count { $0 == 10 } == 3)"
        },
    ]

    static func metricsPerLine(_ count: Int, values: Int) throws -> String {
        let metrics = (0..<count).map { Metric("m\($0)", .array((0..<values).map(Double.init))) }
        return try lines(document(metrics), limits: Limits(lineBytes: .max))
            .map { try "\(names([$0]).split(separator: " ").count)" }.joined(separator: " ")
    }

    static func names(_ lines: [String]) throws -> String {
        try lines.map { line in
            let directives = try #require(JSON(line.utf8)["_aws"]?["CloudWatchMetrics"])
            return directives.elements.flatMap { $0["Metrics"]?.elements ?? [] }
                .compactMap { $0["Name"]?.text }.joined(separator: " ")
        }.joined(separator: "|")
    }

    @Test("The libraries' shapes of a line", arguments: shapes)
    func shape(_ fact: Fact) throws {
        #expect(try fact.actual() == fact.expected)
    }

    @Test("The libraries' splits", arguments: splits)
    func split(_ fact: Fact) throws {
        #expect(try fact.actual() == fact.expected)
    }
}
