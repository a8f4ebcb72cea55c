import Foundation
import SimulationReport

/// Where text goes: data to standard output, talk to standard error.
enum Console {
    /// Writes to standard output; a reader that has gone (`| head`) ends the program quietly.
    static func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
            if written <= 0 { Foundation.exit(written < 0 && errno != EPIPE ? 2 : 0) }
            bytes = bytes.dropFirst(written)
        }
    }

    /// Writes a file.
    static func write(_ text: String, toFile path: String) throws {
        do {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw InputError("\(path): cannot be written: \(error.localizedDescription)")
        }
    }

    /// Writes a line to standard error.
    static func complain(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
    }

    /// What standard output can show: colour on a terminal unless `NO_COLOR` is set, Unicode where the locale has it.
    static func style(color: ColorChoice, ascii: Bool) -> TerminalStyle {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(1) == 1
        let usesColor =
            switch color {
            case .always: true
            case .never: false
            case .auto:
                isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
            }
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let isUTF8 = locale.lowercased().replacing("-", with: "").contains("utf8")
        return TerminalStyle(
            usesColor: usesColor,
            usesUnicode: isUTF8 && !ascii,
            width: isTerminal ? terminalWidth() ?? 80 : 80
        )
    }

    private static func terminalWidth() -> Int? {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
