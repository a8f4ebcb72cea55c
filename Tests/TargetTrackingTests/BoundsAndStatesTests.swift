import Testing

@testable import TargetTracking

struct BoundsAndStatesTests {
    @Test(
        "TT-CLIP: a step stays within the bounds",
        arguments: [(2, 400, 10), (5, 400, 10), (3, 10, 2)]
    )
    func clip(capacity: Int, metric: Int, expected: Int) throws {
        var harness = try Harness(capacity: capacity, minimum: 2, maximum: 10)
        harness.feed(minutes: 0..<16) { _, _ in SampleSet(metric) }
        #expect(harness.plane.desired == expected && harness.changes.count == 1)
    }

    @Test("at a bound nothing happens, with AWS's code for it")
    func codesAtBounds() throws {
        var top = try Harness(capacity: 10, minimum: 2, maximum: 10)
        top.feed(minutes: 0..<3) { _, _ in SampleSet(400) }
        var bottom = try Harness(capacity: 2, minimum: 2, maximum: 10)
        bottom.feed(minutes: 0..<15) { _, _ in SampleSet(1) }
        var flapping = try Harness(capacity: 2, minimum: 1, maximum: 10)
        flapping.feed(minutes: 0..<15) { _, _ in SampleSet(41) }
        let codes = [top, bottom, flapping].map {
            $0.plane.decisions.first?.notScaledReason(minimumCapacity: 2, maximumCapacity: 10)?.code
        }
        #expect(codes == [.atMaximum, .atMinimum, .anticipatedFlapping])
    }

    @Test("a desired count outside new bounds moves at once; bounds changed by a schedule are not restored")
    func boundsMove() throws {
        var harness = try Harness(capacity: 5, scaleOutCooldown: .minutes(30), recording: .scaled)
        harness.plane.setCapacityBounds(minimum: 7, maximum: nil, at: 1000)
        harness.plane.setCapacityBounds(minimum: 1, maximum: 3, at: 2000)
        #expect(harness.changes == [.init(second: 1, desired: 7), .init(second: 2, desired: 3)])
        #expect(
            harness.plane.activities.map { harness.plane.cause(of: $0.trigger, policy: $0.policy) }.first
                == "minimum capacity was set to 1"
        )
        #expect(harness.plane.activities.map(\.status) == [.overridden, .inProgress])
    }

    @Test("desired below the minimum: scale-out lifts it to the minimum first, scale-in does nothing; mirrored above")
    func outsideBounds() throws {
        var below = try Harness(capacity: 5, minimum: 5, maximum: 8)
        below.plane.setDesired(1, at: 1)
        below.plane.setRunning(1, at: 2)
        below.feed(minutes: 0..<3) { _, _ in SampleSet(100) }
        var belowIn = try Harness(capacity: 5, minimum: 5, maximum: 8)
        belowIn.plane.setDesired(2, at: 1)
        belowIn.plane.setRunning(2, at: 2)
        belowIn.feed(minutes: 0..<16) { _, _ in SampleSet(1) }
        var above = try Harness(capacity: 5, minimum: 1, maximum: 8)
        above.plane.setDesired(12, at: 1)
        above.plane.setRunning(12, at: 2)
        above.feed(minutes: 0..<15) { _, _ in SampleSet(30) }
        let firstAbove = above.plane.desired
        above.feed(minutes: 15..<16) { _, _ in SampleSet(30) }
        var aboveOut = try Harness(capacity: 5, minimum: 1, maximum: 8)
        aboveOut.plane.setDesired(12, at: 1)
        aboveOut.plane.setRunning(12, at: 2)
        aboveOut.feed(minutes: 0..<4) { _, _ in SampleSet(200) }
        #expect(below.plane.desired == 5 && belowIn.plane.desired == 2)
        #expect(firstAbove == 8 && above.plane.desired == 3 && aboveOut.plane.desired == 12)
    }

    @Test("suspended directions do nothing and act again at the next evaluation after resumption")
    func suspension() throws {
        var harness = try Harness(capacity: 2)
        harness.plane.setSuspended(SuspendedState(scaleOut: true), at: 0)
        harness.feed(minutes: 0..<6) { _, running in spread(320, over: running) }
        #expect(harness.changes.isEmpty && harness.plane.decisions.first?.blockedBy == .suspended)
        harness.plane.setSuspended(SuspendedState(), at: 361_000)
        harness.feed(minutes: 6..<8) { _, running in spread(320, over: running) }
        #expect(harness.changes == [.init(second: 420, desired: 4)])
    }

    @Test("a deployment suspends scale-in and not scale-out")
    func deployment() throws {
        var harness = try Harness(capacity: 4)
        harness.plane.setDeploymentInProgress(true, at: 0)
        harness.feed(minutes: 0..<18) { _, running in spread(160, over: running) }
        #expect(harness.changes.isEmpty)
        let code = harness.plane.decisions.first?.notScaledReason(minimumCapacity: 1, maximumCapacity: 9)?.code
        #expect(code == .unscalable)
        harness.feed(minutes: 18..<22) { _, running in spread(400, over: running) }
        #expect(harness.changes == [.init(second: 1260, desired: 5)])
    }

    @Test("from zero one task is added on the first datapoint that shows demand")
    func zeroCapacity() throws {
        var harness = try Harness(capacity: 0, minimum: 0, maximum: 10)
        harness.feed(minutes: 0..<5) { minute, running in
            minute < 2 ? nil : SampleSet(running == 0 ? 500 : 500 / running)
        }
        #expect(harness.changes.prefix(2) == [.init(second: 180, desired: 1), .init(second: 300, desired: 7)])
    }

    @Test("one task at a time, if scale-in is assumed so")
    func oneTask() throws {
        var harness = try Harness(capacity: 10, assume: ["scale_in_mode=one_task"])
        harness.feed(minutes: 0..<18) { _, running in spread(80, over: running) }
        #expect(harness.changes.map(\.desired) == [9, 8, 7, 6])
    }

    @Test("the hourly forecast lifts desired ahead of its hour and keeps scale-in above it")
    func forecast() throws {
        var configuration = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 6,
            metrics: [MetricDefinition("connections", source: .custom, delay: 0)],
            targetTracking: [
                TargetTrackingPolicy("connections", metric: 0, target: Ratio(80), scaleInCooldown: 0)
            ],
            forecast: CapacityForecast(hourlyCapacity: [1, 4, 9, 2])
        )
        func run() throws -> [Harness.Change] {
            var harness = try Harness(configuration, capacity: 1, recording: .scaled)
            harness.feed(minutes: 0..<240) { _, _ in SampleSet(1) }
            return harness.changes
        }
        let honored = try run()
        configuration.forecast?.maximumBreach = .raisesMaximum(bufferPercent: 10)
        let raised = try run()
        configuration.forecast?.scales = false
        let onlyForecast = try run()
        #expect(
            honored == [
                .init(second: 3300, desired: 4), .init(second: 6900, desired: 6), .init(second: 10_800, desired: 2),
                .init(second: 14_400, desired: 1),
            ]
        )
        #expect(raised.map(\.desired) == [4, 9, 6, 2, 1])
        #expect(onlyForecast.isEmpty)
    }

    @Test("a wrong configuration is refused with the place of the mistake")
    func validation() {
        var configuration = ScalingConfiguration(minimumCapacity: 3, maximumCapacity: 2)
        var places: [String] = []
        func check() {
            do { try configuration.validate() } catch { places.append(error.keyPath) }
        }
        check()
        configuration.maximumCapacity = 5
        configuration.targetTracking = [TargetTrackingPolicy("p", metric: 0, target: Ratio(80))]
        check()
        configuration.metrics = [MetricDefinition("m", source: .custom, unitsPerOne: 0)]
        check()
        configuration.metrics[0].unitsPerOne = 1
        configuration.targetTracking[0].target = Ratio(0)
        check()
        configuration.targetTracking[0].target = Ratio(1)
        configuration.targetTracking[0].lowAlarm = AlarmSettings(
            "a",
            .lessThan,
            Ratio(1),
            evaluationPeriods: 2,
            datapointsToAlarm: 3
        )
        check()
        configuration.targetTracking[0].lowAlarm?.period = 45_000
        check()
        configuration.targetTracking[0].lowAlarm = nil
        configuration.scheduledActions = [ScheduledAction("s", .rate(30_000), minimumCapacity: 1)]
        check()
        configuration.scheduledActions = []
        check()
        #expect(
            places == [
                "maximumCapacity", "targetTracking[0].metric", "metrics[0].unitsPerOne", "targetTracking[0].target",
                "targetTracking[0].lowAlarm.datapointsToAlarm", "targetTracking[0].lowAlarm.period",
                "scheduledActions[0].schedule",
            ]
        )
    }
}
