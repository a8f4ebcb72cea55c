import DataSupport
import PrometheusText
import Testing

@Suite("Conformance")
struct ConformanceTests {
    /// Deviations that the documentation lists: cases in which the parser does not follow the recorded verdict.
    static let deviations: Set<String> = [
        // The last line may lack its newline.
        "own_c_no_newline",
        // Other cases have it that the document forbids these; one rule must do for both.
        "expfmt_TextParse_16", "client_python_help_escaping_2", "vm_RowsUnmarshalSuccess_11",
        "libprom_metric_with_type_without_metric_name",
    ]

    /// Cases in which the validating layer goes by the documents though most readers look away.
    static let validationDeviations: Set<String> = [
        // A bucket needs a usable bound, and a histogram an infinite bucket equal to its count.
        "own_hist_le_missing", "own_hist_le_bad", "own_hist_le_nan",
        "expfmt_TextParseError_20", "expfmt_TextParseError_28", "expfmt_TextParseError_39", "expfmt_TextParseError_42",
        // One HELP line for each metric, and TYPE before its samples.
        "expfmt_TextParseError_13", "expfmt_TextParseError_15",
        // The lines of a metric stand together.
        "textparse_OpenMetricsParse", "textparse_STParseFailures_2",
    ]

    static let cases: [ConformanceCase] = {
        guard let bytes = SharedData.bytes("prometheus-text-cases.json") else { return [] }
        return (try? ConformanceCase.load(bytes)) ?? []
    }()

    /// What is wrong with the parser's answer to a case, or nil.
    static func complaint(_ test: ConformanceCase, shouldBeValid: Bool) -> String? {
        let bytes = test.bytes
        do {
            let document = try ExpositionDocument(
                parsing: bytes.span,
                ExpositionOptions(format: test.expositionFormat)
            )
            guard shouldBeValid else { return "\(test.name): accepted" }
            guard let expected = test.expected else { return nil }
            let samples = ConformanceCase.samples(of: document)
            if samples == expected { return nil }
            for (index, pair) in zip(samples, expected).enumerated() where pair.0 != pair.1 {
                return "\(test.name): sample \(index) is \(pair.0), expected \(pair.1)"
            }
            return "\(test.name): \(samples.count) samples, expected \(expected.count)"
        } catch {
            return shouldBeValid ? "\(test.name): refused, \(error)" : nil
        }
    }

    @Test(
        "Inputs on which readers agree are accepted or refused as agreed, with the agreed samples",
        .enabled(if: SharedData.folder != nil)
    )
    func agreed() {
        let complaints = Self.cases.filter { $0.level == "agreed" }.compactMap {
            Self.complaint($0, shouldBeValid: $0.valid)
        }
        #expect(Self.cases.count > 600)
        #expect(complaints == [])
    }

    @Test("Disputed inputs go by the format's document", .enabled(if: SharedData.folder != nil))
    func disputed() {
        let complaints = Self.cases.filter { $0.level == "disputed" && !Self.deviations.contains($0.name) }.compactMap {
            Self.complaint($0, shouldBeValid: $0.isValidByDocument)
        }
        #expect(complaints == [])
    }

    @Test("Rules about whole expositions are found broken where they are", .enabled(if: SharedData.folder != nil))
    func semantic() {
        var complaints: [String] = []
        for test in Self.cases where test.level == "semantic" || (test.level == "agreed" && test.isValidByDocument) {
            let bytes = test.bytes
            var verdict = "accepted"
            do {
                let findings = try ExpositionValidation.findings(in: bytes.span, format: test.expositionFormat)
                if let first = findings.first { verdict = "line \(first.line): \(first.message)" }
            } catch {
                verdict = "\(error)"
            }
            if (verdict == "accepted") != test.isValidByDocument && !Self.validationDeviations.contains(test.name) {
                complaints.append("\(test.name): \(verdict)")
            }
        }
        #expect(complaints == [])
    }
}
