/// A value set from outside the file, such as by a flag.
public struct ScenarioOverride: Sendable, Hashable {
    /// The new value.
    public enum Value: Sendable, Hashable {
        /// A single value, taken as it is.
        case text(String)
        /// Keys with a single value each, in this order.
        case keys([Key])
        /// YAML, for values of any form.
        case yaml(String)
    }

    /// A key and its value.
    public struct Key: Sendable, Hashable {
        public var name: String
        public var text: String

        public init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    /// What set it, for error messages: `--min`.
    public var origin: String
    /// The path of keys: `scaling.min`.
    public var keyPath: String
    public var value: Value
    /// Whether the value is one more element of the list at the path.
    public var appends: Bool

    public init(origin: String, keyPath: String, value: Value, appends: Bool = false) {
        self.origin = origin
        self.keyPath = keyPath
        self.value = value
        self.appends = appends
    }
}
