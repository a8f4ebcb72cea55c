import BridgeCore

/// Reads the answers of a DNS message.
///
/// Source: RFC 1035 section 4, RFC 2782 (SRV), RFC 3596 (AAAA).
enum DNSMessage {
    /// One answer that names a target.
    enum Answer: Equatable {
        /// An IPv4 or IPv6 address as text.
        case address(String)
        /// A host and port of an SRV record.
        case service(host: String, port: Int)
    }

    /// The answers of one record type, in the order of the message; nil if the message is damaged.
    static func answers(in message: [UInt8], type: DNSDiscovery.RecordType) -> [Answer]? {
        var reader = Reader(message)
        guard let header = reader.bytes(12) else { return nil }
        let questions = Int(header[4]) << 8 | Int(header[5])
        let answers = Int(header[6]) << 8 | Int(header[7])
        for _ in 0..<questions {
            guard reader.name() != nil, reader.bytes(4) != nil else { return nil }
        }
        var found: [Answer] = []
        for _ in 0..<answers {
            guard reader.name() != nil, let fixed = reader.bytes(10) else { return nil }
            let kind = Int(fixed[0]) << 8 | Int(fixed[1])
            let length = Int(fixed[8]) << 8 | Int(fixed[9])
            let start = reader.offset
            guard let data = reader.bytes(length) else { return nil }
            switch (kind, type) {
            case (1, .a):
                guard length == 4 else { return nil }
                found.append(.address(data.map { "\($0)" }.joined(separator: ".")))
            case (28, .aaaa):
                guard length == 16 else { return nil }
                found.append(.address(Self.text(ofIPv6: data)))
            case (33, .srv):
                var inner = Reader(message, offset: start + 6)
                guard length > 6, let host = inner.name() else { return nil }
                let port = Int(message[start + 4]) << 8 | Int(message[start + 5])
                // A target of "." says that the service is decidedly not there (RFC 2782).
                if !host.isEmpty, port > 0 { found.append(.service(host: host, port: port)) }
            default:
                break
            }
        }
        return found
    }

    private static func text(ofIPv6 bytes: [UInt8]) -> String {
        stride(from: 0, to: 16, by: 2)
            .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    private struct Reader {
        private let message: [UInt8]
        private(set) var offset: Int

        init(_ message: [UInt8], offset: Int = 0) {
            self.message = message
            self.offset = offset
        }

        /// The next bytes.
        mutating func bytes(_ count: Int) -> [UInt8]? {
            guard self.message.count - self.offset >= count else { return nil }
            defer { self.offset += count }
            return Array(self.message[self.offset..<self.offset + count])
        }

        /// The next domain name without its final dot; nil if it is damaged or its pointers do not end.
        mutating func name() -> String? {
            var labels: [String] = []
            var position = self.offset
            var end: Int?
            for _ in 0..<128 {
                guard position < self.message.count else { return nil }
                let length = Int(self.message[position])
                switch length {
                case 0:
                    self.offset = end ?? position + 1
                    return labels.joined(separator: ".")
                case 1...63:
                    let next = position + 1 + length
                    guard next <= self.message.count else { return nil }
                    labels.append(String(decoding: self.message[position + 1..<next], as: UTF8.self))
                    position = next
                case 192...255:
                    guard position + 1 < self.message.count else { return nil }
                    if end == nil { end = position + 2 }
                    position = (length & 63) << 8 | Int(self.message[position + 1])
                default:
                    return nil
                }
            }
            return nil
        }
    }
}
