/// The four questions the parser asks of many bytes at once.
///
/// Each has an implementation of 16-byte steps where the processor has them (``VectorScanner``) and one of 8-byte steps
/// for everything else (``WordScanner``). All answers are exact, so the implementations are interchangeable; tests
/// prove them equal on random and adversarial input.
protocol ByteScanner {
    /// The first quote, backslash, non-ASCII byte, newline or control character below it at `cursor` or later.
    static func stringStop(from cursor: ByteCursor) -> ByteCursor

    /// The first backslash, non-ASCII byte, newline or control character below it at `cursor` or later.
    static func textStop(from cursor: ByteCursor) -> ByteCursor

    /// The first byte at `cursor` or later that no metric name contains.
    static func nameEnd(from cursor: ByteCursor) -> ByteCursor

    /// The first newline at `cursor` or later.
    static func newline(from cursor: ByteCursor) -> ByteCursor

    /// Whether `count` bytes at two places are equal. The second piece contains no newline before its end.
    static func areEqual(_ left: ByteCursor, _ right: ByteCursor, count: Int) -> Bool
}
