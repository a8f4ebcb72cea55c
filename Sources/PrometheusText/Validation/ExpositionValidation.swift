/// Checks the rules of a format that concern more than one line, on top of a strict parse.
///
/// The parser itself does not apply them, because they need memory that grows with the exposition, and because real
/// endpoints break some of them without harm.
public enum ExpositionValidation {
    /// Reads a whole exposition strictly and lists the rules it breaks.
    ///
    /// The rules are those of the format's document; for OpenMetrics they are strict about types, for the text format
    /// few.
    ///
    /// - Parameters:
    ///   - text: The whole body.
    ///   - format: Its format.
    ///   - limits: The limits on the input.
    /// - Returns: What is wrong, in the order of the lines.
    /// - Throws: The first syntax error, as ``ExpositionParser/parse(_:into:)``.
    /// - Complexity: O(n log n) in the number of bytes at worst, O(n) for ordinary numbers of labels.
    public static func findings(
        in text: Span<UInt8>,
        format: ExpositionFormat,
        limits: ExpositionLimits = ExpositionLimits()
    ) throws(ExpositionError) -> [ExpositionFinding] {
        var visitor = ValidatingVisitor(format: format)
        var parser = ExpositionParser(ExpositionOptions(format: format, limits: limits))
        try parser.parse(text, into: &visitor)
        visitor.finishFamily()
        return numberLines(visitor.findings, in: text)
    }

    /// Sorts findings and adds their lines, in one walk over the text.
    private static func numberLines(_ findings: [ExpositionFinding], in text: Span<UInt8>) -> [ExpositionFinding] {
        var sorted = findings.sorted { $0.offset < $1.offset }
        var position = 0
        var line = 1
        for index in sorted.indices {
            while position < sorted[index].offset {
                if text[position] == .newline { line += 1 }
                position += 1
            }
            sorted[index].line = line
        }
        return sorted
    }
}
