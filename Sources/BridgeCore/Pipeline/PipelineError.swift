internal import LinearRegex

/// A plan that cannot be carried out; one that was validated never gives this.
public enum PipelineError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A pattern that is no regular expression, with what is wrong with it.
    case pattern(Pattern, reason: String)
    /// A unit that CloudWatch does not have.
    case unit(metric: String, unit: String)

    /// One sentence that names the offending text.
    public var description: String {
        switch self {
        case .pattern(let pattern, let reason): "\"\(pattern.text)\" is not a regular expression: \(reason)"
        case .unit(let metric, let unit): "\"\(unit)\", the unit of metric \"\(metric)\", is not a CloudWatch unit"
        }
    }

    /// Compiles a pattern of the plan.
    ///
    /// Prometheus' own patterns let a dot match a newline, the agent's do not.
    static func compile(_ pattern: Pattern) throws(PipelineError) -> LinearRegex.Pattern {
        do throws(PatternError) {
            return try LinearRegex.Pattern(pattern.text, dotMatchesNewline: pattern.anchoring == .whole)
        } catch {
            throw PipelineError.pattern(pattern, reason: "\(error)")
        }
    }
}

extension Pattern {
    /// The pattern, ready to match; nil if it is no regular expression, so that it must count as matching nothing.
    func matcher() -> Matcher? {
        guard let pattern = try? PipelineError.compile(self) else { return nil }
        return Matcher(pattern, anchoring: self.anchoring == .whole ? .whole : .anywhere)
    }
}
