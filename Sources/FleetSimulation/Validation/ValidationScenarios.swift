import TargetTracking

// Scenarios of theory: a static fleet, one law of arrivals, one of sessions, nothing else.
extension Scenario {
    /// Poisson arrivals to a static fleet.
    static func theory(
        _ name: String,
        ratePerSecond: Double,
        session: Distribution,
        tasks: Int = 1,
        limit: Int = 1 << 40,
        algorithm: RoutingAlgorithm = .roundRobin,
        seconds: Double,
        warmUp: Double = 0,
        retry: RetryLaw = .never,
        queueDepth: Int = 0
    ) -> Scenario {
        theory(
            name,
            arrivals: .poisson(.constant(ratePerSecond)),
            session: session,
            tasks: tasks,
            limit: limit,
            algorithm: algorithm,
            seconds: seconds,
            warmUp: warmUp,
            retry: retry,
            queueDepth: queueDepth
        )
    }

    /// Any arrivals to a static fleet.
    static func theory(
        _ name: String,
        arrivals: ArrivalPattern,
        session: Distribution,
        tasks: Int = 1,
        limit: Int = 1 << 40,
        algorithm: RoutingAlgorithm = .roundRobin,
        seconds: Double,
        warmUp: Double = 0,
        retry: RetryLaw = .never,
        queueDepth: Int = 0
    ) -> Scenario {
        var scenario = Scenario(
            name: name,
            horizonSeconds: seconds,
            workload: Workload(
                sources: [ClientSource(name: "arrivals", arrivals: arrivals, sessionSeconds: session)]
            ),
            clients: ClientBehavior(
                profiles: [ClientProfile(name: "HTTP", afterCut: retry, afterRefusal: retry)],
                sessionClock: .firstConnection
            ),
            limits: ServiceLimits(connections: limit, queueDepth: queueDepth),
            loadBalancer: LoadBalancer(algorithm: algorithm),
            initialTasks: tasks
        )
        scenario.warmUpSeconds = warmUp
        return scenario
    }

    /// Clients connected to given tasks from the first instant, none of whom ever leaves.
    static func standing(
        _ perTask: [Int],
        limit: Int = 200,
        retry: RetryLaw,
        algorithm: RoutingAlgorithm = .roundRobin,
        startSeconds: Double = 3600,
        incidents: [Incident],
        seconds: Double = 600
    ) -> Scenario {
        var scenario = Scenario(
            name: "standing",
            horizonSeconds: seconds,
            workload: Workload(
                initial: .perTask(perTask, sessionSeconds: .constant(1e7)),
                sources: []
            ),
            clients: ClientBehavior(profiles: [ClientProfile(name: "HTTP", afterCut: retry, afterRefusal: retry)]),
            limits: ServiceLimits(connections: limit),
            loadBalancer: LoadBalancer(
                algorithm: algorithm,
                registrationSeconds: 0,
                healthCheckIntervalSeconds: 0
            ),
            lifecycle: TaskLifecycle(
                startPhases: [StartPhase(name: "start", seconds: .constant(startSeconds), isBilled: true)],
                replacementDelaySeconds: 0
            ),
            initialTasks: perTask.count
        )
        scenario.incidents = incidents
        return scenario
    }
}
