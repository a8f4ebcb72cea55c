import FleetSimulation
import TargetTracking

extension ValidationCase {
    private static let guide = "Application Auto Scaling user guide, target tracking and step scaling"
    private static let observed = "aws/containers-roadmap#1208"

    /// The control plane against AWS's rules and worked examples.
    static let controlPlane: [ValidationCase] = [
        ValidationCase(
            "TT-FIXED",
            group: "target tracking",
            "Connections over any number of tasks: one step reaches ceil(N / target), and the next changes nothing.",
            source: "algebra; the rule: \(guide)"
        ) { _ in
            let loads = [(1, 1), (80, 1), (81, 2), (160, 2), (161, 3), (560, 7), (960, 12), (961, 13), (1000, 13)]
            return loads.map { load, expected in
                let steps = [1, 3, 7, 20].map { tasks in
                    proportionalCapacity(base: tasks, metric: load, over: tasks, target: Ratio(80))
                }
                let got = Set(steps).count == 1 ? steps[0] : -1
                return ValidationFigure("tasks for \(load) connections", expected: expected, got: got)
            }
        },
        ValidationCase(
            "TT-STEP",
            group: "target tracking",
            "One proportional step: capacity x metric / target, rounded up; +1.5 becomes +2, -1.5 becomes -1.",
            source: "Amazon EC2 Auto Scaling user guide, as-scaling-target-tracking; \(guide)"
        ) { _ in
            // Capacity, samples summed over how many, target, new capacity.
            let rows = [
                (2, 160, 1, 80, 4), (3, 110, 1, 80, 5), (5, 96, 1, 80, 6), (10, 90, 1, 80, 12), (13, 935, 13, 80, 12),
                (4, 50, 1, 80, 3), (3, 75, 1, 50, 5), (6, 75, 2, 50, 5),
            ]
            return rows.map { capacity, sum, count, target, expected in
                ValidationFigure(
                    "\(capacity) tasks at \(sum)/\(count), target \(target)",
                    expected: expected,
                    got: proportionalCapacity(base: capacity, metric: sum, over: count, target: Ratio(target))
                )
            }
        },
        ValidationCase(
            "TT-CLIP",
            group: "target tracking",
            "The capacity stays within minimum and maximum.",
            source: "the PowerSync guide for AWS ECS (min 2, max 10)"
        ) { _ in
            try [(2, 400, 10), (5, 400, 10), (2, 10, 2)].map { capacity, metric, expected in
                var service = try ControlledService(target: 80, capacity: capacity, minimum: 2, maximum: 10)
                service.feed(minutes: 0..<20) { _, running in
                    SampleSet(sum: metric * running, count: running, minimum: metric, maximum: metric)
                }
                return ValidationFigure("from \(capacity) at \(metric)", expected: expected, got: service.plane.desired)
            }
        },
        ValidationCase(
            "TT-DUAL-MAX",
            group: "target tracking",
            "Of two policies the larger capacity wins: CPU wants 3, connections 5.",
            source: "the PowerSync guide for AWS ECS, Auto Scaling"
        ) { _ in
            let configuration = ScalingConfiguration(
                minimumCapacity: 1,
                maximumCapacity: 100,
                metrics: [
                    MetricDefinition("cpu", source: .custom, delay: 0),
                    MetricDefinition("connections", source: .custom, delay: 0),
                ],
                targetTracking: [
                    TargetTrackingPolicy("cpu", metric: 0, target: Ratio(70)),
                    TargetTrackingPolicy("connections", metric: 1, target: Ratio(80)),
                ]
            )
            var plane = try ControlPlane(configuration, desired: 2, recording: .all)
            for minute in 0..<3 {
                let end = (minute + 1) * 60_000
                plane.record(100, of: 0, at: minute * 60_000, visibleAt: end)
                plane.record(200, of: 1, at: minute * 60_000, visibleAt: end)
            }
            plane.advance(to: 180_000)
            return [
                ValidationFigure(
                    "CPU wants",
                    expected: 3,
                    got: proportionalCapacity(base: 2, metric: 100, over: 1, target: Ratio(70))
                ),
                ValidationFigure(
                    "connections want",
                    expected: 5,
                    got: proportionalCapacity(base: 2, metric: 200, over: 1, target: Ratio(80))
                ),
                ValidationFigure("desired", expected: 5, got: plane.desired),
            ]
        },
        ValidationCase(
            "TT-FP-CEIL",
            group: "target tracking",
            "Exact arithmetic where rounding a quotient to a double is off by one.",
            source: "exact arithmetic"
        ) { _ in
            let rows = [(7, 3600, 80, 45), (3, 1040, 80, 13), (3, 2080, 80, 26), (6, 3920, 80, 49), (7, 900, 100, 9)]
            return rows.map { tasks, connections, target, expected in
                ValidationFigure(
                    "\(connections) on \(tasks), target \(target)",
                    expected: expected,
                    got: proportionalCapacity(base: tasks, metric: connections, over: tasks, target: Ratio(target))
                )
            }
        },
        ValidationCase(
            "AL-OUT-180",
            group: "alarms",
            "Three breaching minutes, then the publishing delay, until a scale-out.",
            source: observed
        ) { _ in
            try [(0, 180), (60, 240), (120, 300)].map { delay, expected in
                var service = try ControlledService(target: 80, capacity: 2)
                service.feed(minutes: 0..<30, delay: delay * 1000) { minute, _ in
                    ControlledService.spread(minute < 10 ? 158 : 320, over: 2)
                }
                let decision = service.changes.first.map { $0.time / 1000 - 600 } ?? -1
                return ValidationFigure("seconds, delay \(delay) s", expected: expected, got: decision)
            }
        },
        ValidationCase(
            "AL-IN-900",
            group: "alarms",
            "Fifteen low minutes until a scale-in.",
            source: "\(observed), aws/copilot-cli#4233"
        ) { _ in
            var service = try ControlledService(target: 80, capacity: 4)
            service.feed(minutes: 0..<60) { minute, _ in ControlledService.spread(minute < 20 ? 320 : 160, over: 4) }
            let decision = service.changes.first.map { $0.time / 1000 - 1200 } ?? -1
            return [ValidationFigure("seconds", expected: 900, got: decision)]
        },
        ValidationCase(
            "AL-REPEAT",
            group: "alarms",
            "A standing alarm runs its scaling action again every minute.",
            source: "Amazon CloudWatch user guide, AlarmThatSendsEmail"
        ) { _ in
            var service = try ControlledService(target: 80, capacity: 10, maximum: 10)
            service.feed(minutes: 0..<20) { minute, running in
                ControlledService.spread(minute < 7 ? 1600 : 800, over: running)
            }
            return [ValidationFigure("invocations in 5 min", expected: 5, got: service.plane.decisions.count)]
        },
        ValidationCase(
            "AWS-FAST",
            group: "alarms",
            "Seconds from load to trigger, averaged over the onset within the minute and the alarm's phase.",
            source: "AWS's benchmark of June 2026, aws/containers-roadmap#2113"
        ) { _ in
            [
                ValidationFigure(
                    "60 s metrics",
                    expected: 363,
                    got: try meanTrigger(.ecsService, onsets: 0..<60, phases: stride(from: 2500, to: 60_000, by: 5000)),
                    tolerance: 5
                ),
                ValidationFigure(
                    "20 s metrics",
                    expected: 86,
                    got: try meanTrigger(
                        .ecsServiceHighResolution,
                        onsets: 0..<20,
                        phases: stride(from: 500, to: 10_000, by: 1000)
                    ),
                    tolerance: 5
                ),
            ]
        },
    ]

    /// The mean seconds from a load's onset to the decision; periods that are loaded only in part stay low.
    private static func meanTrigger(
        _ source: MetricDefinition.Source,
        onsets: Range<Int>,
        phases: some Sequence<Int>
    ) throws -> Double {
        let metric = MetricDefinition("cpu", source: source)
        let configuration = ScalingConfiguration(
            minimumCapacity: 1,
            maximumCapacity: 100,
            metrics: [metric],
            targetTracking: [TargetTrackingPolicy("cpu", metric: 0, target: Ratio(70))]
        )
        var total = 0
        var runs = 0
        for phase in phases {
            for onset in onsets {
                var plane = try ControlPlane(configuration, desired: 4, recording: .scaled) { _ in phase }
                let start = 1200 + onset
                for begin in stride(from: 0, to: 2400, by: metric.period / 1000) {
                    plane.record(begin >= start ? 95 : 65, of: 0, at: begin * 1000)
                }
                while plane.desired == 4, plane.nextDue < 2_400_000 { plane.advance(to: plane.nextDue) }
                total += (plane.decisions.last?.time ?? 0) - start * 1000
                runs += 1
            }
        }
        return Double(total) / Double(runs) / 1000
    }
}
