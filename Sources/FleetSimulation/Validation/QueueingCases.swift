import TargetTracking

extension ValidationCase {
    /// The simulator against queueing theory.
    static let queueing: [ValidationCase] = [
        ValidationCase(
            "EB-FORMULA",
            group: "queueing",
            "Erlang B by its recursion",
            source: "Erlang 1917, computed with 30 digits"
        ) { _ in
            let cases: [(Double, Int, Double)] = [
                (1, 2, 0.2), (5, 10, 0.018384570336648132), (10, 10, 0.21458234310734733),
                (160, 200, 0.0002756911404167218), (180, 200, 0.010324995204982297),
                (190, 200, 0.027968164458745344), (200, 200, 0.05435242283861035),
                (210, 200, 0.08574858152834518), (360, 400, 0.0023785165463117144),
                (380, 400, 0.013931582353670124), (900, 1000, 5.929862670146224e-05),
                (1900, 2000, 0.0006789692964986019),
            ]
            return cases.map { load, servers, expected in
                ValidationFigure(
                    "B(\(Int(load)), \(servers))",
                    expected: expected,
                    got: ClosedForms.erlangB(load: load, servers: servers),
                    tolerance: expected * 1e-10
                )
            }
        },
        ValidationCase(
            "EB-SIM-SMALL",
            group: "queueing",
            "one task, limit 10, offered 10, refused clients do not return: blocking is B(10, 10)",
            source: "Erlang B"
        ) { size in
            let arrivals = size.scaled(1_000_000)
            let outcome = try blocking(rate: 10, hold: 1, tasks: 1, limit: 10, arrivals: arrivals)
            return [
                ValidationFigure(
                    "blocking",
                    expected: 0.21458234310734733,
                    got: outcome,
                    tolerance: size.tolerance(0.004)
                )
            ]
        },
        ValidationCase(
            "EB-SIM-LOR",
            group: "queueing",
            "two tasks x 200, offered 360, least connections: blocking is the pooled B(360, 400)",
            source: "the total is M/M/400/400: an arrival is lost only when both are full",
            isSlow: true
        ) { size in
            let arrivals = size.scaled(8_000_000, by: 100)
            let outcome = try blocking(
                rate: 3.6,
                hold: 100,
                tasks: 2,
                limit: 200,
                algorithm: .leastOutstandingRequests,
                arrivals: arrivals
            )
            return [
                ValidationFigure(
                    "blocking",
                    expected: 0.0023785165463117144,
                    got: outcome,
                    tolerance: size.tolerance(0.0004, divisor: 100)
                )
            ]
        },
        ValidationCase(
            "EB-SIM-RANDOM",
            group: "queueing",
            "two tasks x 200, offered 360, random placement: blocking is the split B(180, 200)",
            source: "each task is M/M/200/200 with half the load",
            isSlow: true
        ) { size in
            let arrivals = size.scaled(8_000_000, by: 100)
            let outcome = try blocking(
                rate: 3.6,
                hold: 100,
                tasks: 2,
                limit: 200,
                algorithm: .weightedRandom,
                arrivals: arrivals
            )
            return [
                ValidationFigure(
                    "blocking",
                    expected: 0.010324995204982297,
                    got: outcome,
                    tolerance: size.tolerance(0.0008, divisor: 100)
                )
            ]
        },
        ValidationCase(
            "EB-SIM-RR",
            group: "queueing",
            "two tasks x 200, offered 360, round robin: blocking lies between random and least connections",
            source: "reference simulation: 0.0061",
            isSlow: true
        ) { size in
            let arrivals = size.scaled(8_000_000, by: 100)
            let outcome = try blocking(rate: 3.6, hold: 100, tasks: 2, limit: 200, arrivals: arrivals)
            return [
                ValidationFigure(
                    "blocking",
                    expected: 0.0061,
                    got: outcome,
                    tolerance: size.tolerance(0.0006, divisor: 100)
                )
            ]
        },
        ValidationCase(
            "EC-SIM",
            group: "queueing",
            "eight servers, 7.2 arrivals a second, mean hold 1 s, waiting for a free one: Erlang C",
            source: "Erlang C: P(wait) 0.701533, mean wait 0.876916 s",
            isSlow: true
        ) { size in
            let arrivals = size.scaled(5_000_000, by: 100)
            let hold = 100.0
            let rate = 7.2 / hold
            let scenario = Scenario.theory(
                "M/M/8",
                ratePerSecond: rate,
                session: .exponential(mean: hold),
                limit: 8,
                seconds: Double(arrivals) / rate,
                warmUp: 2000 * hold,
                queueDepth: .max
            )
            let outcome = try Simulation(scenario, options: .measuresOnly).run(seed: 11)
            let wait = outcome.clients.timeToConnect.meanSeconds / hold
            return [
                ValidationFigure(
                    "C(7.2, 8)",
                    expected: 0.701533,
                    got: ClosedForms.erlangC(load: 7.2, servers: 8),
                    tolerance: 1e-6
                ),
                ValidationFigure(
                    "mean wait, s",
                    expected: 0.876916,
                    got: wait,
                    tolerance: size.tolerance(0.05, divisor: 100)
                ),
            ]
        },
        ValidationCase(
            "MMINF-STAT",
            group: "queueing",
            "M/M/infinity: mean and variance of the number connected are both the offered load",
            source: "M/M/infinity; the time average's deviation is sqrt(2 rho tau / T) = 0.141"
        ) { size in
            let scenario = Scenario.theory(
                "M/M/inf",
                ratePerSecond: 1,
                session: .exponential(mean: 100),
                seconds: Double(size.scaled(1_000_000)) + 2000,
                warmUp: 2000
            )
            let outcome = try Simulation(scenario, options: .measuresOnly).run(seed: 1)
            return [
                ValidationFigure(
                    "mean",
                    expected: 100,
                    got: outcome.clients.meanConnections,
                    tolerance: size.tolerance(0.71)
                ),
                ValidationFigure(
                    "variance",
                    expected: 100,
                    got: outcome.clients.connectionsVariance,
                    tolerance: size.tolerance(8)
                ),
            ]
        },
        ramp("RAMP-EXP", "exponential", .exponential(mean: 7200), [159.2634, 283.2979, 455.1268, 622.5586]),
        ramp("RAMP-CONST", "constant", .constant(7200), nil),
        ramp("RAMP-LOGN", "lognormal", .lognormal(mean: 7200, sigma: 1.2), nil),
        ValidationCase(
            "MT-SINE",
            group: "queueing",
            "sine-modulated arrivals: the mean lags by atan(w tau)/w and its amplitude shrinks by 1/sqrt(1 + (w tau)^2)",
            source: "Eick, Massey and Whitt 1993: 0.8859 and 6633 s for 24 h and 2 h",
            isSlow: true
        ) { size in try sine(size) },
        ValidationCase(
            "POIS-TAIL",
            group: "queueing",
            "the tail of the Poisson law: what a task at the limit needs",
            source: "Poisson tail, 30 digits"
        ) { _ in
            let cases: [(Double, Int, Double)] = [
                (160, 200, 0.0012696927280557461), (180, 200, 0.07485803498415958), (80, 100, 0.017108313035133115),
            ]
            return cases.map { mean, count, expected in
                ValidationFigure(
                    "P(N >= \(count)), mean \(Int(mean))",
                    expected: expected,
                    got: ClosedForms.poissonTail(mean: mean, atLeast: count),
                    tolerance: expected * 1e-9
                )
            }
        },
    ]

    /// The share of arrivals refused by a static fleet when nobody returns.
    private static func blocking(
        rate: Double,
        hold: Double,
        tasks: Int,
        limit: Int,
        algorithm: RoutingAlgorithm = .roundRobin,
        arrivals: Int
    ) throws -> Double {
        let scenario = Scenario.theory(
            "loss",
            ratePerSecond: rate,
            session: .exponential(mean: hold),
            tasks: tasks,
            limit: limit,
            algorithm: algorithm,
            seconds: Double(arrivals) / rate + 20 * hold,
            warmUp: 20 * hold
        )
        let outcome = try Simulation(scenario, options: .measuresOnly).run(seed: 1)
        return Double(outcome.clients.refusedAttempts) / Double(max(outcome.clients.arrivedClients, 1))
    }

    /// The mean number connected after a start from empty, over replications.
    private static func ramp(
        _ id: String,
        _ name: String,
        _ session: Distribution,
        _ known: [Double]?
    )
        -> ValidationCase
    {
        ValidationCase(
            id,
            group: "queueing",
            "M/G/infinity from empty with \(name) sessions of 2 h: E N(t) = rate x the integral of P(S > u)",
            source: "Eick, Massey and Whitt 1993"
        ) { size in
            let times = [1800, 3600, 7200, 14_400]
            let replications = size.scaled(400)
            let scenario = Scenario.theory("ramp", ratePerSecond: 0.1, session: session, seconds: 14_401)
            let options = RunOptions(seriesStepSeconds: 1800, recordsEvents: false, decisions: .none)
            let simulation = try Simulation(scenario, options: options)
            var sums = [Double](repeating: 0, count: times.count)
            for seed in 1...replications {
                let series = simulation.run(seed: UInt64(seed)).series.connections
                for (index, time) in times.enumerated() { sums[index] += Double(series[time / 1800]) }
            }
            return times.indices.map { index in
                let law = ClosedForms.meanOfInfiniteServer(rate: 0.1, seconds: Double(times[index])) {
                    ClosedForms.survival(of: session, $0) ?? 0
                }
                let expected = known?[index] ?? law
                // The number is Poisson, so the mean of R of them has the deviation sqrt(expected / R).
                return ValidationFigure(
                    "E N(\(times[index]) s)",
                    expected: expected,
                    got: sums[index] / Double(replications),
                    tolerance: 5 * (expected / Double(replications)).squareRoot()
                )
            }
        }
    }

    /// Amplitude and lag of the mean number under sine-modulated arrivals, from the first Fourier coefficients.
    private static func sine(_ size: ValidationSize) throws -> [ValidationFigure] {
        let period = 86_400.0
        let days = size.scaled(400)
        let rate = 0.1
        let scenario = Scenario.theory(
            "sine",
            arrivals: .poisson(.sine(mean: rate, amplitude: rate / 2, periodSeconds: period, shiftSeconds: 0)),
            session: .exponential(mean: 7200),
            seconds: period * Double(days + 1)
        )
        let options = RunOptions(seriesStepSeconds: 300, recordsEvents: false, decisions: .none)
        let series = try Simulation(scenario, options: options).run(seed: 3).series.connections
        let perDay = 288
        var sine = 0.0
        var cosine = 0.0
        for step in perDay..<(perDay * (days + 1)) {
            let turns = Double(step % perDay) / Double(perDay)
            sine += Double(series[step]) * ElementaryFunctions.sine(turns: turns)
            cosine += Double(series[step]) * ElementaryFunctions.sine(turns: turns + 0.25)
        }
        let scale = 2 / Double(perDay * days)
        let mean = rate * 7200
        let (a, b) = (sine * scale / (mean / 2), cosine * scale / (mean / 2))
        let amplitude = (a * a + b * b).squareRoot()
        // sin(w(t - lag)) = cos(w lag) sin(wt) - sin(w lag) cos(wt); small angles by the tangent's series are not
        // enough, so the lag is found by bisection.
        var low = 0.0
        var high = 0.25
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let value = ElementaryFunctions.sine(turns: middle) * a + b * ElementaryFunctions.sine(turns: middle + 0.25)
            if value < 0 { low = middle } else { high = middle }
        }
        return [
            ValidationFigure("amplitude factor", expected: 0.8859, got: amplitude, tolerance: size.tolerance(0.01)),
            ValidationFigure("lag, s", expected: 6633, got: (low + high) / 2 * period, tolerance: size.tolerance(170)),
        ]
    }
}
