/// What is wrong with a plan, a search space, a requirement or a part file, and how to mend it.
public struct TuningError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The whole message.
    public let description: String

    /// An error with the given message.
    public init(_ description: String) { self.description = description }
}
