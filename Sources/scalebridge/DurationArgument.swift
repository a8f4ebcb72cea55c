import ArgumentParser
import BridgeCore

/// A duration on the command line, written as Prometheus writes durations.
struct DurationArgument: ExpressibleByArgument {
    let milliseconds: Int64
    private let text: String

    /// Creates a duration of whole seconds, for defaults.
    init(seconds: Int64) {
        self.milliseconds = seconds * 1000
        self.text = "\(seconds)s"
    }

    init?(argument: String) {
        guard let milliseconds = PrometheusDuration.milliseconds(argument), milliseconds > 0 else { return nil }
        self.milliseconds = milliseconds
        self.text = argument
    }

    var defaultValueDescription: String { self.text }
}
