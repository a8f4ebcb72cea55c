import BridgeCore
import NIOHTTP1

/// A GET request that the bridge makes: of a scrape target, or of the task metadata endpoint.
struct HTTPRequest: Sendable {
    var scheme: ScrapeJob.Scheme
    var host: String
    var port: Int
    var path: String
    var headers: HTTPHeaders
    /// The greatest size of the decompressed body, in bytes.
    var bodyLimit: Int
    /// How long the whole exchange may take, redirections included, in milliseconds.
    var timeoutMilliseconds: Int64
    /// How many redirections are followed.
    var redirectLimit: Int

    /// The host and port as the `Host` header has them.
    var authority: String {
        let host = self.host.utf8.contains(UInt8(ascii: ":")) ? "[\(self.host)]" : self.host
        return self.port == (self.scheme == .http ? 80 : 443) ? host : "\(host):\(self.port)"
    }

    /// The request that follows a `Location` header; nil if the location cannot be followed.
    ///
    /// Credentials are not carried to another host.
    func following(location: String) -> HTTPRequest? {
        var next = self
        next.redirectLimit -= 1
        if location.hasPrefix("/"), !location.hasPrefix("//") {
            next.path = location
            return next
        }
        guard let url = HTTPURL(location) else { return nil }
        next.scheme = url.scheme
        next.host = url.host
        next.port = url.port
        next.path = url.path
        if next.host != self.host || next.port != self.port || next.scheme != self.scheme {
            next.headers.remove(name: "Authorization")
        }
        return next
    }
}
