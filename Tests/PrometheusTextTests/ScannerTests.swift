import Testing

@testable import PrometheusText

@Suite("Scanners")
struct ScannerTests {
    /// What each question answers for the bytes from every start, as distances.
    static func answers<Scanner: ByteScanner>(_ scanner: Scanner.Type, _ bytes: [UInt8]) -> [Int] {
        let padded = bytes + [.newline] + [UInt8](repeating: 0x5C, count: ByteCursor.padding)
        return padded.withUnsafeBytes { memory -> [Int] in
            guard let base = memory.baseAddress else { return [] }
            var result: [Int] = []
            for start in 0...bytes.count {
                let cursor = ByteCursor(base) + start
                result.append(Scanner.stringStop(from: cursor) - cursor)
                result.append(Scanner.textStop(from: cursor) - cursor)
                result.append(Scanner.nameEnd(from: cursor) - cursor)
                result.append(Scanner.newline(from: cursor) - cursor)
                for count in [0, 1, 7, 8, 9, 16, 17] where start + count <= bytes.count {
                    result.append(Scanner.areEqual(ByteCursor(base), cursor, count: count) ? 1 : 0)
                }
            }
            return result
        }
    }

    /// The same, byte by byte.
    static func expected(_ bytes: [UInt8]) -> [Int] {
        let ended = bytes + [UInt8.newline]
        func first(_ start: Int, _ isStop: (UInt8) -> Bool) -> Int {
            (ended[start...].firstIndex(where: isStop) ?? ended.count) - start
        }
        var result: [Int] = []
        for start in 0...bytes.count {
            result.append(first(start) { $0 == .quote || $0 == .backslash || $0 <= .newline || $0 >= 0x80 })
            result.append(first(start) { $0 == .backslash || $0 <= .newline || $0 >= 0x80 })
            result.append(first(start) { !$0.isNameByte })
            result.append(first(start) { $0 == .newline })
            for count in [0, 1, 7, 8, 9, 16, 17] where start + count <= bytes.count {
                result.append(bytes[0..<count] == bytes[start..<start + count] ? 1 : 0)
            }
        }
        return result
    }

    @Test("Every byte value at every place of a block is classified alike by all scanners")
    func everyByteEverywhere() {
        var wrong: [String] = []
        for value in UInt8.min...UInt8.max where value != .newline {
            for place in [0, 7, 8, 15, 16, 20] {
                var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 21)
                bytes[place] = value
                let expected = Self.expected(bytes)
                if Self.answers(WordScanner.self, bytes) != expected { wrong.append("word \(value) \(place)") }
                if Self.answers(NativeScanner.self, bytes) != expected { wrong.append("native \(value) \(place)") }
            }
        }
        #expect(wrong == [])
    }

    @Test("Random and adversarial bytes are classified alike by all scanners")
    func randomBytes() {
        // Neighbours of the bytes looked for, with which carries between bytes would show.
        let hard: [UInt8] = [
            0x00, 0x01, 0x09, 0x0B, 0x21, 0x22, 0x23, 0x2F, 0x30, 0x3A, 0x3B, 0x40, 0x5B, 0x5C, 0x5D, 0x5F,
            0x60, 0x61, 0x7A, 0x7B, 0x7F, 0x80, 0x8A, 0xA2, 0xDC, 0xDF, 0xE1, 0xFF,
        ]
        var random = RepeatableRandom(seed: 5)
        var wrong = 0
        for round in 0..<1500 {
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).map { _ in
                round % 2 == 0
                    ? hard.randomElement(using: &random) ?? 0 : UInt8(truncatingIfNeeded: random.next()) | 0x01
            }
            let expected = Self.expected(bytes)
            if Self.answers(WordScanner.self, bytes) != expected { wrong += 1 }
            if Self.answers(NativeScanner.self, bytes) != expected { wrong += 1 }
        }
        #expect(wrong == 0)
    }
}
