import ArgumentParser
import BridgeRuntime
import LosslessJSON
import PrometheusText

struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Reads Prometheus text or OpenMetrics and prints its samples, or what is wrong with it.",
        discussion: """
            Prints one JSON object per sample: name, labels, value (as text), timestamp_ms, type, help, and unit and \
            exemplar where there are such. Exit code 0, or 2 with FILE:LINE:COLUMN: and a sentence on standard error.

            EXAMPLES
              curl -s http://127.0.0.1:9090/metrics | scalebridge parse -
              scalebridge parse --lenient metrics.prom
              scalebridge parse --count --repeat 100 metrics.prom
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case auto
        case text
        case openmetrics
    }

    @Argument(help: "A file, or - for standard input.")
    var file: String

    @Option(help: "The format: auto takes OpenMetrics where the last line is # EOF, text otherwise.")
    var format = Format.auto

    @Flag(help: "Skip malformed lines, telling each on standard error, and print the rest.")
    var lenient = false

    @Flag(help: "Print one JSON object per sample (the default).")
    var json = false

    @Flag(help: "Print how many samples and bytes were read, and how fast.")
    var count = false

    @Option(name: .customLong("repeat"), help: "How often the input is read for --count.")
    var repetitions = 1

    func validate() throws {
        if self.json, self.count { throw ValidationError("--json and --count exclude each other.") }
        if self.repetitions < 1 { throw ValidationError("--repeat takes a number from 1.") }
        if self.repetitions > 1, !self.count { throw ValidationError("--repeat goes with --count.") }
    }

    func run() throws {
        let bytes = try self.read()
        let options = ExpositionOptions(
            format: self.expositionFormat(of: bytes),
            mode: self.lenient ? .lenient : .strict
        )
        do {
            if self.count {
                try self.printCount(bytes, options)
            } else {
                try self.printSamples(bytes, options)
            }
        } catch let error as ExpositionError {
            self.report(error)
            throw ExitCode(2)
        }
    }

    private func read() throws -> [UInt8] {
        do {
            let limit = 1 << 30
            if self.file == "-" { return try SmallFile.read(descriptor: 0, named: "standard input", limit: limit) }
            return try SmallFile.read(self.file, limit: limit)
        } catch {
            StandardError.write("scalebridge parse: \(error)")
            throw ExitCode(2)
        }
    }

    private func expositionFormat(of bytes: [UInt8]) -> ExpositionFormat {
        switch self.format {
        case .auto: ExpositionFormat(detecting: bytes.span)
        case .text: .text
        case .openmetrics: .openMetrics
        }
    }

    private func report(_ error: ExpositionError) {
        let name = self.file == "-" ? "<stdin>" : self.file
        StandardError.write("\(name):\(error.line):\(error.column): \(error.message)")
    }

    private func printSamples(_ bytes: [UInt8], _ options: ExpositionOptions) throws {
        let document = try ExpositionDocument(parsing: bytes.span, options)
        for error in document.skippedLines { self.report(error) }
        var output = StandardOutput()
        for sample in document.samples {
            let value = Self.object(sample, document.family(of: sample), options.format)
            try output.append { bytes in
                value.write(into: &bytes)
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        try output.flush()
    }

    private static func object(
        _ sample: ExpositionDocument.Sample,
        _ family: ExpositionDocument.Family,
        _ format: ExpositionFormat
    ) -> JSONValue {
        var object = JSONObject([
            JSONMember(key: "name", value: .string(sample.name)),
            JSONMember(key: "labels", value: Self.labels(sample.labels)),
            JSONMember(key: "value", value: .string(NumberText.shortest(sample.value))),
            JSONMember(key: "timestamp_ms", value: sample.timestampMilliseconds.map { .integer($0) } ?? .null),
            JSONMember(key: "type", value: .string(family.type.keyword(in: format))),
            JSONMember(key: "help", value: family.help.map { .string($0) } ?? .null),
        ])
        if let unit = family.unit { object.members.append(JSONMember(key: "unit", value: .string(unit))) }
        if let exemplar = sample.exemplar {
            let value = JSONObject([
                JSONMember(key: "labels", value: Self.labels(exemplar.labels)),
                JSONMember(key: "value", value: .string(NumberText.shortest(exemplar.value))),
                JSONMember(key: "timestamp_ms", value: exemplar.timestampMilliseconds.map { .integer($0) } ?? .null),
            ])
            object.members.append(JSONMember(key: "exemplar", value: .object(value)))
        }
        return .object(object)
    }

    private static func labels(_ labels: [ExpositionDocument.Label]) -> JSONValue {
        .object(JSONObject(labels.map { JSONMember(key: $0.name, value: .string($0.value)) }))
    }

    private func printCount(_ bytes: [UInt8], _ options: ExpositionOptions) throws {
        var visitor = Counter()
        var parser = ExpositionParser(options)
        let start = ContinuousClock.now
        for round in 0..<self.repetitions {
            visitor.samples = 0
            visitor.tellsSkipped = round == 0
            try parser.parse(bytes.span, into: &visitor)
        }
        let elapsed = (ContinuousClock.now - start).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
        for error in visitor.skipped { self.report(error) }
        let rate = seconds > 0 ? Double(bytes.count) * Double(self.repetitions) / seconds / 1e6 : 0
        print(
            "samples=\(visitor.samples) bytes=\(bytes.count) "
                + "seconds=\(Self.decimal(seconds, 6)) MB/s=\(Self.decimal(rate, 1))"
        )
    }

    private static func decimal(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int64((value * scale).rounded())
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int64(scale))
        let text = "\(rest)"
        return "\(whole)." + String(repeating: "0", count: digits - text.utf8.count) + text
    }

    private struct Counter: ExpositionVisitor {
        var samples = 0
        var skipped: [ExpositionError] = []
        var tellsSkipped = false

        mutating func sample(_ sample: SampleReference, labels: Span<LabelReference>, in text: Span<UInt8>) {
            self.samples += 1
        }

        mutating func skippedLine(_ error: ExpositionError) {
            if self.tellsSkipped { self.skipped.append(error) }
        }
    }
}
