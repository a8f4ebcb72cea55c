import Testing

@testable import TargetTracking

struct StepScalingTests {
    private let documentedSteps: [StepScalingPolicy.Step] = [
        .init(from: Ratio(0), to: Ratio(10), adjust: 0),
        .init(from: Ratio(10), to: Ratio(20), adjust: 10),
        .init(from: Ratio(20), to: nil, adjust: 30),
    ]
    private let mirroredSteps: [StepScalingPolicy.Step] = [
        .init(from: Ratio(-10), to: Ratio(0), adjust: 0),
        .init(from: Ratio(-20), to: Ratio(-10), adjust: -10),
        .init(from: nil, to: Ratio(-20), adjust: -30),
    ]

    @Test("STEP-DOC: 10 tasks, metrics 60, 70, 40, 30 around a threshold of 50 give 11, 14, 13, 10")
    func workedExample() throws {
        let configuration = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 100,
            metrics: [MetricDefinition("cpu", source: .custom, delay: 0)],
            stepScaling: [
                StepScalingPolicy(
                    "out",
                    metric: 0,
                    alarm: AlarmSettings("high", .greaterThan, Ratio(50), evaluationPeriods: 1),
                    .percentChangeInCapacity,
                    steps: documentedSteps,
                    cooldown: 0
                ),
                StepScalingPolicy(
                    "in",
                    metric: 0,
                    alarm: AlarmSettings("low", .lessThan, Ratio(50), evaluationPeriods: 1),
                    .percentChangeInCapacity,
                    steps: mirroredSteps,
                    cooldown: 0
                ),
            ]
        )
        var harness = try Harness(configuration, capacity: 10)
        let metrics = [60, 70, 40, 30]
        harness.feed(minutes: 0..<4) { minute, _ in SampleSet(metrics[minute]) }
        #expect(harness.changes.map(\.desired) == [11, 14, 13, 10])
    }

    @Test(
        "STEP-ROUND: percent changes round towards zero, and to one between zero and one",
        arguments: [("12.7", 12), ("0.67", 1), ("-0.58", -1), ("-6.67", -6), ("0", 0), ("1", 1), ("-1", -1)]
    )
    func rounding(change: String, expected: Int) throws {
        #expect(StepScalingPolicy.roundedPercentChange(try #require(Ratio(decimal: change))) == expected)
    }

    @Test(
        "STEP-MINMAG, STEP-TYPES: the kinds of adjustment",
        arguments: [
            (StepScalingPolicy.AdjustmentType.percentChangeInCapacity, 4, 25, 2, 6),
            (.percentChangeInCapacity, 4, -25, 2, 2), (.percentChangeInCapacity, 10, 10, 0, 11),
            (.changeInCapacity, 3, 5, 0, 8), (.changeInCapacity, 3, -5, 0, 0), (.exactCapacity, 3, 5, 0, 5),
            (.percentChangeInCapacity, 10, 0, 2, 10),
        ]
    )
    func adjustments(type: StepScalingPolicy.AdjustmentType, base: Int, adjust: Int, least: Int, expected: Int) {
        let policy = StepScalingPolicy(
            "p",
            metric: 0,
            alarm: AlarmSettings("a", .greaterThan, Ratio(50), evaluationPeriods: 1),
            type,
            steps: [],
            minimumAdjustmentMagnitude: least == 0 ? nil : least
        )
        #expect(policy.capacity(from: base, step: .init(from: Ratio(0), to: nil, adjust: adjust)) == expected)
    }

    @Test(
        "above the threshold a step includes its lower bound, below it its upper bound",
        arguments: [
            ("50", 0), ("59.999", 0), ("60", 10), ("69.9", 10), ("70", 30), ("50.0", 0), ("40", -10), ("40.001", 0),
            ("30", -30), ("30.1", -10),
        ]
    )
    func bounds(metric: String, expected: Int) throws {
        let value = try #require(Ratio(decimal: metric))
        let above = value >= Ratio(50)
        let policy = StepScalingPolicy(
            "p",
            metric: 0,
            alarm: AlarmSettings("a", above ? .greaterThan : .lessThan, Ratio(50), evaluationPeriods: 1),
            .percentChangeInCapacity,
            steps: above ? documentedSteps : mirroredSteps
        )
        #expect(policy.step(forMetric: value)?.adjustment == expected)
    }

    @Test(
        "steps that AWS refuses are refused, saying why",
        arguments: [
            ([], "0 steps"),
            ([StepScalingPolicy.Step(from: nil, to: nil, adjust: 1)], "without either bound"),
            ([.init(from: Ratio(0), to: Ratio(10), adjust: 1)], "needs a step without an upper bound"),
            ([.init(from: Ratio(-5), to: nil, adjust: 1)], "needs a step without a lower bound"),
            ([.init(from: Ratio(0), to: Ratio(10), adjust: 1), .init(from: Ratio(11), to: nil, adjust: 2)], "gap"),
            ([.init(from: Ratio(0), to: nil, adjust: 1), .init(from: Ratio(5), to: nil, adjust: 2)], "more than one"),
            (
                [.init(from: Ratio(9), to: Ratio(5), adjust: 1), .init(from: Ratio(5), to: nil, adjust: 1)],
                "is not below"
            ),
        ]
    )
    func refusedSteps(steps: [StepScalingPolicy.Step], why: String) {
        let policy = StepScalingPolicy(
            "p",
            metric: 0,
            alarm: AlarmSettings("a", .greaterThan, Ratio(50), evaluationPeriods: 1),
            .changeInCapacity,
            steps: steps
        )
        #expect(policy.problemOfSteps?.contains(why) == true, "\(policy.problemOfSteps ?? "accepted")")
    }
}
