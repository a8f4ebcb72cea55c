import ArgumentParser
import BridgeCore
import BridgeRuntime
import Glibc
import Logging
import NIOConcurrencyHelpers
import ServiceLifecycle
import UnixSignals

/// Runs a bridge under signals and turns its end into an exit code.
enum BridgeRunner {
    /// Runs until the bridge ends; `duration` ends it early.
    ///
    /// - Throws: `ExitCode` 1 where a single round did not give values everywhere or standard output failed, and 2
    ///   where the bridge could not start.
    static func run(
        plan: BridgePlan,
        configuration: Bridge.Configuration,
        logger: Logger,
        duration: DurationArgument? = nil
    ) async throws {
        let end = NIOLockedValueBox<Bridge.End?>(nil)
        let bridge = Bridge(plan: plan, configuration: configuration, logger: logger) { value in
            end.withLockedValue { $0 = value }
        }
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(
                service: bridge,
                successTerminationBehavior: .gracefullyShutdownGroup,
                failureTerminationBehavior: .cancelGroup
            )
        ]
        if let duration {
            services.append(
                .init(service: Timer(duration: duration), successTerminationBehavior: .gracefullyShutdownGroup)
            )
        }
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        )
        do {
            try await group.run()
        } catch {
            StandardError.write("scalebridge: cannot run: \(error)")
            throw ExitCode(2)
        }
        switch end.withLockedValue({ $0 }) {
        case .outputFailed(let code):
            StandardError.write(
                "scalebridge: standard output cannot be written to (\(String(cString: strerror(code)))); "
                    + "whoever reads the EMF lines has gone"
            )
            throw ExitCode(1)
        case .finishedOnce(allSucceeded: false):
            throw ExitCode(1)
        case .stopped, .finishedOnce, nil:
            return
        }
    }

    private struct Timer: Service {
        let duration: DurationArgument

        func run() async throws {
            try? await cancelWhenGracefulShutdown {
                try await Task.sleep(for: .milliseconds(self.duration.milliseconds))
            }
        }
    }
}
