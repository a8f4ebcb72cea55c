internal import BridgeCore
internal import LinearRegex

/// Compiles patterns while the documents are read, so that none fails later.
enum CheckedPattern {
    /// The pattern of a node; nil, with an error in the report, if it is no regular expression.
    static func read(
        _ node: DocumentNode,
        anchoring: BridgeCore.Pattern.Anchoring,
        _ report: inout Report
    ) -> BridgeCore.Pattern? {
        guard let text = node.string(&report) else { return nil }
        do throws(PatternError) {
            _ = try LinearRegex.Pattern(text, dotMatchesNewline: anchoring == .whole)
            return BridgeCore.Pattern(text, anchoring: anchoring)
        } catch {
            let message = "\"\(text)\" is no regular expression: \(error); expected RE2 syntax; \(error.mend)"
            report.error(node, message)
            return nil
        }
    }
}
