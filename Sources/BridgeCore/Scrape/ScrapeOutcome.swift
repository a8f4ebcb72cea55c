/// How a scrape ended: with values, with an answer that lacks the wanted series, or not at all.
///
/// Only values are published. An absent series is not zero connections, and a refused scrape is not the last value.
public enum ScrapeOutcome: Sendable, Equatable {
    /// The endpoint answered and held series that a declaration selects.
    case values
    /// The endpoint answered, but no series of it is selected.
    case absent(AbsenceReason)
    /// The endpoint did not give a usable answer.
    case failed(ScrapeFailure)
}

/// Why an answer held no wanted series.
public enum AbsenceReason: Sendable, Equatable {
    /// The body holds no sample at all; `comment` is its first comment line, if any.
    case noSamples(comment: String?)
    /// The body holds samples, but none that a declaration selects.
    case notSelected(sampleCount: Int)

    /// One sentence for the log.
    public var sentence: String {
        switch self {
        case .noSamples(let comment):
            if let comment { return "the endpoint answered without any sample: \(comment)" }
            return "the endpoint answered without any sample"
        case .notSelected(let count):
            return "the endpoint answered with \(count) sample\(count == 1 ? "" : "s"), none of which is selected"
        }
    }

    /// What an operator can look at next.
    public var hint: String {
        switch self {
        case .noSamples(let comment) where comment?.contains("failed to export metrics") == true:
            "the service could not collect its metrics; its own log says why"
        case .noSamples:
            "is this the compact job, or has the service not finished starting?"
        case .notSelected:
            "is this the replication container, which has no connection count? Compare the metric selectors with the "
                + "names that the endpoint exposes (scalebridge doctor lists them)"
        }
    }
}

/// Why a scrape failed.
public enum ScrapeFailure: Sendable, Equatable {
    /// Nothing listens at the address.
    case refused
    /// The name of the target has no address.
    case unresolved(String)
    /// The scrape took longer than its timeout.
    case timedOut(milliseconds: Int64)
    /// The connection ended before the answer did.
    case connectionLost(String)
    /// The answer's status is not 200.
    case status(Int)
    /// The answer, decompressed, is larger than the limit.
    case bodyTooLarge(limitBytes: Int)
    /// The answer cannot be read as an exposition.
    case malformed(String)
    /// The answer is over a limit of the job.
    case limitExceeded(String)
    /// TLS could not be established.
    case tls(String)

    /// A short stable name: two failures of the same kind are one state, and are logged once.
    public var kind: String {
        switch self {
        case .refused: "refused"
        case .unresolved: "unresolved"
        case .timedOut: "timed-out"
        case .connectionLost: "connection-lost"
        case .status(let code): "status-\(code)"
        case .bodyTooLarge: "body-too-large"
        case .malformed: "malformed"
        case .limitExceeded: "limit-exceeded"
        case .tls: "tls"
        }
    }

    /// One sentence for the log.
    public var sentence: String {
        switch self {
        case .refused: "the connection was refused"
        case .unresolved(let detail): "the name could not be resolved: \(detail)"
        case .timedOut(let milliseconds): "no complete answer within \(Self.seconds(milliseconds))"
        case .connectionLost(let detail): "the connection was lost: \(detail)"
        case .status(let code): "the answer has status \(code), not 200"
        case .bodyTooLarge(let limit): "the answer is larger than \(limit) bytes"
        case .malformed(let detail): "the answer is not a valid exposition: \(detail)"
        case .limitExceeded(let detail): "the answer is over a limit: \(detail)"
        case .tls(let detail): "TLS failed: \(detail)"
        }
    }

    /// What an operator can look at next.
    public var hint: String {
        switch self {
        case .refused: "is telemetry.prometheus_port set in the service's configuration, and is the service up?"
        case .unresolved: "check the target's name; inside one task the address is 127.0.0.1"
        case .timedOut: "is the service's event loop blocked? scrape_timeout bounds the wait"
        case .connectionLost: "did the service stop while it was answering?"
        case .status(404): "the path is wrong: PowerSync serves /metrics on telemetry.prometheus_port"
        case .status: "the service's own log says more"
        case .bodyTooLarge: "raise body_size_limit (or --max-body), or scrape a smaller endpoint"
        case .malformed: "scalebridge parse shows the line; --lenient skips malformed lines"
        case .limitExceeded: "raise the limit in the scrape configuration, or drop series by relabelling"
        case .tls: "check tls_config: ca_file, server_name"
        }
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
