/// A label: a name and its value.
public struct Label: Sendable, Hashable {
    /// The label's name.
    public var name: String
    /// Its value; an empty value is the same as no label.
    public var value: String

    /// Creates a label.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
