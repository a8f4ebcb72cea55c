import Glibc

/// Writes text for people; data goes to standard output instead.
enum StandardError {
    /// Writes a text and a newline.
    static func write(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            start += count
        }
    }
}
