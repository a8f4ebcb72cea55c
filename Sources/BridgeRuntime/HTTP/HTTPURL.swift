public import BridgeCore

/// An `http` or `https` URL, taken apart as far as a scrape needs it.
public struct HTTPURL: Sendable, Equatable {
    /// The protocol.
    public var scheme: ScrapeJob.Scheme
    /// The host's name or address, an IPv6 address without brackets.
    public var host: String
    /// The TCP port; the scheme's own where the URL names none.
    public var port: Int
    /// The path with its query, without a fragment; `/` where the URL has none.
    public var path: String

    /// Reads a URL; nil if it is no `http` or `https` URL with a host and a valid port, or holds blanks, controls or
    /// user information.
    public init?(_ text: String) {
        var rest: Substring
        if text.hasPrefix("http://") {
            self.scheme = .http
            rest = text.dropFirst(7)
        } else if text.hasPrefix("https://") {
            self.scheme = .https
            rest = text.dropFirst(8)
        } else {
            return nil
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let path = String(rest[end...])
        self.path = path.hasPrefix("/") ? path : "/" + path
        guard let (host, port) = Self.splitAuthority(rest[..<end], defaultPort: self.scheme == .http ? 80 : 443) else {
            return nil
        }
        self.host = host
        self.port = port
    }

    /// Takes `host`, `host:port`, `[v6]` or `[v6]:port` apart; nil if it is none of these.
    public static func splitAuthority(_ text: Substring, defaultPort: Int) -> (host: String, port: Int)? {
        if text.isEmpty || text.contains("@") { return nil }
        var host = text
        var port = defaultPort
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<close]
            let after = text[text.index(after: close)...]
            if !after.isEmpty {
                guard after.hasPrefix(":"), let number = Self.port(after.dropFirst()) else { return nil }
                port = number
            }
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            guard !host.contains(":"), let number = Self.port(text[text.index(after: colon)...]) else { return nil }
            port = number
        }
        if host.isEmpty { return nil }
        return (String(host), port)
    }

    private static func port(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(text), (1...65_535).contains(number)
        else { return nil }
        return number
    }
}
