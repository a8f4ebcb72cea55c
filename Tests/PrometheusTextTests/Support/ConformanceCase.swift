import Foundation
import PrometheusText

/// One input with the verdict and the samples that readers agree on.
struct ConformanceCase: Decodable, Sendable {
    struct Exemplar: Decodable, Equatable {
        var labels: [String: String]
        var value: String
        var timestampMs: Int64?
    }

    struct Sample: Decodable, Equatable {
        var name: String
        var labels: [String: String]
        var value: String
        var timestampMs: Int64?
        var type: String
        var help: String?
        var unit: String?
        var exemplar: Exemplar?
    }

    var name: String
    var format: String
    var level: String
    var valid: Bool
    var docVerdict: String?
    var input: String?
    var inputBase64: String?
    var expected: [Sample]?

    var bytes: [UInt8] {
        if let input { return Array(input.utf8) }
        return Array(Data(base64Encoded: inputBase64 ?? "") ?? Data())
    }

    var expositionFormat: ExpositionFormat { format == "openmetrics" ? .openMetrics : .text }

    /// What the format's document says, or else most readers.
    var isValidByDocument: Bool { docVerdict.map { $0 == "valid" } ?? valid }

    /// The samples of a document in the form of the cases.
    static func samples(of document: ExpositionDocument) -> [Sample] {
        func dictionary(_ labels: [ExpositionDocument.Label]) -> [String: String] {
            Dictionary(labels.map { ($0.name, $0.value) }) { _, last in last }
        }
        return document.samples.map { sample in
            let family = document.family(of: sample)
            return Sample(
                name: sample.name,
                labels: dictionary(sample.labels),
                value: NumberText.shortest(sample.value),
                timestampMs: sample.timestampMilliseconds,
                type: family.type.keyword(in: document.format),
                help: family.help,
                unit: family.unit,
                exemplar: sample.exemplar.map {
                    Exemplar(
                        labels: dictionary($0.labels),
                        value: NumberText.shortest($0.value),
                        timestampMs: $0.timestampMilliseconds
                    )
                }
            )
        }
    }

    static func load(_ bytes: [UInt8]) throws -> [ConformanceCase] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode([ConformanceCase].self, from: Data(bytes))
    }
}
