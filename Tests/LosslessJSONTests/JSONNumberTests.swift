import LosslessJSON
import Testing

struct JSONNumberTests {
    static let integers: [(text: String, integer: Int64?, thousandths: Int64?)] = [
        ("0", 0, 0), ("-0", 0, 0), ("3", 3, 3000), ("3.0", 3, 3000), ("3e0", 3, 3000), ("0.25", nil, 250),
        ("2.5e1", 25, 25000), ("120e-1", 12, 12000), ("1e-3", nil, 1), ("1e-4", nil, nil), ("0.1234", nil, nil),
        ("9223372036854775807", .max, nil), ("-9223372036854775808", .min, nil), ("9223372036854775808", nil, nil),
        ("1e18", 1_000_000_000_000_000_000, nil), ("1e19", nil, nil), ("0e999999", 0, 0), ("1e99999999999", nil, nil),
        ("10000000000000000000000e-22", 1, 1000), ("0.000", 0, 0), ("-1.50", nil, -1500),
    ]

    @Test(arguments: integers)
    func integersAndScaledDecimalsAreExactOrNil(text: String, integer: Int64?, thousandths: Int64?) throws {
        let number = try #require(JSONNumber(text: text))
        #expect(number.integer == integer && number.scaled(toPowerOfTen: 3) == thousandths)
    }

    @Test(arguments: [
        (75.0, "75"), (0.1, "0.1"), (-0.0, "-0"), (1e16, "1e+16"), (Double.leastNonzeroMagnitude, "5e-324"),
        (1_760_000_000.123, "1760000000.123"),
    ])
    func doublesAreWrittenShortestWithoutPointZero(value: Double, text: String) throws {
        let number = try #require(JSONNumber(value))
        #expect(number.text == text && number.double?.bitPattern == value.bitPattern)
    }

    @Test func numbersThatJSONCannotSayAreRefused() {
        #expect(JSONNumber(Double.nan) == nil && JSONNumber(-Double.infinity) == nil)
        #expect(JSONNumber(text: "1 ") == nil && JSONNumber(text: "") == nil && JSONNumber(text: "0x1") == nil)
        #expect(JSONNumber(text: "1e999")?.double == nil)
        #expect(JSONNumber(Int64.min).text == "-9223372036854775808")
    }

    @Test func randomDoublesRoundTrip() throws {
        var random = Random(seed: 7)
        var failures: [UInt64] = []
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard let number = JSONNumber(value) else { continue }
            let read = try JSONValue(parsing: number.text).number?.double
            if read?.bitPattern != value.bitPattern { failures.append(value.bitPattern) }
        }
        #expect(failures.isEmpty)
    }
}

/// SplitMix64: small, seeded and the same everywhere.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
