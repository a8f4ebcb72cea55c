import Testing

@testable import TargetTracking

struct RatioTests {
    @Test(
        "decimals are read exactly",
        arguments: [
            ("80", 80, 1), ("-1.5", -3, 2), ("62.50", 125, 2), ("1e3", 1000, 1), ("2.5E-2", 1, 40), ("+.5", 1, 2),
            ("0.000", 0, 1), ("7.", 7, 1), ("0e99", 0, 1), ("9223372036854775807", Int.max, 1),
        ]
    )
    func decimal(text: String, numerator: Int, denominator: Int) {
        #expect(Ratio(decimal: text) == Ratio(numerator, over: denominator))
    }

    @Test(
        "what is no decimal number is refused",
        arguments: ["", "-", ".", "1.2.3", "1e", "1e999", "0x10", "1 ", "nan", "9223372036854775808", "1e-40", "٣"]
    )
    func refusesOther(text: String) {
        #expect(Ratio(decimal: text) == nil)
    }

    @Test("the simplest fraction gives back every average of integers with up to 5,000 samples")
    func simplestFraction() {
        var wrong = 0
        for count in stride(from: 1, through: 5000, by: 37) {
            for sum in stride(from: 0, to: 400_000, by: 1013)
            where Ratio(simplest: Double(sum) / Double(count)) != Ratio(sum, over: count) {
                wrong += 1
            }
        }
        #expect(wrong == 0)
    }

    @Test(
        "a fraction rounds back to the very double it came from",
        arguments: [0.1, 1.0 / 3, 71.92307692307692, 1e-9, 123456.789, 0x1p-40, 5e15 + 0.5, -2.5]
    )
    func roundTrip(value: Double) throws {
        #expect(try #require(Ratio(simplest: value)).approximate == value)
    }

    @Test(
        "values that are not finite or too large have no fraction",
        arguments: [Double.nan, .infinity, 1e300, -1e300]
    )
    func notFinite(value: Double) {
        #expect(Ratio(simplest: value) == nil)
    }

    @Test(
        "printing is exact for short decimals and rounds half away from zero to places",
        arguments: [
            (Ratio(125, over: 2), "62.5", "62.5"), (Ratio(80, over: 3), "80/3", "26.7"),
            (Ratio(-1, over: 4), "-0.25", "-0.3"),
            (Ratio(80), "80", "80.0"), (Ratio(1, over: 40), "0.025", "0.0"), (Ratio(-1, over: 100), "-0.01", "0.0"),
        ]
    )
    func printing(value: Ratio?, exact: String, oneDecimal: String) {
        #expect(value?.description == exact)
        #expect(value?.decimal(places: 1) == oneDecimal)
    }

    @Test("comparison, rounding and arithmetic agree with integers")
    func arithmetic() throws {
        let third = try #require(Ratio(1, over: 3))
        let minusHalf = try #require(Ratio(3, over: -6))
        #expect(minusHalf < third && minusHalf.numerator == -1 && minusHalf.denominator == 2)
        #expect(
            third.roundedUp == 1 && third.roundedDown == 0 && minusHalf.roundedUp == 0 && minusHalf.roundedDown == -1
        )
        #expect(third.adding(minusHalf) == Ratio(-1, over: 6) && third.multiplied(by: minusHalf) == Ratio(-1, over: 6))
        #expect(Ratio(1, over: 0) == nil && Ratio(Int.max).multiplied(by: Ratio(2)) == nil)
    }
}
