/// Results of queueing theory that the simulator is checked against, and that a report shows beside it.
public enum ClosedForms {
    /// The blocking probability of Erlang's loss formula.
    ///
    /// - Parameters:
    ///   - load: The offered load in Erlang: arrival rate times mean holding time.
    ///   - servers: The number of servers, here the connection limit.
    /// - Returns: The share of arrivals refused, if they do not come again.
    public static func erlangB(load: Double, servers: Int) -> Double {
        var blocking = 1.0
        for server in stride(from: 1, through: servers, by: 1) {
            blocking = load * blocking / (Double(server) + load * blocking)
        }
        return blocking
    }

    /// The probability of waiting in Erlang's delay formula.
    ///
    /// - Parameters:
    ///   - load: The offered load in Erlang, below the number of servers.
    ///   - servers: The number of servers.
    /// - Returns: The share of arrivals that wait.
    public static func erlangC(load: Double, servers: Int) -> Double {
        let blocking = erlangB(load: load, servers: servers)
        let utilization = load / Double(servers)
        return blocking / (1 - utilization * (1 - blocking))
    }

    /// The mean wait in Erlang's delay formula, in units of the mean holding time.
    public static func erlangCWait(load: Double, servers: Int) -> Double {
        erlangC(load: load, servers: servers) / (Double(servers) - load)
    }

    /// The probability that a Poisson variable is at least `count`.
    public static func poissonTail(mean: Double, atLeast count: Int) -> Double {
        guard count > 0 else { return 1 }
        guard mean > 0 else { return 0 }
        // Above the mean the terms from `count` on fall fast; below it the complement's do.
        var term = poissonProbability(mean: mean, count)
        if Double(count) > mean {
            var sum = 0.0
            var k = Double(count)
            while term > sum * 1e-17 {
                sum += term
                k += 1
                term *= mean / k
            }
            return sum
        }
        var sum = 0.0
        term *= Double(count) / mean
        var k = Double(count) - 1
        while term > sum * 1e-17, k >= 0 {
            sum += term
            term *= k / mean
            k -= 1
        }
        return 1 - sum
    }

    private static func poissonProbability(mean: Double, _ count: Int) -> Double {
        let k = Double(count)
        return ElementaryFunctions.exp(k * ElementaryFunctions.log(mean) - mean - ElementaryFunctions.logGamma(k + 1))
    }

    /// The expected largest of several independent Poisson variables: the hottest task under random placement.
    public static func expectedMaximumOfPoisson(mean: Double, count: Int) -> Double {
        // E[max] is the sum over k of P(max > k), and P(max <= k) is the distribution function to the power of count.
        var probability = ElementaryFunctions.exp(-mean)
        var distribution = 0.0
        var sum = 0.0
        var k = 0.0
        while true {
            distribution += probability
            var power = 1.0
            for _ in 0..<count { power *= distribution }
            let above = 1 - power
            if k > mean, above < 1e-14 { return sum }
            sum += above
            k += 1
            probability *= mean / k
        }
    }

    /// The mean number in an M/G/infinity system that started empty, for a constant arrival rate.
    ///
    /// - Parameters:
    ///   - rate: Arrivals per second.
    ///   - seconds: The time since the start.
    ///   - survival: The probability that a session lasts longer than a number of seconds.
    /// - Returns: The mean, by Simpson's rule over the survival function.
    public static func meanOfInfiniteServer(
        rate: Double,
        seconds: Double,
        survival: (Double) -> Double
    ) -> Double {
        let steps = 20_000
        let width = seconds / Double(steps)
        var sum = survival(0) + survival(seconds)
        for step in 1..<steps { sum += (step % 2 == 1 ? 4 : 2) * survival(Double(step) * width) }
        return rate * sum * width / 3
    }

    /// The probability that a standard normal variable is above a value.
    public static func normalTail(_ z: Double) -> Double {
        guard z >= 0 else { return 1 - normalTail(-z) }
        let density = ElementaryFunctions.exp(-z * z / 2) / 2.506_628_274_631_000_5
        if z > 6 {
            // Laplace's continued fraction of Mills' ratio.
            var fraction = z
            for k in stride(from: 60.0, through: 1, by: -1) { fraction = z + k / fraction }
            return density / fraction
        }
        var term = z
        var sum = z
        var k = 1.0
        while abs(term) > 1e-17 * abs(sum) {
            term *= z * z / (2 * k + 1)
            sum += term
            k += 1
            if term == 0 { break }
        }
        return 0.5 - density * sum
    }

    /// The survival function of a distribution: the probability of more than a value.
    ///
    /// - Returns: The probability, or nil for laws whose survival has no formula here.
    public static func survival(of law: Distribution, _ value: Double) -> Double? {
        switch law {
        case .constant(let constant): value < constant ? 1 : 0
        case .exponential(let mean): value <= 0 ? 1 : ElementaryFunctions.exp(-value / mean)
        case .uniform(let from, let to): min(1, max(0, (to - value) / (to - from)))
        case .lognormal(let median, let sigma):
            value <= 0 ? 1 : normalTail(ElementaryFunctions.log(value / median) / sigma)
        default: nil
        }
    }
}
