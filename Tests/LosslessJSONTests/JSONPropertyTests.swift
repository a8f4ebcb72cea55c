import LosslessJSON
import Testing

/// What must hold for any bytes whatever.
struct JSONPropertyTests {
    private static let fragments: [[UInt8]] =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d\\ude00", "00e9", "0", "1", "-", ".", "e", "E+",
            "true",
            "null", "\"a\"", "\"b\":", " ", "\n", "\r", "\t", "é", "😀", "[1,2]", "{\"a\":1}", "\"\\n\"",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82], [0x00], [0x1F], [0xED, 0xA0, 0x80]]

    private static func randomBytes(_ random: inout Random) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0..<24, using: &random) {
            bytes += fragments[Int.random(in: 0..<fragments.count, using: &random)]
        }
        return bytes
    }

    private static func randomValue(_ random: inout Random, depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth > 4 ? 5 : 8), using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: .integer(Int64.random(in: .min ... .max, using: &random))
        case 3: .double(Double(bitPattern: random.next()))
        case 4: .string(String(decoding: randomBytes(&random), as: UTF8.self))
        case 5, 6:
            .object(
                JSONObject(
                    (0..<Int.random(in: 0..<6, using: &random)).map { index in
                        JSONMember(key: "k\(index)", value: randomValue(&random, depth: depth + 1))
                    }.shuffled(using: &random)
                )
            )
        default: .array((0..<Int.random(in: 0..<6, using: &random)).map { _ in randomValue(&random, depth: depth + 1) })
        }
    }

    private static func everyValue(in value: JSONValue, visit: (JSONValue) -> Void) {
        visit(value)
        for element in value.array ?? [] { everyValue(in: element, visit: visit) }
        for member in value.object?.members ?? [] { everyValue(in: member.value, visit: visit) }
    }

    /// Whether reading kept its promises about these bytes.
    private static func holds(_ bytes: [UInt8]) -> Bool {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            return (0...bytes.count).contains(error.position.offset) && !error.description.isEmpty
        }
        var good = (try? JSONValue(parsing: document.root.text(.pretty))) == document.root
        good = good && document.bytes(changedTo: document.root) == bytes
        everyValue(in: document.root) { value in
            guard let origin = value.origin, (try? JSONDocument(Array(bytes[origin.range])))?.root == value else {
                good = false
                return
            }
        }
        return good
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func anyBytesAreReadOrRefusedWithAPlace(seed: UInt64) {
        var random = Random(seed: seed)
        let failures = (0..<5000).lazy.map { _ in Self.randomBytes(&random) }.filter { !Self.holds($0) }
        #expect(failures.first == nil)
    }

    @Test(arguments: [5, 6] as [UInt64])
    func validTextWithOneByteChangedIsReadOrRefusedWithAPlace(seed: UInt64) {
        var random = Random(seed: seed)
        var failure: [UInt8]?
        for _ in 0..<2000 where failure == nil {
            var bytes = Array(Self.randomValue(&random).text(.pretty).utf8)
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            if !Self.holds(bytes) { failure = bytes }
        }
        #expect(failure == nil)
    }

    @Test(arguments: [8, 9] as [UInt64])
    func anyValueReadsBackFromEveryLayoutAndEveryChange(seed: UInt64) throws {
        var random = Random(seed: seed)
        var failure: JSONValue?
        for _ in 0..<500 where failure == nil {
            let (value, other) = (Self.randomValue(&random), Self.randomValue(&random))
            for layout in [JSONLayout.compact, .pretty, JSONLayout(indentation: "\t", hasSpaces: false)] {
                let document = try JSONDocument(text: value.text(layout))
                let changed = try document.changed(to: other).root
                if document.root != value || changed != other { failure = value }
            }
        }
        #expect(failure == nil)
    }
}
