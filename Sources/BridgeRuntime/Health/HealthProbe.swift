import LosslessJSON

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Asks a running bridge for its health.
public enum HealthProbe {
    /// The name of the health socket where none is given.
    public static let defaultSocketName = HealthSocket.defaultName

    /// What a bridge answered.
    public struct Answer: Sendable {
        /// Whether every target was scraped with success lately.
        public var isHealthy: Bool
        /// The document as it came, one line.
        public var document: String
    }

    /// Connects to the socket of this name and reads the answer, for at most two seconds.
    ///
    /// - Throws: ``SmallFileError`` when no bridge listens there or its answer is no health document.
    public static func ask(socketName: String = defaultSocketName) throws(SmallFileError) -> Answer {
        let descriptor = try HealthSocket.connected(name: socketName, timeoutSeconds: 2)
        defer { close(descriptor) }
        let bytes = try SmallFile.read(descriptor: descriptor, named: socketName, limit: 4 << 20)
        guard let document = try? JSONDocument(bytes), let isHealthy = document.root["healthy"]?.bool else {
            throw SmallFileError(path: socketName, reason: "the answer is no health document")
        }
        return Answer(isHealthy: isHealthy, document: String(decoding: bytes, as: UTF8.self))
    }
}
