import BridgeCore
import BridgeRuntime
import PrometheusText

/// One line of what `scalebridge doctor` found.
struct DoctorFinding {
    enum Verdict: String {
        case ok
        case bad
        case none

        /// Two characters for a column.
        var mark: String {
            switch self {
            case .ok: "ok"
            case .bad: "NO"
            case .none: "--"
            }
        }
    }

    var check: String
    var verdict: Verdict
    var text: String
    /// What an operator can do next.
    var next: String?

    /// Whether the endpoint answered.
    static func endpoint(_ answer: HTTPProbe.Answer) -> DoctorFinding {
        if let failure = answer.failure {
            return DoctorFinding(
                check: "endpoint",
                verdict: .bad,
                text: failure.sentence,
                next: Self.sentence(failure.hint)
            )
        }
        let status = answer.status ?? 0
        if status != 200 {
            let failure = ScrapeFailure.status(status)
            return DoctorFinding(
                check: "endpoint",
                verdict: .bad,
                text: failure.sentence,
                next: Self.sentence(failure.hint)
            )
        }
        let type = answer.contentType ?? "no Content-Type"
        return DoctorFinding(
            check: "endpoint",
            verdict: .ok,
            text: "answered in \(answer.milliseconds) ms: status 200, \(type), \(answer.body.count) bytes"
        )
    }

    /// Whether the body is an exposition, and holds the metric.
    static func exposition(_ answer: HTTPProbe.Answer, metric: String) -> [DoctorFinding] {
        let format = ExpositionFormat(contentType: answer.contentType, content: answer.body.span)
        let document: ExpositionDocument
        do {
            let options = ExpositionOptions(format: format, mode: .lenient)
            document = try ExpositionDocument(parsing: answer.body.span, options)
        } catch {
            return [DoctorFinding(check: "exposition", verdict: .bad, text: "\(error)")]
        }
        var findings: [DoctorFinding] = []
        if let error = document.skippedLines.first {
            findings.append(
                DoctorFinding(
                    check: "exposition",
                    verdict: .bad,
                    text: "\(document.skippedLines.count) malformed lines; the first at \(error)",
                    next: "With --cw-config a malformed line discards the scrape; --lenient skips it."
                )
            )
        } else if document.samples.isEmpty {
            let reason = AbsenceReason.noSamples(comment: Self.firstComment(answer.body))
            findings.append(
                DoctorFinding(
                    check: "exposition",
                    verdict: .bad,
                    text: reason.sentence,
                    next: Self.sentence(reason.hint)
                )
            )
        } else {
            let count = document.samples.count
            findings.append(
                DoctorFinding(
                    check: "exposition",
                    verdict: .ok,
                    text: "\(count) sample\(count == 1 ? "" : "s"), no malformed line"
                )
            )
        }
        findings.append(Self.metric(metric, in: document))
        return findings
    }

    private static func metric(_ name: String, in document: ExpositionDocument) -> DoctorFinding {
        let samples = document.samples.filter { $0.name == name }
        guard let first = samples.first else {
            let others = Set(document.samples.map(\.name)).filter { $0.hasPrefix("powersync_") }.sorted()
            let isReplication = others.contains { $0.contains("replicat") }
            var text = "\(name) is not there"
            if !others.isEmpty { text += "; there is " + others.prefix(4).joined(separator: ", ") }
            return DoctorFinding(
                check: "metric",
                verdict: .bad,
                text: text,
                next: isReplication
                    ? "This looks like a replication container, which has no connection count; scrape the API container."
                    : "Compare the name with what the endpoint exposes: scalebridge parse."
            )
        }
        let type = document.family(of: first).type.keyword(in: document.format)
        var text = "\(name) = \(NumberText.shortest(first.value)) (\(type)"
        text += first.labels.isEmpty ? ", no labels" : ", labels " + first.labels.map(\.name).joined(separator: ", ")
        if let timestamp = first.timestampMilliseconds {
            let age = (Self.now - timestamp) / 1000
            text += ", \(age) s old"
        }
        text += ")"
        guard first.value.isFinite else {
            return DoctorFinding(
                check: "metric",
                verdict: .bad,
                text: text,
                next: "CloudWatch takes finite numbers only."
            )
        }
        let next: String? =
            samples.count == 1
            ? nil
            : "\(samples.count) series of the metric share one identity, so an Average is divided by their number; "
                + "run with --sum-series."
        return DoctorFinding(check: "metric", verdict: .ok, text: text, next: next)
    }

    private static var now: Int64 { EpochClock.milliseconds }

    private static func firstComment(_ body: [UInt8]) -> String? {
        guard let line = body.split(separator: UInt8(ascii: "\n")).first, line.first == UInt8(ascii: "#") else {
            return nil
        }
        return String(decoding: line.prefix(200), as: UTF8.self)
    }

    private static func sentence(_ text: String) -> String {
        guard let first = text.first else { return text }
        return first.uppercased() + text.dropFirst() + (text.hasSuffix("?") ? "" : ".")
    }
}
