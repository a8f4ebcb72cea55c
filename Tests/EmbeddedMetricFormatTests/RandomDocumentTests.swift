import EmbeddedMetricFormat
import Testing

/// Random documents, half of them with faults in them: what is dropped may vary, what is written must hold.
struct RandomDocumentTests {
    @Test(arguments: 0..<8)
    func writtenLinesAreValidInsideTheLimitsAndHoldEveryValue(_ seed: Int) throws {
        var random = SeededGenerator(state: UInt64(seed) &* 7919 &+ 1)
        var faults: [String] = []
        for round in 0..<25 {
            let document = randomDocument(&random)
            let limit = [256, 512, 4096, 16_383].randomElement(using: &random) ?? 512
            var output: [UInt8] = []
            let report = try Encoder(limits: Limits(lineBytes: limit), policy: .drop).encode(document, into: &output)
            var check = WrittenLines(limit: limit)
            check.read(output)
            faults += check.faults.map { "round \(round): \($0)" }
            if check.lineCount != report.lines { faults.append("round \(round): \(report.lines) lines reported") }
            let expected = Self.expectedValues(document)
            let hasLongNumber = report.violations.contains { if case .lineTooLong = $0 { true } else { false } }
            for (name, values) in check.values where expected[name] != values {
                // An array ends early where one of its numbers does not fit any line.
                if hasLongNumber, let all = expected[name], all.starts(with: values) { continue }
                faults.append("round \(round): values of \(name)")
            }
            if check.values.count != report.metrics { faults.append("round \(round): metrics reported") }
            if report.violations.isEmpty, check.values.count != expected.count {
                faults.append("round \(round): metrics lost without a violation")
            }
        }
        #expect(faults == [])
    }

    static func expectedValues(_ document: Document) -> [String: [Double]] {
        var values: [String: [Double]] = [:]
        for metric in document.directives.flatMap(\.metrics) where values[metric.name] == nil {
            switch metric.value {
            case .number(let value): values[metric.name] = [value]
            case .array(let all): values[metric.name] = all
            case .distribution(let parts): values[metric.name] = parts.values
            }
        }
        return values
    }

    private func randomDocument(_ random: inout SeededGenerator) -> Document {
        let faulty = Bool.random(using: &random)
        var document = Document(timestamp: Int64.random(in: 0...2_000_000_000_000, using: &random))
        for index in 0..<Int.random(in: 0...12, using: &random) {
            let value = faulty && Int.random(in: 0..<6, using: &random) == 0 ? " ü\n" : "value \"\(index)\" \\"
            document.properties.append(Property("label\(index)", .string(value)))
        }
        var number = 0
        for index in 0..<Int.random(in: 0...3, using: &random) {
            var sets: [[String]] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let names = document.properties.map(\.name).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
                sets.append(faulty && Int.random(in: 0..<8, using: &random) == 0 ? ["absent"] : names)
            }
            var directive = Directive(namespace: "N\(index)", dimensionSets: sets)
            for _ in 0..<Int.random(in: 1...160, using: &random) {
                number += 1
                directive.metrics.append(randomMetric(number, faulty: faulty, &random))
            }
            document.directives.append(directive)
        }
        for index in 0..<Int.random(in: 0...5, using: &random) {
            document.fields.append(Field("field\(index)", randomNumber(&random)))
        }
        return document
    }

    private func randomMetric(_ number: Int, faulty: Bool, _ random: inout SeededGenerator) -> Metric {
        let name = "metric_\(number)_\(["a", "größe", "\"q\"", "日本"].randomElement(using: &random) ?? "")"
        if faulty, Int.random(in: 0..<20, using: &random) == 0 {
            return Metric(name, .number([.nan, .infinity, 1e300].randomElement(using: &random) ?? .nan))
        }
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            let count = Int.random(in: 1...250, using: &random)
            return Metric(name, .array((0..<count).map { _ in randomNumber(&random) }))
        case 1:
            let parts = Distribution(values: [1, 2.5], counts: [1, 2], sum: 6, count: 3, minimum: 1, maximum: 2.5)
            return Metric(name, .distribution(parts), unit: .seconds)
        default:
            return Metric(
                name,
                .number(randomNumber(&random)),
                unit: Unit.allCases.randomElement(using: &random),
                resolution: Bool.random(using: &random) ? .high : .standard
            )
        }
    }

    private func randomNumber(_ random: inout SeededGenerator) -> Double {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return Double(Int.random(in: -1000...1000, using: &random))
        case 1: return Double.random(in: -1e6...1e6, using: &random)
        default:
            let value = Double(bitPattern: random.next())
            return value.isFinite && value.magnitude <= Limits.valueMagnitude ? value : 0.5
        }
    }
}

/// Reads lines back by the specification's rules and gathers the values of each metric.
struct WrittenLines {
    let limit: Int
    var faults: [String] = []
    var values: [String: [Double]] = [:]
    var lineCount = 0

    init(limit: Int) {
        self.limit = limit
    }

    mutating func read(_ output: [UInt8]) {
        if let last = output.last, last != 10 { faults.append("no newline at the end") }
        for line in output.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
            lineCount += 1
            if line.count + 1 > limit { faults.append("\(line.count + 1) bytes") }
            guard let json = try? JSON(line) else {
                faults.append("not JSON: \(String(decoding: line, as: UTF8.self))")
                continue
            }
            read(json)
        }
    }

    private mutating func read(_ json: JSON) {
        guard let aws = json["_aws"] else { return }
        if aws["Timestamp"]?.number == nil { faults.append("no timestamp") }
        var onThisLine: [String] = []
        for directive in aws["CloudWatchMetrics"]?.elements ?? [] {
            let sets = directive["Dimensions"]?.elements ?? []
            if sets.isEmpty { faults.append("no dimension set") }
            for name in sets.flatMap(\.elements) {
                if name.text.flatMap({ json[$0]?.text }) == nil { faults.append("dimension \(name)") }
            }
            let names = directive["Metrics"]?.elements.compactMap { $0["Name"]?.text } ?? []
            if names.isEmpty || names.count > 100 { faults.append("\(names.count) metrics") }
            onThisLine += names.filter { !onThisLine.contains($0) }
        }
        for name in onThisLine {
            let member = json[name]
            let found =
                member?.number.map { [$0] } ?? member?["Values"]?.elements.compactMap(\.number)
                ?? member?.elements.compactMap(\.number) ?? []
            if found.isEmpty || found.count > 100 { faults.append("\(found.count) values of \(name)") }
            values[name, default: []] += found
        }
    }
}
