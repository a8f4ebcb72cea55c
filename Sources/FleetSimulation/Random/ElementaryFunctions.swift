/// Logarithm, exponential and sine from plain IEEE arithmetic.
///
/// The C library's versions differ in the last bit between platforms; these give the same bits everywhere. Their
/// error is a few units in the last place.
enum ElementaryFunctions {
    private static let lnTwo = 0.693_147_180_559_945_309_4
    /// The upper part of ln 2 with trailing zeros, so that its product with an exponent is exact.
    private static let lnTwoHigh = 6.931_471_803_691_238_164_9e-01
    private static let lnTwoLow = 1.908_214_929_270_587_700_0e-10

    /// The natural logarithm of a positive normal number.
    @inline(__always)
    static func log(_ x: Double) -> Double {
        // x = 2^k m with m in [sqrt(1/2), sqrt 2); log m = log(m c) - log c for the c of the part that m is in.
        let offset = x.bitPattern &- 0x3fe6_a09e_667f_3bcd
        let k = Double(Int(truncatingIfNeeded: Int64(bitPattern: offset) >> 52))
        let m = Double(bitPattern: (offset & 0x000f_ffff_ffff_ffff) &+ 0x3fe6_a09e_667f_3bcd)
        let part = logarithmTable[Int(truncatingIfNeeded: offset >> 45 & 127)]
        // m c - 1 without loss: the upper half of m times the few bits of c is exact.
        let upper = Double(bitPattern: m.bitPattern & 0xffff_ffff_f800_0000)
        let r = (upper * part.reciprocal - 1) + (m - upper) * part.reciprocal
        let z = r * r
        let series =
            z * ((-0.5 + r * (1.0 / 3)) + z * ((-0.25 + r * 0.2) + z * (-1.0 / 6 + r * (1.0 / 7))))
        return k * lnTwoHigh + (part.logarithm + (r + (series + k * lnTwoLow)))
    }

    /// The exponential; 0 below -745, infinity above 709.
    static func exp(_ x: Double) -> Double {
        guard x > -745 else { return 0 }
        guard x < 709 else { return .infinity }
        // x = k ln 2 + r with |r| <= ln 2 / 2, and the Taylor series of exp r up to r^13.
        let whole = Int(x / lnTwo + (x < 0 ? -0.5 : 0.5))
        let k = Double(whole)
        let r = (x - k * lnTwoHigh) - k * lnTwoLow
        let r2 = r * r
        let r4 = r2 * r2
        let low = (1 + r) + r2 * (1.0 / 2 + r * (1.0 / 6))
        let middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040))
        let high = (1.0 / 40_320 + r * (1.0 / 362_880)) + r2 * (1.0 / 3_628_800 + r * (1.0 / 39_916_800))
        let last = 1.0 / 479_001_600 + r * (1.0 / 6_227_020_800)
        let sum = low + r4 * (middle + r4 * (high + r4 * last))
        guard whole >= -1022, whole <= 1023 else { return Double(sign: .plus, exponent: whole, significand: sum) }
        return sum * Double(bitPattern: UInt64(truncatingIfNeeded: whole + 1023) << 52)
    }

    /// The sine of a number of whole turns: `sine(turns: 0.25)` is 1.
    static func sine(turns: Double) -> Double {
        // Reduced exactly to a quarter turn, then by the Taylor series.
        var t = turns - turns.rounded(.down)
        var sign = 1.0
        if t >= 0.5 {
            t -= 0.5
            sign = -1
        }
        if t > 0.25 { t = 0.5 - t }
        let x = t * 6.283_185_307_179_586_476_9
        let z = x * x
        var sum = 1.0
        var n = 22.0
        while n >= 2 {
            sum = 1 - sum * z / (n * (n + 1))
            n -= 2
        }
        return sign * x * sum
    }

    /// The logarithm of the gamma function for positive arguments, by Stirling's series.
    static func logGamma(_ x: Double) -> Double {
        var shift = 0.0
        var y = x
        while y < 12 {
            shift += log(y)
            y += 1
        }
        let inverse = 1 / y
        let z = inverse * inverse
        let series = inverse * (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188))))
        return (y - 0.5) * log(y) - y + 0.918_938_533_204_672_741_8 + series - shift
    }

    /// The quantile of the standard normal law for a probability strictly between 0 and 1.
    ///
    /// Wichura's algorithm AS 241 (PPND16), with a relative error near 1e-16.
    static func normalQuantile(_ p: Double) -> Double {
        let q = p - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180_625 - q * q
            return q * ratio(r, centralNumerator, centralDenominator)
        }
        var r = q < 0 ? p : 1 - p
        r = (-log(r)).squareRoot()
        let value =
            r <= 5
            ? ratio(r - 1.6, middleNumerator, middleDenominator)
            : ratio(r - 5, tailNumerator, tailDenominator)
        return q < 0 ? -value : value
    }

    private typealias Coefficients = (Double, Double, Double, Double, Double, Double, Double, Double)

    private static func ratio(_ r: Double, _ a: Coefficients, _ b: Coefficients) -> Double {
        polynomial(r, a) / polynomial(r, b)
    }

    private static func polynomial(_ r: Double, _ c: Coefficients) -> Double {
        ((((((c.7 * r + c.6) * r + c.5) * r + c.4) * r + c.3) * r + c.2) * r + c.1) * r + c.0
    }

    private static var centralNumerator: Coefficients {
        (
            3.387_132_872_796_366_608_0e0, 1.331_416_678_917_843_774_5e2, 1.971_590_950_306_551_442_7e3,
            1.373_169_376_550_946_112_5e4, 4.592_195_393_154_987_145_7e4, 6.726_577_092_700_870_085_3e4,
            3.343_057_558_358_812_810_5e4, 2.509_080_928_730_122_672_7e3
        )
    }
    private static var centralDenominator: Coefficients {
        (
            1, 4.231_333_070_160_091_125_2e1, 6.871_870_074_920_579_083_0e2, 5.394_196_021_424_751_107_7e3,
            2.121_379_430_158_659_586_7e4, 3.930_789_580_009_271_061_0e4, 2.872_908_573_572_194_267_4e4,
            5.226_495_278_852_854_561_0e3
        )
    }
    private static var middleNumerator: Coefficients {
        (
            1.423_437_110_749_683_577_34e0, 4.630_337_846_156_545_295_90e0, 5.769_497_221_460_691_405_50e0,
            3.647_848_324_763_204_605_04e0, 1.270_458_252_452_368_382_58e0, 2.417_807_251_774_506_117_70e-1,
            2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_40e-4
        )
    }
    private static var middleDenominator: Coefficients {
        (
            1, 2.053_191_626_637_758_821_87e0, 1.676_384_830_183_803_849_40e0, 6.897_673_349_851_000_045_50e-1,
            1.481_039_764_274_800_745_90e-1, 1.519_866_656_361_645_719_66e-2, 5.475_938_084_995_344_946_00e-4,
            1.050_750_071_644_416_843_24e-9
        )
    }
    private static var tailNumerator: Coefficients {
        (
            6.657_904_643_501_103_777_20e0, 5.463_784_911_164_114_369_90e0, 1.784_826_539_917_291_335_80e0,
            2.965_605_718_285_048_912_30e-1, 2.653_218_952_657_612_309_30e-2, 1.242_660_947_388_078_438_60e-3,
            2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7
        )
    }
    private static var tailDenominator: Coefficients {
        (
            1, 5.998_322_065_558_879_376_90e-1, 1.369_298_809_227_358_053_10e-1, 1.487_536_129_085_061_485_25e-2,
            7.868_691_311_456_132_591_00e-4, 1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7,
            2.044_263_103_389_939_785_64e-15
        )
    }
}
