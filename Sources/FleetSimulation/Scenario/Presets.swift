import TargetTracking

extension Scenario {
    /// The numbers of PowerSync's ECS guide on a working day (powersync.md 5.2).
    public init() {
        self = .powersyncGuide()
    }

    /// The numbers of PowerSync's ECS guide on a working day.
    ///
    /// - Parameter peakClients: Roughly how many clients are online at the busiest time.
    /// - Returns: The scenario.
    public static func powersyncGuide(peakClients: Double = 640) -> Scenario {
        let consumer = Distribution.lognormal(median: 480, sigma: 1)
        let shift = Distribution.constant(8 * 3600)
        // 70 % of the clients stay for minutes, 30 % for the whole shift (powersync.md 5.2). The wave of those who
        // begin work is 60 % of the peak; the others come through ten hours around it.
        let wave = peakClients * 0.6
        let dayRate = peakClients * 0.4 / (0.7 * consumer.mean + 0.3 * 3600)
        var scenario = Scenario(
            name: "powersync-guide",
            horizonSeconds: 86_400,
            workload: Workload(
                sources: [
                    ClientSource(
                        name: "morning wave",
                        arrivals: .poisson(.wave(total: wave, startSeconds: 8 * 3600, meanSeconds: 600, shape: 3)),
                        sessionSeconds: shift
                    ),
                    ClientSource(
                        name: "working day",
                        arrivals: .poisson(
                            .ramps([
                                LoadPoint(seconds: 6 * 3600, value: 0),
                                LoadPoint(seconds: 9 * 3600, value: dayRate),
                                LoadPoint(seconds: 16 * 3600, value: dayRate),
                                LoadPoint(seconds: 20 * 3600, value: 0),
                            ])
                        ),
                        sessionSeconds: .mixture([
                            WeightedDistribution(weight: 0.7, consumer),
                            WeightedDistribution(weight: 0.3, .constant(3600)),
                        ])
                    ),
                ]
            ),
            initialTasks: 2
        )
        scenario.clients = ClientBehavior(
            profiles: [
                ClientProfile(name: "HTTP", share: 0.7, transport: .http),
                ClientProfile(
                    name: "WebSocket",
                    share: 0.3,
                    transport: .webSocket,
                    refreshLeadSeconds: .constant(20)
                ),
            ],
            connectSeconds: .lognormal(median: 0.2, percentile95: 1),
            tokenLifetimeSeconds: .constant(3600),
            refreshFailureProbability: 0.005
        )
        scenario.lifecycle.startPhases = [
            StartPhase(name: "provisioning", seconds: .constant(10), isBilled: false),
            StartPhase(
                name: "image pull",
                seconds: .shifted(by: 21, .lognormal(median: 40, percentile95: 125)),
                isBilled: true
            ),
            StartPhase(name: "process start", seconds: .constant(4), isBilled: true),
        ]
        scenario.lifecycle.stopTimeoutSeconds = 120
        scenario.scaling = ScalingConfiguration(
            service: "powersync-cluster/powersync-api",
            minimumCapacity: 2,
            maximumCapacity: 10,
            metrics: [
                MetricDefinition("cpu", source: .ecsService, unitsPerOne: 1000),
                MetricDefinition("connections", source: .custom),
            ],
            targetTracking: [
                TargetTrackingPolicy(
                    "cpu",
                    metric: 0,
                    target: Ratio(70),
                    scaleOutCooldown: .seconds(120),
                    scaleInCooldown: .seconds(300)
                ),
                TargetTrackingPolicy(
                    "connections",
                    metric: 1,
                    target: Ratio(80),
                    scaleOutCooldown: .seconds(120),
                    scaleInCooldown: .seconds(300)
                ),
            ]
        )
        return scenario
    }

    /// The guide as it was published: its connection policy names a metric nobody publishes (aws.md G1).
    public static func powersyncGuideAsPublished(peakClients: Double = 640) -> Scenario {
        var scenario = powersyncGuide(peakClients: peakClients)
        scenario.name = "powersync-guide-as-published"
        scenario.metrics.connectionsIdentityMatches = false
        return scenario
    }
}
