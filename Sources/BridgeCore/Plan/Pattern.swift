/// A regular expression in RE2 syntax together with how it is applied.
///
/// The agent searches anywhere in the text (`label_matcher`, `metric_selectors`); Prometheus relabelling matches the
/// whole text. Two patterns are equal when their texts and anchoring are.
public struct Pattern: Sendable, Equatable {
    /// Where a match may begin and end.
    public enum Anchoring: Sendable, Equatable {
        /// Anywhere in the text.
        case search
        /// The whole text.
        case whole
    }

    /// The expression as written.
    public let text: String
    /// How it is applied.
    public let anchoring: Anchoring

    /// Creates a pattern.
    public init(_ text: String, anchoring: Anchoring) {
        self.text = text
        self.anchoring = anchoring
    }
}
