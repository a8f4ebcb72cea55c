import ArgumentParser
import Logging

/// How much the program says on standard error.
struct LoggingOptions: ParsableArguments {
    @Option(help: "How much is said on standard error: trace, debug, info, notice, warning, error or critical.")
    var logLevel = LogLevelArgument(level: .info)

    /// A logger that writes to standard error.
    func makeLogger() -> Logger {
        var logger = Logger(label: "scalebridge") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = self.logLevel.level
        return logger
    }
}

/// A log level on the command line.
struct LogLevelArgument: ExpressibleByArgument {
    let level: Logger.Level

    init(level: Logger.Level) {
        self.level = level
    }

    init?(argument: String) {
        guard let level = Logger.Level(rawValue: argument) else { return nil }
        self.level = level
    }

    var defaultValueDescription: String { self.level.rawValue }
    static var allValueStrings: [String] { Logger.Level.allCases.map(\.rawValue) }
}
