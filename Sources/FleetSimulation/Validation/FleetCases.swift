import TargetTracking

extension ValidationCase {
    /// Load balancing, reconnect waves and the drain, as scenarios.
    static let fleet: [ValidationCase] = [
        ValidationCase(
            "SKEW-RANDOM",
            group: "loadbalance",
            "ten tasks, 800 connections on average, random placement: the hottest task has 94.04 on average",
            source: "the largest of ten independent Poisson variables of mean 80",
            isSlow: true
        ) { size in
            let exact = ClosedForms.expectedMaximumOfPoisson(mean: 80, count: 10)
            return [
                ValidationFigure("E max of 10 Poisson(80)", expected: 94.03587873, got: exact, tolerance: 1e-7),
                ValidationFigure(
                    "mean of the hottest task",
                    expected: 94.03587873,
                    got: try hottest(.weightedRandom, size),
                    tolerance: size.tolerance(0.6, divisor: 20)
                ),
            ]
        },
        ValidationCase(
            "SKEW-LOR",
            group: "loadbalance",
            "the same with least connections and round robin: 80.7 and 89.8",
            source: "reference simulation",
            isSlow: true
        ) { size in
            [
                ValidationFigure(
                    "least outstanding requests",
                    expected: 80.7,
                    got: try hottest(.leastOutstandingRequests, size),
                    tolerance: size.tolerance(0.8, divisor: 20)
                ),
                ValidationFigure(
                    "round robin",
                    expected: 89.79,
                    got: try hottest(.roundRobin, size),
                    tolerance: size.tolerance(1, divisor: 20)
                ),
            ]
        },
        ValidationCase(
            "WAVE-JS",
            group: "reconnect",
            "80 clients with 5 s +- 10 % come back between 4.5 s and 5.5 s",
            source: "powersync-js since August 2026"
        ) { _ in
            let outcome = try loss(of: 80, retry: .fiveSecondsWithJitter)
            let times = outcome.clients.timeToReconnect
            return [
                ValidationFigure("reconnected", expected: 80, got: times.count),
                ValidationFigure("none before 4.5 s", expected: 0, got: times.minimumSeconds >= 4.5 ? 0 : 1),
                ValidationFigure("all by 5.5 s", expected: 0, got: times.maximumSeconds <= 5.5 ? 0 : 1),
                ValidationFigure(
                    "mean rate over the second, /s",
                    expected: 80,
                    got: Double(outcome.clients.forcedDisconnects) / (5.5 - 4.5),
                    tolerance: 1e-9
                ),
            ]
        },
        ValidationCase(
            "WAVE-CONST",
            group: "reconnect",
            "80 clients with a constant 5 s come back in one instant",
            source: "released JS, Swift, Kotlin and Dart SDKs"
        ) { _ in
            let outcome = try loss(of: 80, retry: .constantFiveSeconds)
            return [
                ValidationFigure("first at, s", expected: 5, got: outcome.clients.timeToReconnect.minimumSeconds),
                ValidationFigure("last at, s", expected: 5, got: outcome.clients.timeToReconnect.maximumSeconds),
                ValidationFigure("largest wave", expected: 80, got: outcome.clients.largestWavePerSecond),
                ValidationFigure("hottest of the four left", expected: 100, got: outcome.tasks.hottestTaskConnections),
            ]
        },
        ValidationCase(
            "WAVE-EXP",
            group: "reconnect",
            "10,000 clients with exponential delays of 5 s: 99 % back after 23.03 s, 3679 waiting after 5 s",
            source: "fluid limit k exp(-t / 5)"
        ) { _ in
            let law = RetryLaw(delaySeconds: .exponential(mean: 5))
            let scenario = Scenario.standing(
                [10_000, 0, 0],
                limit: 100_000,
                retry: law,
                incidents: [Incident(atSeconds: 10, .taskCrash(count: 1))],
                seconds: 300
            )
            let options = RunOptions(seriesStepSeconds: 1, recordsEvents: false)
            let outcome = try Simulation(scenario, options: options).run(seed: 1)
            return [
                ValidationFigure(
                    "99 % back, s",
                    expected: 23.02585092994046,
                    got: outcome.clients.timeToReconnect.percentile99Seconds,
                    tolerance: 2.5
                ),
                ValidationFigure(
                    "waiting at 5 s",
                    expected: 3678.7944117144234,
                    got: Double(outcome.series.waitingClients[15]),
                    tolerance: 250
                ),
            ]
        },
        ValidationCase(
            "WAVE-REFUSED",
            group: "reconnect",
            "200 clients return to 120 free places, room comes after 119 s: 80 of them are refused 23 times each",
            source: "arithmetic of a constant 5 s"
        ) { _ in
            let scenario = Scenario.standing(
                [200, 80],
                retry: .constantFiveSeconds,
                algorithm: .leastOutstandingRequests,
                startSeconds: 119,
                incidents: [Incident(atSeconds: 0, .taskCrash(count: 1))]
            )
            let outcome = try Simulation(scenario).run(seed: 1)
            return [
                ValidationFigure("refused attempts", expected: 1840, got: outcome.clients.refusedAttempts),
                ValidationFigure("refused clients", expected: 80, got: outcome.clients.refusedClients),
                ValidationFigure(
                    "the last is back after, s",
                    expected: 120,
                    got: outcome.clients.timeToReconnect.maximumSeconds
                ),
            ]
        },
        ValidationCase(
            "ECHO-REBALANCE",
            group: "loadbalance",
            "a fifth task among 400 streams with 60 min tokens has 80 x t / 60 min of them after t",
            source: "round robin, token ages spread evenly"
        ) { _ in try rebalancing() },
    ]

    private static func hottest(_ algorithm: RoutingAlgorithm, _ size: ValidationSize) throws -> Double {
        let arrivals = size.scaled(2_000_000, by: 20)
        let scenario = Scenario.theory(
            "skew",
            ratePerSecond: 8,
            session: .exponential(mean: 100),
            tasks: 10,
            algorithm: algorithm,
            seconds: Double(arrivals) / 8 + 2000,
            warmUp: 2000
        )
        return try Simulation(scenario, options: .measuresOnly).run(seed: 5).tasks.meanHottestTaskConnections
    }

    /// Five tasks with as many clients each, one of which is lost.
    private static func loss(of clients: Int, retry: RetryLaw) throws -> Outcome {
        let scenario = Scenario.standing(
            Array(repeating: clients, count: 5),
            retry: retry,
            incidents: [Incident(atSeconds: 10, .taskCrash(count: 1))]
        )
        return try Simulation(scenario).run(seed: 1)
    }

    private static func rebalancing() throws -> [ValidationFigure] {
        var scenario = Scenario.standing(
            [100, 100, 100, 100],
            retry: .constantFiveSeconds,
            startSeconds: 0,
            incidents: [Incident(atSeconds: 0, .desiredCount(5))],
            seconds: 3601
        )
        scenario.scaling.maximumCapacity = 5
        scenario.clients.profiles[0].refreshLeadSeconds = .constant(0)
        scenario.clients.tokenLifetimeSeconds = .constant(3600)
        scenario.loadBalancer.algorithm = .roundRobin
        let outcome = try Simulation(scenario, options: RunOptions(seriesStepSeconds: 600)).run(seed: 2)
        // The four old tasks lose what the new one takes: the hottest of them is near (400 - taken) / 4.
        let moved = outcome.clients.tokenRefreshes
        return [
            ValidationFigure("streams moved in one token life", expected: 400, got: moved),
            ValidationFigure(
                "hottest task at the end",
                expected: 80,
                got: Double(outcome.series.hottestTaskConnections.last ?? 0),
                tolerance: 12
            ),
        ]
    }
}
