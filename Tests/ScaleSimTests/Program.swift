import Foundation

/// One complete run of the built `scalesim`, bounded in time, with all that it wrote.
struct Program {
    let status: Int32
    let output: String
    let errors: String

    /// Runs the program in `folder` with exactly this environment.
    init(
        _ arguments: [String],
        environment: [String: String] = ["LANG": "C.UTF-8"],
        folder: URL? = nil,
        seconds: Int = 120
    ) throws {
        let scratch = try Scratch()
        let process = Process()
        process.executableURL = Self.folder.appendingPathComponent("scalesim")
        process.arguments = arguments
        process.environment = environment
        if let folder { process.currentDirectoryURL = folder }
        // Files, not pipes: a long output cannot block the program.
        process.standardOutput = try scratch.open("output")
        process.standardError = try scratch.open("errors")
        process.standardInput = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + .seconds(seconds)) == .timedOut {
            process.terminate()
            throw TimedOut(arguments: arguments)
        }
        status = process.terminationStatus
        output = try scratch.text("output")
        errors = try scratch.text("errors")
    }

    struct TimedOut: Error {
        let arguments: [String]
    }

    var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The folder that holds the package's programs: beside the test bundle.
    private static var folder: URL {
        for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
            return bundle.bundleURL.deletingLastPathComponent()
        }
        return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    }
}

/// A folder of its own that is removed with the value.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("scalesim-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func open(_ name: String) throws -> FileHandle {
        let file = url.appendingPathComponent(name)
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        return try FileHandle(forWritingTo: file)
    }

    func write(_ text: String, _ name: String) throws {
        try text.write(to: url.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
    }
}

/// The project's own documents for these tests.
enum Fixture {
    static func path(_ name: String, file: String = #filePath) -> String {
        URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
    }
}
