import ArgumentParser
import Glibc

/// Writes data to standard output in large pieces.
struct StandardOutput {
    private var buffer: [UInt8] = []
    private static let pieceSize = 256 << 10

    /// Appends with a closure; writes when enough has come together.
    mutating func append(_ body: (inout [UInt8]) -> Void) throws {
        body(&self.buffer)
        if self.buffer.count >= Self.pieceSize { try self.flush() }
    }

    /// Writes what has come together.
    ///
    /// - Throws: `ExitCode` 1 when nobody reads any more.
    mutating func flush() throws {
        var start = 0
        while start < self.buffer.count {
            let count = self.buffer[start...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { throw ExitCode(1) }
            start += count
        }
        self.buffer.removeAll(keepingCapacity: true)
    }
}
