public import CapacityTuning
public import TargetTracking

/// A service that obeys given assumptions, and the history it leaves behind.
public struct SyntheticHistory: Sendable {
    /// The rules it obeys.
    public var truth = Assumptions()
    /// How long its tasks take to start.
    public var startLatency: StartLatency
    /// Which load it has.
    public var seed: Int
    /// How long the history is.
    public var hours: Int
    /// The phases of the alarms: connections high and low, CPU high and low.
    public var phases: [Milliseconds] = [23, 41, 23, 41].map(Milliseconds.seconds)
    /// Whether a second policy tracks CPU.
    public var watchesCPU = false
    /// Up to so many percent are added to each datapoint after the fact: what the service did not decide on.
    public var noisePercent = 0

    public init(startLatency: Milliseconds = 60_000, seed: Int = 1, hours: Int = 8) {
        self.startLatency = StartLatency(constant: startLatency)
        self.seed = seed
        self.hours = hours
    }

    private var configuration: ScalingConfiguration {
        var configuration = ScalingConfiguration(
            minimumCapacity: 2,
            maximumCapacity: 20,
            metrics: [MetricDefinition("connections", source: .custom, unitsPerOne: 1000)],
            targetTracking: [
                TargetTrackingPolicy("connections", metric: 0, target: Ratio(80), scaleOutCooldown: .seconds(120))
            ]
        )
        guard watchesCPU else { return configuration }
        configuration.metrics.append(MetricDefinition("cpu", source: .ecsService, unitsPerOne: 1000))
        configuration.targetTracking.append(
            TargetTrackingPolicy("cpu", metric: 1, target: Ratio(70), scaleOutCooldown: .seconds(120))
        )
        return configuration
    }

    /// The history: waves of two hours with a jump every twenty minutes, which now connections, now CPU follow.
    public func history() throws -> ObservedHistory {
        var points: [[ObservedHistory.Datapoint]] = configuration.metrics.map { _ in [] }
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var jump = 0
        for minute in 0..<hours * 60 {
            let phase = minute % 120
            let wave = phase < 40 ? phase * 12 : phase < 80 ? 480 : (120 - phase) * 12
            if minute % 20 == 0 { jump = random(300) }
            let total = 120 + wave + jump + random(30)
            points[0].append(.init(time: minute * 60_000, samples: samples(total * 1000)))
            if watchesCPU { points[1].append(.init(time: minute * 60_000, samples: samples(total * (400 + 2 * jump)))) }
        }
        let load = ObservedHistory(
            configuration: configuration,
            alarmPhases: configuration.targetTracking.indices.map {
                .init(high: phases[2 * $0], low: phases[2 * $0 + 1])
            },
            initialDesired: 2,
            datapoints: points
        )
        let course = try ClosedLoopReplay(load, assumptions: truth, startLatency: startLatency).run()
        var history = load
        history.datapoints = course.datapoints.map { points in
            points.map { point in
                var point = point
                point.samples.sum += point.samples.sum * random(noisePercent + 1) / 100
                return point
            }
        }
        history.running = course.running
        history.changes = course.changes
        return history
    }

    private func samples(_ total: Int) -> SampleSet {
        SampleSet(sum: total, count: 2, minimum: 0, maximum: total)
    }
}
