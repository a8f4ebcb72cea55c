#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A local stream socket that needs neither network nor file system.
///
/// On Linux a name without a slash lies in the abstract namespace, so that a container with a read-only root file
/// system can use it; a name with a slash is a path. Elsewhere a name without a slash lies in `/tmp`.
enum HealthSocket {
    /// The name used where none is given.
    static let defaultName = "scalebridge-health"

    /// A socket that listens under a name.
    ///
    /// - Throws: ``SmallFileError`` with the system's reason.
    static func listening(name: String) throws(SmallFileError) -> Int32 {
        let descriptor = try Self.make(name)
        if name.contains("/") { unlink(name) }
        guard try Self.withAddress(name, { bind(descriptor, $0, $1) }) == 0, Self.systemListen(descriptor) == 0 else {
            let error = Self.error(name)
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// A socket connected to whoever listens under a name; reads and writes on it time out.
    ///
    /// - Throws: ``SmallFileError`` with the system's reason.
    static func connected(name: String, timeoutSeconds: Int) throws(SmallFileError) -> Int32 {
        let descriptor = try Self.make(name)
        var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
        guard try Self.withAddress(name, { Self.systemConnect(descriptor, $0, $1) }) == 0 else {
            let error = Self.error(name)
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func make(_ name: String) throws(SmallFileError) -> Int32 {
        #if os(Linux)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
        let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw Self.error(name) }
        return descriptor
    }

    private static func systemListen(_ descriptor: Int32) -> Int32 { listen(descriptor, 8) }

    private static func systemConnect(
        _ descriptor: Int32,
        _ address: UnsafePointer<sockaddr>,
        _ length: socklen_t
    ) -> Int32 {
        connect(descriptor, address, length)
    }

    private static func error(_ name: String) -> SmallFileError {
        SmallFileError(path: name, reason: String(cString: strerror(errno)))
    }

    private static func withAddress(
        _ name: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SmallFileError) -> Int32 {
        #if os(Linux)
        let bytes = (name.contains("/") ? [] : [0]) + Array(name.utf8)
        #else
        let bytes = Array((name.contains("/") ? name : "/tmp/\(name).sock").utf8)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard !name.isEmpty, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw SmallFileError(path: name, reason: "a socket's name has 1 to 100 bytes")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        let length = socklen_t(offset + bytes.count)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
