import Testing

@testable import FleetSimulation

@Suite("Random numbers without the C library")
struct RandomTests {
    @Test("logarithm, exponential and sine agree with known values to the last digits")
    func elementaryFunctions() {
        let pairs: [(Double, Double)] = [
            (ElementaryFunctions.log(2), 0.6931471805599453), (ElementaryFunctions.log(10), 2.302585092994046),
            (ElementaryFunctions.log(1e-300), -690.7755278982137),
            (ElementaryFunctions.log(0.999), -0.0010005003335835335),
            (ElementaryFunctions.exp(1), 2.718281828459045), (ElementaryFunctions.exp(-700), 9.85967654375977e-305),
            (ElementaryFunctions.exp(0.1), 1.1051709180756477), (ElementaryFunctions.exp(100), 2.6881171418161356e43),
            (ElementaryFunctions.sine(turns: 1.0 / 12), 0.5),
            (ElementaryFunctions.sine(turns: -0.125), -0.7071067811865476),
            (ElementaryFunctions.logGamma(5), 3.1780538303479458),
            (ElementaryFunctions.logGamma(0.5), 0.5723649429247001),
            (ElementaryFunctions.normalQuantile(0.975), 1.959963984540054),
            (ElementaryFunctions.normalQuantile(1e-10), -6.361340902404056),
        ]
        let wrong = pairs.filter { abs($0.0 - $0.1) > 2e-14 * abs($0.1) }
        #expect(wrong.map(\.0) == [])
    }

    @Test("the logarithm of a product is the sum of the logarithms, in every part of its table")
    func logarithmOfProducts() {
        var wrong: [Double] = []
        var x = 0.7
        while x < 1.45 {
            for factor in [3.0, 0.01, 1.5, 1e6] {
                let sum = ElementaryFunctions.log(x) + ElementaryFunctions.log(factor)
                let product = ElementaryFunctions.log(x * factor)
                if abs(product - sum) > 1e-15 * max(1, abs(sum)) { wrong.append(x) }
            }
            x += 0.0007
        }
        #expect(wrong == [])
        // Near 1 the logarithm keeps its digits: log(1 + e) = e - e^2 / 2 + ...
        for e in [1e-3, -1e-3, 1e-6, -1e-6, 0x1p-40] {
            let exact = (1 + e) - 1
            let series = exact - exact * exact * (0.5 - exact * (1.0 / 3 - exact * (0.25 - exact * 0.2)))
            #expect(abs(ElementaryFunctions.log(1 + e) - series) <= 6e-16 * abs(series))
        }
    }

    @Test("every law has its mean and stays within its bounds")
    func laws() {
        let streams = RandomStreams(seed: 42)
        let laws: [(Distribution, Double)] = [
            (.constant(3), 0), (.uniform(from: 2, to: 6), 1.1547), (.exponential(mean: 5), 5),
            (.triangular(minimum: 1, mode: 2, maximum: 6), 1.08), (.lognormal(median: 2, sigma: 0.5), 1.21),
            (.gamma(shape: 3, mean: 6), 3.47), (.gamma(shape: 0.5, mean: 2), 2.83), (.empirical([1, 2, 9]), 3.56),
            (
                .mixture([
                    WeightedDistribution(weight: 1, .constant(1)),
                    WeightedDistribution(weight: 3, .exponential(mean: 2)),
                ]), 1.8
            ),
            (.shifted(by: 10, .uniform(from: 0, to: 2)), 0.58),
        ]
        var wrong: [String] = []
        for (law, deviation) in laws {
            let sampler = Sampler(law)
            let count = 20_000
            let values = (0..<count).map { sampler.draw(streams, UInt64($0), .session) }
            let mean = values.reduce(0, +) / Double(count)
            let tolerance = 5 * deviation / Double(count).squareRoot() + 1e-9
            if abs(mean - law.mean) > tolerance || values.contains(where: { $0 < 0 }) {
                wrong.append("\(law): \(mean)")
            }
        }
        #expect(wrong == [])
    }

    @Test("draws depend on seed, entity, purpose and number, and on nothing else")
    func keys() {
        let one = RandomStreams(seed: 1)
        let draws = [
            one.uniform(7, .session, 0), one.uniform(8, .session, 0), one.uniform(7, .retry, 0),
            one.uniform(7, .session, 1),
            RandomStreams(seed: 2).uniform(7, .session, 0),
        ]
        #expect(Set(draws).count == draws.count)
        #expect(draws[0] == RandomStreams(seed: 1).uniform(7, .session, 0))
    }
}
