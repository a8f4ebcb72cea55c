import Foundation
import Synchronization

/// One line on standard error that is overwritten, on a terminal only.
enum Progress {
    static let isShown = isatty(2) == 1

    /// What is under way, and when the line was last written.
    private static let state = Mutex((head: "", written: ContinuousClock.now - .seconds(1)))

    /// Says what comes next.
    static func begin(_ head: String) {
        state.withLock { $0.head = head + ": " }
    }

    /// Says what is under way where there is nothing to count.
    static func tell(_ what: String) {
        write(what + " ...")
    }

    /// Shows how far it is, not more than ten times a second.
    static func show(_ done: Int, of total: Int) {
        let head: String? = state.withLock { state in
            guard done == total || state.written.duration(to: .now) > .milliseconds(100) else { return nil }
            state.written = .now
            return state.head
        }
        if let head { write("\(head)\(done) of \(total) runs") }
    }

    /// Takes the line away.
    static func clear() {
        write("")
    }

    private static func write(_ text: String) {
        guard isShown else { return }
        let bytes = Array("\r\u{1B}[K\(text)".utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
    }
}
