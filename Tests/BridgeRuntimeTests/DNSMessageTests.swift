import BridgeCore
import Testing

@testable import BridgeRuntime

struct DNSMessageTests {
    private static func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    private static func message(_ records: [(type: UInt8, data: [UInt8])]) -> [UInt8] {
        var message: [UInt8] = [0x12, 0x34, 0x81, 0x80, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
        message += Self.name("api.local") + [0, 1, 0, 1]
        for record in records {
            // A pointer to the question's name at offset 12, class IN, a TTL of 60 s.
            message += [0xC0, 12, 0, record.type, 0, 1, 0, 0, 0, 60, 0, UInt8(record.data.count)] + record.data
        }
        return message
    }

    @Test func `addresses and services are read in order, other records are passed over`() {
        let pointer: [UInt8] = [4] + Array("task".utf8) + [0xC0, 12]
        let message = Self.message([
            (5, Self.name("alias.local")),
            (1, [10, 0, 0, 7]),
            (28, [0xFD, 0] + [UInt8](repeating: 0, count: 13) + [1]),
            (33, [0, 1, 0, 1, 0x23, 0x82] + pointer),
            (33, [0, 1, 0, 1, 0x23, 0x82, 0]),
            (1, [10, 0, 0, 8]),
        ])
        #expect(DNSMessage.answers(in: message, type: .a) == [.address("10.0.0.7"), .address("10.0.0.8")])
        #expect(DNSMessage.answers(in: message, type: .aaaa) == [.address("fd00:0:0:0:0:0:0:1")])
        #expect(DNSMessage.answers(in: message, type: .srv) == [.service(host: "task.api.local", port: 9090)])
    }

    @Test func `a message cut anywhere is damaged, never a crash`() {
        let message = Self.message([(1, [10, 0, 0, 7]), (33, [0, 1, 0, 1, 0x23, 0x82] + Self.name("a.b"))])
        let verdicts = (0..<message.count).map { DNSMessage.answers(in: Array(message.prefix($0)), type: .srv) }
        #expect(verdicts.allSatisfy { $0 == nil })
    }

    @Test func `pointers in a circle end`() {
        var message = Self.message([])
        message[12] = 0xC0
        message[13] = 12
        #expect(DNSMessage.answers(in: message, type: .a) == nil)
    }

    @Test func `any bytes are read without a crash`() {
        var state: UInt64 = 1
        var answered = 0
        for _ in 0..<20_000 {
            var bytes = Self.message([(33, [0, 1, 0, 1, 0x23, 0x82] + Self.name("a.b"))])
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 56)
            }
            if DNSMessage.answers(in: bytes, type: .srv) != nil { answered += 1 }
        }
        #expect(answered > 0)
    }
}
