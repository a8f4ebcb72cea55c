/// Distribution functions from plain IEEE arithmetic, so that intervals have the same bits on every machine.
enum Distributions {
    /// `e` to the power of `-x` for `x >= 0`.
    static func exponentialDecay(_ x: Double) -> Double {
        guard x < 745 else { return 0 }
        // Taylor's series of a small part, then squared back.
        var halvings = 0
        var part = x
        while part > 0.5 {
            part /= 2
            halvings += 1
        }
        var term = 1.0
        var sum = 1.0
        for n in 1...18 {
            term *= -part / Double(n)
            sum += term
        }
        for _ in 0..<halvings { sum *= sum }
        return sum
    }

    /// The standard normal distribution function.
    static func normal(_ x: Double) -> Double {
        guard x.magnitude < 38 else { return x < 0 ? 0 : 1 }
        let density = exponentialDecay(x * x / 2) * 0.398_942_280_401_432_677_9
        let z = x.magnitude
        if z < 6 {
            // Marsaglia's series around zero.
            var term = z
            var sum = z
            var n = 1.0
            while term > sum * 1e-17 {
                n += 2
                term *= z * z / n
                sum += term
            }
            return x < 0 ? 0.5 - density * sum : 0.5 + density * sum
        }
        // Laplace's continued fraction for the tail.
        var fraction = z
        var n = 60.0
        while n >= 1 {
            fraction = z + n / fraction
            n -= 1
        }
        let tail = density / fraction
        return x < 0 ? tail : 1 - tail
    }

    /// The distribution function of Student's t with whole degrees of freedom.
    static func student(_ t: Double, degrees: Int) -> Double {
        guard degrees < 1000 else { return normalOfStudent(t, degrees: degrees) }
        // Abramowitz and Stegun 26.7.3 and 26.7.4: finite sums in the angle's sine and cosine.
        let n = Double(degrees)
        let cosineSquared = n / (n + t * t)
        let sine = t / (n + t * t).squareRoot()
        var sum = 0.0
        if degrees % 2 == 0 {
            var term = 1.0
            var k = 0
            while k <= degrees - 2 {
                sum += term
                k += 2
                term *= cosineSquared * Double(k - 1) / Double(k)
            }
            return 0.5 + sine * sum / 2
        }
        var term = cosineSquared.squareRoot()
        var k = 1
        while k <= degrees - 2 {
            sum += term
            k += 2
            term *= cosineSquared * Double(k - 1) / Double(k)
        }
        let angle = arcTangent(t / n.squareRoot())
        return 0.5 + (angle + sine * sum) / 3.141_592_653_589_793_116
    }

    /// Student's distribution for many degrees of freedom by the normal one (Hill's expansion, error below 1e-9).
    private static func normalOfStudent(_ t: Double, degrees: Int) -> Double {
        let n = Double(degrees)
        let z = t - (t * t * t + t) / (4 * n)
        let second = (13 * pow(t, 5) + 8 * pow(t, 3) + 3 * t) / (96 * n * n)
        return normal(z + second)
    }

    private static func pow(_ x: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * x }
    }

    /// The arc tangent, by halving the angle until the series is short.
    static func arcTangent(_ x: Double) -> Double {
        if x.magnitude > 1 { return (x < 0 ? -1 : 1) * 1.570_796_326_794_896_558 - arcTangent(1 / x) }
        var y = x
        for _ in 0..<3 { y = y / (1 + (1 + y * y).squareRoot()) }
        let square = y * y
        var term = y
        var sum = 0.0
        var k = 1.0
        while k < 40 {
            sum += term / k
            term *= -square
            k += 2
        }
        return sum * 8
    }

    /// The point at which an increasing function reaches a probability, by bisection down to neighbouring doubles.
    private static func inverse(_ probability: Double, _ function: (Double) -> Double) -> Double {
        if probability == 0.5 { return 0 }
        if probability < 0.5 { return -inverse(1 - probability) { 1 - function(-$0) } }
        var low = 0.0
        var high = 1.0
        while function(high) < probability, high < 1e9 { high *= 2 }
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { break }
            if function(middle) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The quantile of the standard normal distribution; `probability` strictly between 0 and 1.
    static func normalQuantile(_ probability: Double) -> Double {
        // The usual one is written down; the others are found.
        if probability == 0.975 { return 1.959_963_984_540_054 }
        return inverse(probability, normal)
    }

    /// The quantile of Student's t with at least one degree of freedom.
    static func studentQuantile(_ probability: Double, degrees: Int) -> Double {
        inverse(probability) { student($0, degrees: degrees) }
    }

    /// The probability of at most `successes` in `trials` independent trials.
    static func binomial(atMost successes: Int, of trials: Int, probability: Double) -> Double {
        if successes >= trials || probability <= 0 { return 1 }
        if successes < 0 || probability >= 1 { return 0 }
        // From the largest term outwards, in ratios of it, so that nothing underflows; normalised at the end.
        let mode = min(trials, Int(Double(trials + 1) * probability))
        let odds = probability / (1 - probability)
        var total = 1.0
        var below = mode <= successes ? 1.0 : 0.0
        var term = 1.0
        var k = mode
        while k > 0, term > 1e-25 {
            term *= Double(k) / (Double(trials - k + 1) * odds)
            k -= 1
            total += term
            if k <= successes { below += term }
        }
        term = 1.0
        k = mode
        while k < trials, term > 1e-25 {
            term *= Double(trials - k) * odds / Double(k + 1)
            k += 1
            total += term
            if k <= successes { below += term }
        }
        return below / total
    }
}
