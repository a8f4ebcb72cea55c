public import Foundation
import Synchronization

/// One run of a program of this package, with its output collected as it comes.
///
/// A run is bounded: whatever a test does, the program is killed when the run is released or its time is up.
public final class ProgramRun: Sendable {
    private struct State {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var status: Int32?
    }

    // Process is not Sendable, but is used only behind this lock.
    private struct Held: @unchecked Sendable {
        let process: Process
    }

    private final class Box: Sendable {
        let state = Mutex(State())
    }

    private let process: Mutex<Held>
    private let box = Box()
    private let start = ContinuousClock.now

    /// Starts a program that the package built, by its name.
    ///
    /// - Throws: when the program is not there or cannot be started.
    public init(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = Self.folder.appendingPathComponent(name)
        process.arguments = arguments
        var all = ProcessInfo.processInfo.environment
        for (key, value) in environment { all[key] = value }
        process.environment = all
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        self.process = Mutex(Held(process: process))
        let box = self.box
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            box.state.withLock { $0.output += Array(data) }
        }
        errors.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            box.state.withLock { $0.errors += Array(data) }
        }
        process.terminationHandler = { process in
            box.state.withLock { $0.status = process.terminationStatus }
        }
        try process.run()
    }

    deinit {
        self.process.withLock { if $0.process.isRunning { kill($0.process.processIdentifier, SIGKILL) } }
    }

    /// The folder that holds the package's programs: beside the test bundle.
    public static var folder: URL {
        for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
            return bundle.bundleURL.deletingLastPathComponent()
        }
        return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    }

    /// The complete lines of standard output so far.
    public var lines: [String] {
        let bytes = self.box.state.withLock { $0.output }
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        return bytes[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// All of standard output so far.
    public var output: String { String(decoding: self.box.state.withLock { $0.output }, as: UTF8.self) }

    /// All of standard error so far.
    public var errors: String { String(decoding: self.box.state.withLock { $0.errors }, as: UTF8.self) }

    /// The exit status, once the program has ended.
    public var status: Int32? { self.box.state.withLock { $0.status } }

    /// Sends a signal.
    public func signal(_ number: Int32) {
        self.process.withLock { _ = kill($0.process.processIdentifier, number) }
    }

    /// Waits until a condition holds, for at most this many seconds; whether it came to hold.
    public func wait(seconds: Double = 20, until condition: @Sendable (ProgramRun) -> Bool) async -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if condition(self) { return true }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return condition(self)
    }

    /// Waits until the program has ended; its exit status, or nil after this many seconds.
    public func finish(seconds: Double = 30) async -> Int32? {
        _ = await self.wait(seconds: seconds) { $0.status != nil }
        // What the program wrote last may still be in the pipe for a moment.
        try? await Task.sleep(for: .milliseconds(50))
        return self.status
    }
}
