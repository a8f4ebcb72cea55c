#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads files of configuration size without Foundation.
public enum SmallFile {
    /// The greatest size that is read, in bytes.
    public static let limit = 16 << 20

    /// The bytes of a file.
    ///
    /// - Throws: ``SmallFileError`` with the system's reason, or when the file is larger than the limit.
    public static func read(_ path: String, limit: Int = SmallFile.limit) throws(SmallFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SmallFileError(path: path, reason: Self.reason()) }
        defer { close(descriptor) }
        return try Self.read(descriptor: descriptor, named: path, limit: limit)
    }

    /// Everything that can still be read from a descriptor.
    ///
    /// - Throws: ``SmallFileError`` with the system's reason, or when there is more than the limit.
    public static func read(
        descriptor: Int32,
        named name: String,
        limit: Int = SmallFile.limit
    ) throws(SmallFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let old = bytes.count
            // Growing by what is there already keeps the whole linear.
            let step = max(64 << 10, old)
            bytes.append(contentsOf: repeatElement(0, count: step))
            let count = bytes.withUnsafeMutableBytes { buffer in
                #if canImport(Glibc)
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: old), step)
                #elseif canImport(Musl)
                Musl.read(descriptor, buffer.baseAddress?.advanced(by: old), step)
                #else
                Darwin.read(descriptor, buffer.baseAddress?.advanced(by: old), step)
                #endif
            }
            if count < 0, errno == EINTR {
                bytes.removeLast(step)
                continue
            }
            guard count >= 0 else { throw SmallFileError(path: name, reason: Self.reason()) }
            bytes.removeLast(step - count)
            if count == 0 { return bytes }
            if bytes.count > limit {
                throw SmallFileError(path: name, reason: "it is larger than \(limit) bytes")
            }
        }
    }

    private static func reason() -> String {
        String(cString: strerror(errno))
    }
}

/// Why a file could not be read.
public struct SmallFileError: Error, Equatable, CustomStringConvertible {
    /// The file's path.
    public var path: String
    /// The system's reason.
    public var reason: String

    public var description: String { "\(self.path): \(self.reason)" }
}
