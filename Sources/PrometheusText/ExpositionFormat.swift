/// The two formats in which metrics are exposed.
public enum ExpositionFormat: Equatable, Hashable, Sendable {
    /// The classic text format, version 0.0.4
    /// (https://prometheus.io/docs/instrumenting/exposition_formats/).
    case text
    /// OpenMetrics 1.0 (https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md).
    case openMetrics

    /// The format that an HTTP Content-Type names, or nil if it names neither.
    ///
    /// Only the media type counts; its parameters (version, charset, escaping) and its letter case do not.
    /// `application/openmetrics-text` is OpenMetrics, `text/plain` is the text format.
    ///
    /// - Parameter contentType: The header's value, such as `text/plain; version=0.0.4; charset=utf-8`.
    public init?(contentType: String) {
        var mediaType: [UInt8] = []
        for byte in contentType.utf8 {
            if byte == UInt8(ascii: ";") { break }
            if byte.isBlank { continue }
            mediaType.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
        }
        if mediaType.elementsEqual("application/openmetrics-text".utf8) {
            self = .openMetrics
        } else if mediaType.elementsEqual("text/plain".utf8) {
            self = .text
        } else {
            return nil
        }
    }

    /// The format that a whole body appears to be in: OpenMetrics if its last line is `# EOF`, otherwise text.
    ///
    /// - Parameter content: The whole body.
    public init(detecting content: Span<UInt8>) {
        let marker: InlineArray<5, UInt8> = [.numberSign, .space, 0x45, 0x4F, 0x46]
        var end = content.count
        if end > 0 && content[end - 1] == .newline { end -= 1 }
        guard end >= 5, end == 5 || content[end - 6] == .newline else {
            self = .text
            return
        }
        for index in 0..<5 where content[end - 5 + index] != marker[index] {
            self = .text
            return
        }
        self = .openMetrics
    }

    /// The format of a response: what its Content-Type says, or else what its content looks like.
    ///
    /// - Parameters:
    ///   - contentType: The header's value, if the response has one.
    ///   - content: The whole body.
    public init(contentType: String?, content: Span<UInt8>) {
        if let contentType, let format = ExpositionFormat(contentType: contentType) {
            self = format
        } else {
            self = ExpositionFormat(detecting: content)
        }
    }
}
