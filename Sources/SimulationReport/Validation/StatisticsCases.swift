import CapacityTuning
import FleetSimulation

extension ValidationCase {
    /// The statistics of studies against their definitions.
    static let statistics: [ValidationCase] = [
        ValidationCase(
            "STAT-WILSON",
            group: "statistics",
            "Wilson's 95 % interval of a probability, also where nothing happened in any run.",
            source: "Wilson 1927"
        ) { _ in
            let rows = [
                (0, 100, 3.469446951953614e-18, 0.03699349820698568),
                (1, 100, 0.0017674320641406505, 0.054486196178705315),
                (5, 100, 0.02154367915436796, 0.11175046923191913),
                (0, 1000, 2.168404344971009e-19, 0.0038267584855551234),
            ]
            return rows.flatMap { successes, trials, lower, upper in
                let interval = Proportion(successes, of: trials).wilson()
                let name = "\(successes) of \(trials)"
                return [
                    ValidationFigure("lower end, \(name)", expected: lower, got: interval.lower, tolerance: 1e-9),
                    ValidationFigure("upper end, \(name)", expected: upper, got: interval.upper, tolerance: 1e-9),
                ]
            }
        },
        ValidationCase(
            "STAT-PARETO",
            group: "statistics",
            "The points that no other point beats in cost and overload.",
            source: "definition"
        ) { _ in
            let points: [[Double]] = [[10, 5], [12, 3], [11, 6], [15, 3], [9, 9], [20, 0], [20, 1]]
            let expected: [[Double]] = [[9, 9], [10, 5], [12, 3], [20, 0]]
            let front = ParetoFront.indices(of: points).map { points[$0] }
            let matches = zip(front, expected).filter { $0 == $1 }.count
            return [
                ValidationFigure("points on the front", expected: expected.count, got: front.count),
                ValidationFigure("of which right", expected: expected.count, got: matches),
            ]
        },
        ValidationCase(
            "STAT-RULE3",
            group: "statistics",
            "Clean runs needed to claim a probability at 95 %: ceil(ln 0.05 / ln(1 - p)).",
            source: "binomial distribution"
        ) { _ in
            [(0.05, 59), (0.01, 299), (0.001, 2995)].map { probability, expected in
                ValidationFigure(
                    "runs to claim \(probability)",
                    expected: expected,
                    got: CleanRuns.needed(for: probability)
                )
            }
        },
    ]
}
