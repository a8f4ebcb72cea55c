import Testing

@testable import PrometheusText

@Suite("Numbers")
struct NumberTests {
    /// The number that the scanner reads from a whole text, or nil.
    static func scan(_ text: String) -> Double? {
        let padded = Array(text.utf8) + [.newline] + [UInt8](repeating: 0, count: ByteCursor.padding)
        return padded.withUnsafeBytes { memory -> Double? in
            guard let base = memory.baseAddress else { return nil }
            let number = NumberScanner(ByteCursor(base))
            guard number.outcome == .number, number.end - ByteCursor(base) == text.utf8.count else { return nil }
            return number.value
        }
    }

    /// Texts for which the scanner's number is not that of the standard library.
    static func wrong(_ texts: some Sequence<String>) -> [String] {
        texts.filter { text in
            let expected = Double(text)
            // What is too large is refused.
            let value = expected?.isInfinite == true ? nil : expected
            return scan(text)?.bitPattern != value?.bitPattern
        }
    }

    @Test("Random numbers of every spelling are rounded as the standard library rounds them")
    func random() {
        var random = RepeatableRandom(seed: 11)
        let texts = (0..<20_000).map { round -> String in
            switch round % 5 {
            case 0:
                return Double(bitPattern: random.next() & ~(0x7FF << 52) | (random.next() % 0x7FF) << 52).description
            case 1: return "\(random.next() % 1_000_000)"
            case 2: return "\(Int64.random(in: -999...999, using: &random)).\(random.next() % 1_000_000_000)"
            case 3: return "\(random.next())e\(Int.random(in: -345...310, using: &random))"
            default:
                return "\(random.next())\(random.next()).\(random.next())E\(Int.random(in: -50...50, using: &random))"
            }
        }
        #expect(Self.wrong(texts).prefix(5) == [])
    }

    @Test("Numbers next to the middle between two Doubles are rounded as the standard library rounds them")
    func halfway() {
        var random = RepeatableRandom(seed: 12)
        var texts: [String] = []
        for _ in 0..<1500 {
            // The middle above a Double of 2^-40 to 2^100 has few enough digits to be written exactly.
            let exponent = UInt64(Int.random(in: -40...100, using: &random) + 1023)
            let double = Double(bitPattern: random.next() & ((1 << 52) - 1) | exponent << 52)
            let middle = Self.exactMiddle(above: double)
            texts.append(middle)
            texts.append(middle + (middle.contains(".") ? "" : ".") + String(repeating: "0", count: 30) + "1")
            texts.append(String(middle.dropLast()) + "4")
        }
        #expect(Self.wrong(texts).prefix(5) == [])
    }

    /// The number halfway between a Double from 2^-40 to 2^100 and the next, with all its digits.
    static func exactMiddle(above double: Double) -> String {
        // middle = (2m + 1) * 2^(e - 1), as an integer times 10^-k with k = 1 - e if e is not positive.
        let mantissa = double.significandBitPattern | 1 << 52
        let exponent = Int(double.exponentBitPattern) - 1075 - 1
        var digits: [UInt8] = []
        var rest = mantissa << 1 | 1
        while rest > 0 {
            digits.append(UInt8(rest % 10))
            rest /= 10
        }
        func multiply(by factor: UInt8) {
            var carry: UInt8 = 0
            for index in digits.indices {
                let product = digits[index] * factor + carry
                digits[index] = product % 10
                carry = product / 10
            }
            if carry > 0 { digits.append(carry) }
        }
        for _ in 0..<exponent.magnitude { multiply(by: exponent < 0 ? 5 : 2) }
        let places = max(0, -exponent)
        while digits.count <= places { digits.append(0) }
        var text = ""
        for index in digits.indices.reversed() {
            text += String(digits[index])
            if index == places && places > 0 { text += "." }
        }
        return text
    }

    @Test(
        "Numbers at the edges are rounded as the standard library rounds them",
        arguments: [
            "0", "-0", "+0", "00", "0.0", ".5", "5.", "1e0", "1E+3", "1e-3", "123456789012345678",
            "1234567890123456789",
            "12345678901234567890", "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740995",
            "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e308", "1e309", "-1e309",
            "2.2250738585072014e-308", "2.2250738585072011e-308", "4.9406564584124654e-324", "2.4703282292062327e-324",
            "2.4703282292062328e-324", "2.47e-324", "1e-400", "1e-99999999999999999999", "0e999999999999", "1e22",
            "1e23",
            "6929495644600919.5", "1.00000000000000011102230246251565", "0.000000000000000000000000000001e30",
            "1000000000000000000000000000000e-30", "123456789012345678901234567890123456789012345678901234567890",
            "9355950000000000000.00000000000000000000000000000000001844674407370955161600000184467440737095516161844674",
        ]
    )
    func edges(_ text: String) {
        #expect(Self.wrong([text]) == [])
    }

    @Test("Long numbers are rounded in linear time and as the standard library rounds them")
    func longNumbers() {
        let many = String(repeating: "3", count: 2000)
        #expect(
            Self.wrong(["0.\(many)", "\(many)e-2000", "0.\(String(repeating: "0", count: 1000))\(many)e1000"]) == []
        )
        // A digit that decides stands after more digits than any halfway point has.
        let tie = "1.00000000000000011102230246251565404236316680908203125" + String(repeating: "0", count: 2000)
        #expect(Self.scan(tie) == 1)
        #expect(Self.scan(tie + "1") == 1.0000000000000002)
        #expect(Self.scan(String(repeating: "9", count: 500_000)) == nil)
    }

    @Test(
        "What is no number is refused",
        arguments: [
            "", "-", "+", ".", "-.", "e", "1e", "1e+", "1e+x", "0x10", "1_000", "1,5", "infi", "infinit", "nanx",
            "-nan",
            "+NaN", "--1", "1.2.3", "1e5.5", "١", "Inf1",
        ]
    )
    func refused(_ text: String) {
        #expect(Self.scan(text) == nil)
    }

    @Test(
        "The special numbers are read in any case",
        arguments: [("inf", 1.0), ("+INF", 1), ("Infinity", 1), ("-iNfInItY", -1), ("-Inf", -1)]
    )
    func infinities(_ text: String, _ sign: Double) {
        #expect(Self.scan(text) == sign * .infinity)
        #expect(Self.scan("NaN")?.isNaN == true)
        #expect(Self.scan("nAN")?.isNaN == true)
    }

    @Test("The table of powers equals exact integers")
    func powers() {
        // 5^q exactly, as bits; and 2^b / 5^-q by long division in plain digits.
        var wrong: [Int] = []
        for exponent in PowersOfFive.lowest...PowersOfFive.highest
        where PowersOfFive.significand(exponent) != ExactPower.significand(exponent) {
            wrong.append(exponent)
        }
        #expect(wrong == [])
    }

    @Test(
        "The normal form is the shortest text in the formats' usual layout",
        arguments: [
            (0.0, "0"), (-0.0, "-0"), (1, "1"), (0.1, "0.1"), (1e-4, "0.0001"), (1e-5, "1e-05"),
            (4.9351e-05, "4.9351e-05"),
            (1e20, "100000000000000000000"), (1e21, "1e+21"), (1.5e21, "1.5e+21"), (.leastNonzeroMagnitude, "5e-324"),
            (18_446_744_073_709_551_616, "18446744073709552000"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
            (1_520_879_607.789, "1520879607.789"), (-858_914_944, "-858914944"), (123_456.789, "123456.789"),
        ]
    )
    func normalForm(_ value: Double, _ text: String) {
        #expect(NumberText.shortest(value) == text)
        #expect(NumberText.shortest(.nan) == "NaN")
    }
}
