/// A ``Distribution`` made ready for drawing: flat values, no indirection.
struct Sampler: Sendable {
    private enum Law: UInt8 {
        case constant
        case uniform
        case exponential
        case triangular
        case lognormal
        case gamma
        case empirical
        case mixture
    }

    private var law = Law.constant
    private var offset = 0.0
    private var a = 0.0
    private var b = 0.0
    private var c = 0.0
    /// What the rarer laws need beside; one reference, so that the plain ones copy cheaply.
    private var box: Box?

    private final class Box: Sendable {
        let table: [Double]
        let parts: [Sampler]

        init(_ table: [Double], _ parts: [Sampler] = []) {
            self.table = table
            self.parts = parts
        }
    }

    /// Whether every draw is the same.
    var isConstant: Bool { law == .constant }

    init(_ distribution: Distribution) {
        switch distribution {
        case .constant(let value): a = value
        case .uniform(let from, let to):
            law = .uniform
            (a, b) = (from, to - from)
        case .exponential(let mean):
            law = .exponential
            a = mean
        case .triangular(let minimum, let mode, let maximum):
            guard maximum > minimum else {
                a = minimum
                return
            }
            law = .triangular
            (a, b, c) = (minimum, mode, maximum)
        case .lognormal(let median, let sigma):
            law = .lognormal
            (a, b) = (median, sigma)
        case .gamma(let shape, let mean):
            law = .gamma
            (a, b) = (shape, mean / shape)
        case .empirical(let values):
            law = .empirical
            box = Box(values.isEmpty ? [0] : values)
        case .mixture(let components):
            law = .mixture
            var sum = 0.0
            var table: [Double] = []
            var parts: [Sampler] = []
            for component in components {
                sum += component.weight
                table.append(sum)
                parts.append(Sampler(component.distribution))
            }
            box = Box(table, parts)
        case .shifted(let by, let other):
            self = Sampler(other)
            offset += by
        }
    }

    /// A draw for an entity and purpose, never negative; draws with different `n` are independent.
    @inline(__always)
    func draw(_ streams: RandomStreams, _ entity: UInt64, _ purpose: DrawPurpose, _ n: UInt32 = 0) -> Double {
        if law == .constant { return max(0, offset + a) }
        let (first, second) = streams.words(entity, purpose, n)
        return draw(first, second, streams, entity, purpose, n)
    }

    /// A draw from a word that the entity has drawn for this purpose already.
    @inline(__always)
    func draw(from word: UInt64, _ streams: RandomStreams, _ entity: UInt64, _ purpose: DrawPurpose) -> Double {
        switch law {
        case .constant: return max(0, offset + a)
        case .exponential: return max(0, offset - a * ElementaryFunctions.log(RandomStreams.uniform(word)))
        default: return draw(word, SplitMix64.mix(word), streams, entity, purpose, 0)
        }
    }

    /// Draws for entities that follow each other, from a word that each has drawn, as whole milliseconds.
    @inline(__always)
    func draw(
        from words: [UInt64],
        count: Int,
        _ streams: RandomStreams,
        _ first: UInt64,
        into draws: inout [Int]
    ) {
        let words = words.span
        var draws = draws.mutableSpan
        guard law == .exponential else {
            for index in 0..<count {
                let entity = first &+ UInt64(truncatingIfNeeded: index)
                draws[index] = SimulatedTime.milliseconds(draw(from: words[index], streams, entity, .session))
            }
            return
        }
        let (offset, mean) = (offset, a)
        for index in 0..<count {
            let seconds = offset - mean * ElementaryFunctions.log(RandomStreams.uniform(words[index]))
            draws[index] = SimulatedTime.milliseconds(notNegative: max(0, seconds))
        }
    }

    /// The draw as whole milliseconds from the words that the entity has drawn for this purpose already.
    @inline(__always)
    func milliseconds(
        of words: (UInt64, UInt64),
        _ streams: RandomStreams,
        _ entity: UInt64,
        _ purpose: DrawPurpose,
        _ n: UInt32
    ) -> Int {
        switch law {
        case .constant: SimulatedTime.milliseconds(max(0, offset + a))
        case .uniform: SimulatedTime.milliseconds(max(0, offset + (a + b * RandomStreams.uniform(words.0))))
        default: SimulatedTime.milliseconds(draw(words.0, words.1, streams, entity, purpose, n))
        }
    }

    /// The draw as whole milliseconds, where the law is in seconds.
    @inline(__always)
    func milliseconds(_ streams: RandomStreams, _ entity: UInt64, _ purpose: DrawPurpose, _ n: UInt32 = 0) -> Int {
        SimulatedTime.milliseconds(draw(streams, entity, purpose, n))
    }

    private func draw(
        _ first: UInt64,
        _ second: UInt64,
        _ streams: RandomStreams,
        _ entity: UInt64,
        _ purpose: DrawPurpose,
        _ n: UInt32
    ) -> Double {
        let u = RandomStreams.uniform(first)
        let value: Double
        switch law {
        case .constant: value = a
        case .uniform: value = a + b * u
        case .exponential: value = -a * ElementaryFunctions.log(u)
        case .triangular:
            let cut = (b - a) / (c - a)
            value =
                u < cut
                ? a + (u * (c - a) * (b - a)).squareRoot()
                : c - ((1 - u) * (c - a) * (c - b)).squareRoot()
        case .lognormal: value = a * ElementaryFunctions.exp(b * ElementaryFunctions.normalQuantile(u))
        case .gamma: value = b * gamma(streams, entity, purpose, n)
        case .empirical:
            let table = box?.table ?? [0]
            value = table[Int(truncatingIfNeeded: first.multipliedFullWidth(by: UInt64(table.count)).high)]
        case .mixture:
            guard let table = box?.table, let parts = box?.parts, let total = table.last else { return 0 }
            let mark = u * total
            var index = 0
            while index < table.count - 1, table[index] <= mark { index += 1 }
            // The component draws with words of its own: the second word stands in for a fresh first one.
            return max(
                0,
                offset
                    + parts[index].draw(
                        second,
                        SplitMix64.mix(second ^ first),
                        streams,
                        entity,
                        purpose,
                        n | 0x4000_0000
                    )
            )
        }
        return max(0, offset + value)
    }

    /// A gamma draw of scale 1 by Marsaglia and Tsang's method (2000).
    private func gamma(_ streams: RandomStreams, _ entity: UInt64, _ purpose: DrawPurpose, _ n: UInt32) -> Double {
        // Rejected proposals take further draws, numbered away from every other use of the purpose.
        let shape = a < 1 ? a + 1 : a
        let d = shape - 1.0 / 3
        let scale = 1 / (9 * d).squareRoot()
        var attempt: UInt32 = 0
        while true {
            let (first, second) = streams.words(entity, purpose, n &+ 0x8000_0000 &+ attempt &* 0x10000)
            attempt += 1
            let x = ElementaryFunctions.normalQuantile(RandomStreams.uniform(first))
            let root = 1 + scale * x
            guard root > 0 else { continue }
            let v = root * root * root
            let u = RandomStreams.uniform(second)
            guard ElementaryFunctions.log(u) < 0.5 * x * x + d - d * v + d * ElementaryFunctions.log(v) else {
                continue
            }
            guard a < 1 else { return d * v }
            let boost = RandomStreams.uniform(streams.words(entity, purpose, n &+ 0xC000_0000).0)
            return d * v * ElementaryFunctions.exp(ElementaryFunctions.log(boost) / a)
        }
    }
}

/// Conversions between seconds as people write them and the engine's whole milliseconds.
enum SimulatedTime {
    /// The nearest whole millisecond; held below a thousand years so that sums stay in range.
    @inline(__always)
    static func milliseconds(_ seconds: Double) -> Int {
        // Truncation of the value plus a half, since the C library's round is a call.
        let bounded = min(max(seconds, -3.2e10), 3.2e10) * 1000
        return bounded >= 0 ? Int(bounded + 0.5) : -Int(0.5 - bounded)
    }

    /// The same for what is not negative.
    @inline(__always)
    static func milliseconds(notNegative seconds: Double) -> Int { Int(min(seconds, 3.2e10) * 1000 + 0.5) }

    /// Later than any simulated instant.
    static let never = Int.max / 4
}
