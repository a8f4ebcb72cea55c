import Foundation
import LosslessJSON

/// A headless Chromium driven over two named pipes with its DevTools protocol.
///
/// Everything it is asked has to be answered before one deadline, so that a browser that hangs fails a test and does
/// not hang it.
final class Browser {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Where the browser is, if it is installed.
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// A folder that goes with the browser.
    let folder: URL
    private let process = Process()
    private let input: Int32
    private let output: Int32
    private let deadline = ContinuousClock.now + .seconds(240)
    private var received: [UInt8] = []
    private var events: [JSONValue] = []
    private var lastCall: Int64 = 0

    /// Starts a browser for `body` and ends it afterwards, whatever happens.
    static func with<Result>(_ body: (Browser) async throws -> Result) async throws -> Result {
        let browser = try Browser()
        defer { browser.end() }
        return try await body(browser)
    }

    private init() throws {
        guard let path = Self.path else { throw Failure(description: "no Chromium is installed") }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "scalesim-pages-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        let pipes = ["in", "out"].map { folder.appendingPathComponent($0).path }
        // Opened for both directions, so that neither side waits for the other to open.
        let descriptors = pipes.map { pipe in mkfifo(pipe, 0o600) == 0 ? open(pipe, O_RDWR | O_CLOEXEC) : -1 }
        (input, output) = (descriptors[0], descriptors[1])
        guard input >= 0, output >= 0 else { throw Failure(description: "no pipes to the browser") }
        let options = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-extensions",
            "--remote-debugging-pipe", "--user-data-dir=\(folder.path)/profile",
        ]
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments =
            ["-c", "browser=$1 in=$2 out=$3; shift 3; exec \"$browser\" \"$@\" 3<\"$in\" 4>\"$out\"", "sh", path]
            + pipes + options + ["about:blank"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    private func end() {
        _ = try? call("Browser.close")
        let patience = ContinuousClock.now + .seconds(5)
        while process.isRunning, ContinuousClock.now < patience { usleep(20_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        close(input)
        close(output)
        try? FileManager.default.removeItem(at: folder)
    }

    /// Asks for something and waits for the answer.
    @discardableResult
    func call(
        _ method: String,
        _ parameters: JSONValue = [:],
        session: String? = nil
    ) throws
        -> JSONValue
    {
        lastCall += 1
        let id = lastCall
        var message: JSONValue = ["id": .integer(id), "method": .string(method), "params": parameters]
        if let session { message["sessionId"] = .string(session) }
        try send(message.text(.compact))
        while true {
            let message = try receive(for: method)
            guard message["id"]?.number?.integer == id else {
                events.append(message)
                continue
            }
            if let error = message["error"] { throw Failure(description: "\(method): \(error.text(.compact))") }
            return message["result"] ?? .null
        }
    }

    /// Waits for an event of a session, unless it came already.
    func wait(for method: String, session: String) throws {
        func isIt(_ event: JSONValue) -> Bool {
            event["method"]?.string == method && event["sessionId"]?.string == session
        }
        while !events.contains(where: isIt) { events.append(try receive(for: method)) }
    }

    /// What happened in a session so far: the events of a kind with their parameters.
    func events(_ method: String, session: String) -> [JSONValue] {
        events.filter { $0["method"]?.string == method && $0["sessionId"]?.string == session }
            .compactMap { $0["params"] }
    }

    private func send(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        bytes.append(0)
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure(description: "the pipe to the browser broke") }
            bytes = bytes.dropFirst(count)
        }
    }

    private func receive(for purpose: String) throws -> JSONValue {
        while true {
            if let end = received.firstIndex(of: 0) {
                let message = Array(received[..<end])
                received.removeSubrange(...end)
                return try JSONDocument(message).root
            }
            guard ContinuousClock.now < deadline else { throw Failure(description: "\(purpose): no answer in time") }
            guard process.isRunning else { throw Failure(description: "\(purpose): the browser ended") }
            var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 200) > 0 else { continue }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(output, &bytes, bytes.count)
            if count > 0 { received += bytes[..<count] }
        }
    }
}
