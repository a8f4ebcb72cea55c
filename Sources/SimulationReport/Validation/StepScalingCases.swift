import FleetSimulation
import TargetTracking

extension ValidationCase {
    private static let guide = "Application Auto Scaling user guide, step scaling"

    /// Step scaling and cooldowns against AWS's worked examples.
    static let stepScaling: [ValidationCase] = [
        ValidationCase(
            "CD-OUT-2-3",
            group: "cooldown",
            "Within a cooldown what was added counts: +2 is done, then +3 adds only one more.",
            source: "\(guide), scaling cooldowns"
        ) { _ in
            let steps = [step(0, 20, 2), step(20, nil, 3)]
            let configuration = configuration(.changeInCapacity, steps, cooldown: .minutes(5))
            var service = try ControlledService(configuration, capacity: 10)
            service.feed(minutes: 0..<4) { minute, _ in SampleSet(minute < 2 ? 60 : 75) }
            let counts = service.changes.map(\.desired)
            return [
                ValidationFigure("after +2", expected: 12, got: counts.first ?? -1),
                ValidationFigure("after +3", expected: 13, got: counts.dropFirst().first ?? -1),
            ]
        },
        ValidationCase(
            "STEP-DOC",
            group: "step scaling",
            "AWS's example: steps of 10 % and 30 % around a threshold of 50, from 10 tasks.",
            source: "\(guide), step adjustments"
        ) { _ in
            let out = policy(
                .percentChangeInCapacity,
                [step(0, 10, 0), step(10, 20, 10), step(20, nil, 30)]
            )
            let back = policy(
                .percentChangeInCapacity,
                [step(-10, 0, 0), step(-20, -10, -10), step(nil, -20, -30)],
                comparison: .lessThan
            )
            var capacity = 10
            return [(60, 11), (70, 14), (40, 13), (30, 10)].map { metric, expected in
                let used = metric > 50 ? out : back
                if let found = used.step(forMetric: Ratio(metric)) {
                    capacity = used.capacity(from: capacity, step: found)
                }
                return ValidationFigure("metric \(metric)", expected: expected, got: capacity)
            }
        },
        ValidationCase(
            "STEP-ROUND",
            group: "step scaling",
            "Percentages round towards zero, but not to zero.",
            source: guide
        ) { _ in
            [(1270, 12), (67, 1), (-58, -1), (-667, -6)].compactMap { hundredths, expected in
                Ratio(hundredths, over: 100).map { change in
                    ValidationFigure(
                        "\(change)",
                        expected: expected,
                        got: StepScalingPolicy.roundedPercentChange(change)
                    )
                }
            }
        },
        ValidationCase(
            "STEP-MINMAG",
            group: "step scaling",
            "25 % of 4 is 1, but the least change is 2.",
            source: guide
        ) { _ in
            var policy = policy(.percentChangeInCapacity, [step(0, nil, 25)])
            policy.minimumAdjustmentMagnitude = 2
            return [ValidationFigure("tasks", expected: 6, got: policy.capacity(from: 4, step: policy.steps[0]))]
        },
        ValidationCase(
            "STEP-TYPES",
            group: "step scaling",
            "The three kinds of adjustment.",
            source: guide
        ) { _ in
            let rows: [(String, StepScalingPolicy.AdjustmentType, Int, Int, Int)] = [
                ("3 plus 5", .changeInCapacity, 3, 5, 8), ("exactly 5", .exactCapacity, 3, 5, 5),
                ("10 plus 10 %", .percentChangeInCapacity, 10, 10, 11),
            ]
            return rows.map { name, type, capacity, adjustment, expected in
                let policy = policy(type, [step(0, nil, adjustment)])
                return ValidationFigure(
                    name,
                    expected: expected,
                    got: policy.capacity(from: capacity, step: policy.steps[0])
                )
            }
        },
    ]

    private static func step(_ low: Int?, _ high: Int?, _ adjustment: Int) -> StepScalingPolicy.Step {
        StepScalingPolicy.Step(from: low.map { Ratio($0) }, to: high.map { Ratio($0) }, adjust: adjustment)
    }

    private static func policy(
        _ type: StepScalingPolicy.AdjustmentType,
        _ steps: [StepScalingPolicy.Step],
        comparison: ComparisonOperator = .greaterThan,
        cooldown: Milliseconds? = nil
    ) -> StepScalingPolicy {
        StepScalingPolicy(
            "steps",
            metric: 0,
            alarm: AlarmSettings("threshold", comparison, Ratio(50), evaluationPeriods: 1),
            type,
            steps: steps,
            cooldown: cooldown
        )
    }

    private static func configuration(
        _ type: StepScalingPolicy.AdjustmentType,
        _ steps: [StepScalingPolicy.Step],
        cooldown: Milliseconds
    ) -> ScalingConfiguration {
        ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 100,
            metrics: [MetricDefinition("cpu", source: .custom, delay: 0)],
            stepScaling: [policy(type, steps, cooldown: cooldown)]
        )
    }
}
