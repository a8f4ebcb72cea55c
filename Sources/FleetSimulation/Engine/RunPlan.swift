import TargetTracking

/// A scenario made ready for running: whole milliseconds, integer work, flat samplers.
final class RunPlan: Sendable {
    let scenario: Scenario
    let horizon: Int
    let warmUp: Int

    // Clients.
    let profiles: [ProfilePlan]
    let webSocketProfiles: [Bool]
    let shareSum: Double
    let connect: Sampler
    /// The attempt's duration when it is always the same, else -1.
    let constantConnect: Int
    let hasTokens: Bool
    let tokenLifetime: Sampler
    /// A token's lifetime when it is always the same, else -1.
    let constantTokenLifetime: Int
    let refreshLeads: [Sampler]
    let refreshFailure: Double
    let sessionFromConnection: Bool

    // The service.
    let httpLimit: Int
    let webSocketLimit: Int
    let queueDepth: Int

    // The load balancer.
    let algorithm: RoutingAlgorithm
    let balancesLoad: Bool
    let registration: Int
    let healthInterval: Int
    let healthResponse: Int
    let slowStart: Int
    let deregistration: Int
    let drainEndsWhenEmpty: Bool

    // Tasks.
    let phases: [(seconds: Sampler, isBilled: Bool)]
    let shutdown: Sampler
    let stopTimeout: Int
    let replacementDelay: Int
    let warmTime: Int

    // CPU, in nanoseconds of one processor.
    let pace: WorkPace
    let capacityPerMillisecond: Int
    let connectWork: Int
    let coldConnectWork: Int
    let syncWork: Int

    // Metrics.
    let scrapeInterval: Int
    let freshTasksPublishZero: Bool
    /// Metrics of the configuration that carry connections and CPU, and their units.
    let connectionMetrics: [Int]
    let connectionUnits: [Int]
    /// Whether a policy reads one of them.
    let readsConnections: Bool
    /// From a scrape to its being visible.
    let connectionsDelay: Int
    let cpuMetrics: [Int]
    let cpuUnits: [Int]
    let tick: Int

    // Measures.
    let hot: Int
    /// The target in thousandths of a connection.
    let targetThousandths: Int
    /// Up to this number of connections a task is neither hot nor above the target.
    let leastNoted: Int

    let incidents: [(at: Int, kind: IncidentKind)]

    init(_ scenario: Scenario) {
        self.scenario = scenario
        horizon = SimulatedTime.milliseconds(scenario.horizonSeconds)
        warmUp = SimulatedTime.milliseconds(scenario.warmUpSeconds)

        let behavior = scenario.clients
        var sum = 0.0
        var profiles: [ProfilePlan] = []
        for profile in behavior.profiles {
            sum += profile.share
            profiles.append(
                ProfilePlan(
                    profile,
                    cumulativeShare: sum,
                    isWebSocket: profile.transport == .webSocket && !scenario.limits.sharedAcrossTransports
                )
            )
        }
        self.profiles = profiles
        webSocketProfiles = profiles.map(\.isWebSocket)
        shareSum = sum
        connect = Sampler(behavior.connectSeconds)
        constantConnect =
            connect.isConstant ? connect.milliseconds(RandomStreams(seed: 0), 0, .connect) : -1
        hasTokens = behavior.tokenLifetimeSeconds != nil
        tokenLifetime = Sampler(behavior.tokenLifetimeSeconds ?? .constant(0))
        constantTokenLifetime =
            tokenLifetime.isConstant ? tokenLifetime.milliseconds(RandomStreams(seed: 0), 0, .token) : -1
        refreshLeads = behavior.profiles.map { Sampler($0.refreshLeadSeconds) }
        refreshFailure = behavior.refreshFailureProbability
        sessionFromConnection = behavior.sessionClock == .firstConnection

        httpLimit = scenario.limits.httpConnections
        // With one limit for both transports every stream counts as HTTP.
        webSocketLimit =
            scenario.limits.sharedAcrossTransports ? Int.max : scenario.limits.webSocketConnections
        queueDepth = scenario.limits.queueDepth

        let balancer = scenario.loadBalancer
        algorithm = balancer.algorithm
        balancesLoad = balancer.algorithm == .leastOutstandingRequests
        registration = SimulatedTime.milliseconds(balancer.registrationSeconds)
        healthInterval = SimulatedTime.milliseconds(balancer.healthCheckIntervalSeconds)
        healthResponse = SimulatedTime.milliseconds(balancer.healthCheckResponseSeconds)
        slowStart =
            balancer.algorithm == .leastOutstandingRequests ? 0 : SimulatedTime.milliseconds(balancer.slowStartSeconds)
        deregistration = SimulatedTime.milliseconds(balancer.deregistrationDelaySeconds)

        drainEndsWhenEmpty = balancer.drainEndsWhenEmpty

        let lifecycle = scenario.lifecycle
        phases = lifecycle.startPhases.map { (Sampler($0.seconds), $0.isBilled) }
        shutdown = Sampler(lifecycle.shutdownSeconds)
        stopTimeout = SimulatedTime.milliseconds(lifecycle.stopTimeoutSeconds)
        replacementDelay = SimulatedTime.milliseconds(lifecycle.replacementDelaySeconds)
        warmTime = SimulatedTime.milliseconds(lifecycle.warmUpSeconds)

        let cpu = scenario.cpu
        func nanoseconds(_ value: Double) -> Int { Int((min(max(value, 0), 1e12)).rounded()) }
        // One percent of a processor for a millisecond is 10,000 ns.
        capacityPerMillisecond = max(nanoseconds(cpu.vCPU * 1e6), 1)
        pace = WorkPace(
            base: nanoseconds(cpu.basePercent * 10_000),
            connection: nanoseconds(
                cpu.perConnectionPercent * 10_000 + cpu.perCheckpointMilliseconds * cpu.checkpointsPerSecond * 1000
            ),
            ceiling: min(nanoseconds(cpu.eventLoopCeilingVCPU * 1e6), capacityPerMillisecond)
        )
        connectWork = nanoseconds(cpu.perConnectMilliseconds * 1e6)
        coldConnectWork = nanoseconds(cpu.perConnectMilliseconds * cpu.coldConnectFactor * 1e6)
        syncWork = nanoseconds(cpu.initialSyncOperations * cpu.perOperationMilliseconds * 1e6)

        scrapeInterval = max(SimulatedTime.milliseconds(scenario.metrics.scrapeIntervalSeconds), 100)
        freshTasksPublishZero = scenario.metrics.freshTasksPublishZero
        var connectionMetrics: [Int] = []
        var cpuMetrics: [Int] = []
        var isFine = false
        for index in scenario.scaling.metrics.indices {
            switch (scenario.content(ofMetric: index), scenario.scaling.metrics[index].source) {
            case (.connections, _): if scenario.metrics.connectionsIdentityMatches { connectionMetrics.append(index) }
            case (.cpu, let source):
                cpuMetrics.append(index)
                isFine = isFine || source == .ecsServiceHighResolution
            case (.absent, _): break
            }
        }
        self.connectionMetrics = connectionMetrics
        connectionUnits = connectionMetrics.map { scenario.scaling.metrics[$0].unitsPerOne }
        let scaling = scenario.scaling
        let read = scaling.targetTracking.map(\.metric) + scaling.stepScaling.map(\.metric)
        readsConnections = read.contains { connectionMetrics.contains($0) }
        connectionsDelay =
            connectionMetrics.first.flatMap { scenario.scaling.metrics[$0].delay }
            ?? scenario.controlAssumptions.customMetricDelay
        self.cpuMetrics = cpuMetrics
        cpuUnits = cpuMetrics.map { scenario.scaling.metrics[$0].unitsPerOne }
        tick = isFine ? 20_000 : 60_000

        hot = scenario.hotConnections
        targetThousandths = max(1, Int((scenario.effectiveTargetConnections * 1000).rounded()))
        leastNoted = min(hot, targetThousandths / 1000)
        incidents = scenario.incidents.enumerated()
            .sorted { ($0.element.seconds, $0.offset) < ($1.element.seconds, $1.offset) }
            .map { (SimulatedTime.milliseconds($0.element.seconds), $0.element.kind) }
    }

    /// Work over a time, in thousandths of a percent of a task's capacity.
    func utilization(_ work: Int, over elapsed: Int) -> Int {
        let capacity = capacityPerMillisecond * elapsed
        let (product, overflow) = work.multipliedReportingOverflow(by: 100_000)
        return overflow ? Int((Int128(work) * 100_000) / Int128(capacity)) : product / capacity
    }

    /// Tasks without which someone is refused.
    func neededAtLimit(http: Int, webSocket: Int) -> Int {
        func ceiling(_ count: Int, _ limit: Int) -> Int { count > 0 ? (count - 1) / max(limit, 1) + 1 : 0 }
        return max(ceiling(http, httpLimit), ceiling(webSocket, webSocketLimit))
    }

    /// Tasks the target asks for.
    func neededAtTarget(_ online: Int) -> Int {
        (online * 1000 + targetThousandths - 1) / targetThousandths
    }
}

/// The work of a task in every millisecond, in nanoseconds of one processor.
struct WorkPace: Sendable {
    /// Without any connection.
    let base: Int
    /// For each open connection.
    let connection: Int
    /// The most it can do.
    let ceiling: Int
}

/// A ``ClientProfile`` made ready for running.
struct ProfilePlan: Sendable {
    let cumulativeShare: Double
    let isWebSocket: Bool
    let afterCut: RetryPlan
    let afterRefusal: RetryPlan

    init(_ profile: ClientProfile, cumulativeShare: Double, isWebSocket: Bool) {
        self.cumulativeShare = cumulativeShare
        self.isWebSocket = isWebSocket
        afterCut = RetryPlan(profile.afterCut)
        afterRefusal = RetryPlan(profile.afterRefusal)
    }
}

/// A ``RetryLaw`` made ready for running.
struct RetryPlan: Sendable {
    private let delay: Sampler
    private let growth: Double
    private let maximum: Double
    private let maximumRetries: Int
    /// The delay when it is always the same, else -1.
    private let constant: Int

    init(_ law: RetryLaw) {
        delay = Sampler(law.delaySeconds)
        let seconds = min(delay.draw(RandomStreams(seed: 0), 0, .retry), law.maximumSeconds)
        constant = delay.isConstant && law.growthFactor == 1 ? max(1, SimulatedTime.milliseconds(seconds)) : -1
        growth = law.growthFactor
        maximum = law.maximumSeconds
        maximumRetries = law.maximumRetries ?? Int.max
    }

    /// Whether a client gives up after this many refusals in a row.
    func givesUp(afterRefusals refusals: Int) -> Bool { refusals > maximumRetries }

    /// The delay before the next attempt in milliseconds, never 0, so that retries cannot stop the clock.
    @inline(__always)
    func milliseconds(_ streams: RandomStreams, _ entity: UInt64, _ draw: UInt32, refusals: Int) -> Int {
        constant >= 0 ? constant : drawn(streams, entity, draw, refusals: refusals)
    }

    private func drawn(_ streams: RandomStreams, _ entity: UInt64, _ draw: UInt32, refusals: Int) -> Int {
        var seconds = delay.draw(streams, entity, .retry, draw)
        if growth != 1 {
            for _ in 1..<max(refusals, 1) where seconds < maximum { seconds *= growth }
        }
        return max(1, SimulatedTime.milliseconds(min(seconds, maximum)))
    }
}
