import BridgeCore
import CResolv

#if canImport(Glibc)
import Glibc
#endif

/// Asks the system's resolver (`/etc/resolv.conf`) for records; blocks, so it is called from a thread of its own.
enum Resolver {
    /// The answers for a name; empty where the name has no such records.
    ///
    /// - Throws: ``ResolverError`` when no server answers, or the answer is damaged.
    static func answers(for name: String, type: DNSDiscovery.RecordType) throws(ResolverError) -> [DNSMessage.Answer] {
        let code: Int32 =
            switch type {
            case .a: 1
            case .aaaa: 28
            case .srv: 33
            }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let length = res_query(name, 1, code, &buffer, Int32(buffer.count))
        guard length >= 0 else {
            // netdb.h: 1 is HOST_NOT_FOUND, 4 is NO_DATA; both are answers.
            let reason = lookupError()
            if reason == 1 || reason == 4 { return [] }
            throw ResolverError(name: name, reason: "no name server answered")
        }
        guard let answers = DNSMessage.answers(in: Array(buffer.prefix(Int(length))), type: type) else {
            throw ResolverError(name: name, reason: "the name server's answer is damaged")
        }
        return answers
    }

    private static func lookupError() -> Int32 { __h_errno_location().pointee }
}

/// Why a name could not be resolved.
struct ResolverError: Error, Equatable, CustomStringConvertible {
    var name: String
    var reason: String

    var description: String { "\(self.name): \(self.reason)" }
}
