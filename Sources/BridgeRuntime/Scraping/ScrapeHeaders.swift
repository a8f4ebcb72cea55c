import BridgeCore

/// The headers of a scrape request.
///
/// The `Accept` header prefers OpenMetrics, as Prometheus and the CloudWatch Agent do, so that a service that offers
/// both formats answers with the same names as before.
enum ScrapeHeaders {
    static let fixed: [(String, String)] = [
        (
            "Accept",
            "application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
                + "text/plain;version=0.0.4;q=0.4,*/*;q=0.2"
        ),
        ("Accept-Encoding", "gzip"),
        ("User-Agent", "ScaleBridge"),
    ]

    /// Milliseconds as decimal seconds.
    static func seconds(milliseconds: Int64) -> String {
        let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        if rest == 0 { return "\(whole)" }
        var digits = "\(rest)"
        while digits.utf8.count < 3 { digits = "0" + digits }
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// The value of the `Authorization` header.
    ///
    /// - Throws: ``SmallFileError`` when a secret's file cannot be read.
    static func value(of authorization: ScrapeAuthorization) throws(SmallFileError) -> String {
        switch authorization {
        case .basic(let user, let password):
            return "Basic " + Base64.encode("\(user):\(try Self.text(of: password))".utf8)
        case .header(let type, let credentials):
            return "\(type) \(try Self.text(of: credentials))"
        }
    }

    private static func text(of secret: Secret) throws(SmallFileError) -> String {
        switch secret {
        case .text(let text):
            return text
        case .file(let path):
            let bytes = try SmallFile.read(path)
            // A trailing newline is the editor's, not the secret's; Prometheus trims it as well.
            let text = String(decoding: bytes, as: UTF8.self)
            return String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }
    }
}

/// Base64 with padding, for the one header that needs it.
enum Base64 {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 1
            if count % 3 == 0 {
                for shift in [18, 12, 6, 0] as [UInt32] { output.append(alphabet[Int(bits >> shift & 63)]) }
                bits = 0
            }
        }
        switch count % 3 {
        case 1:
            output.append(alphabet[Int(bits >> 2 & 63)])
            output.append(alphabet[Int(bits << 4 & 63)])
            output += Array("==".utf8)
        case 2:
            output.append(alphabet[Int(bits >> 10 & 63)])
            output.append(alphabet[Int(bits >> 4 & 63)])
            output.append(alphabet[Int(bits << 2 & 63)])
            output += Array("=".utf8)
        default:
            break
        }
        return String(decoding: output, as: UTF8.self)
    }
}
