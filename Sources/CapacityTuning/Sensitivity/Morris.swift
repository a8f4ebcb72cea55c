public import FleetSimulation

/// Morris's elementary effects: how much each knob matters over the whole space, and whether alone or together.
public struct MorrisScreening: Sendable, Hashable {
    /// The effects of one knob on one measure.
    public struct Effect: Sendable, Hashable {
        /// The knob.
        public var name: String
        /// The mean of the effects' sizes: how much the knob matters.
        public var meanSize: Double
        /// The mean of the effects with their signs.
        public var mean: Double
        /// Their standard deviation: large if the knob acts through others or not in proportion.
        public var standardDeviation: Double
    }

    /// The space.
    public let space: SearchSpace
    /// The trajectories as points of the grid, each one step from the one before it.
    public let trajectories: [[[Int]]]
    /// The distinct points in the order of the plan's candidates.
    public let points: [[Int]]

    /// Draws trajectories through a space; the same ones for the same seed.
    ///
    /// - Parameters:
    ///   - space: The knobs, each with at least two values.
    ///   - count: The number of trajectories, usually 10 to 20.
    ///   - seed: The seed of the draw.
    /// - Throws: `TuningError` if a knob has a single value.
    public init(_ space: SearchSpace, trajectories count: Int, seed: UInt64) throws(TuningError) {
        for axis in space.axes where axis.values.count < 2 {
            throw TuningError("sensitivity: \"\(axis.name)\" has one value; expected at least two")
        }
        var generator = SplitMix64(seed: seed)
        func draw(_ bound: Int) -> Int { Int(generator.next().multipliedFullWidth(by: UInt64(bound)).high) }
        var trajectories: [[[Int]]] = []
        for _ in 0..<count {
            var point = space.axes.map { draw($0.values.count) }
            var order = Array(space.axes.indices)
            for index in order.indices.reversed().dropLast() { order.swapAt(index, draw(index + 1)) }
            var trajectory = [point]
            for axis in order {
                // A step of half the range, up or down, whichever stays inside.
                let levels = space.axes[axis].values.count
                let step = max(1, levels / 2)
                point[axis] += point[axis] + step < levels ? step : -min(step, point[axis])
                trajectory.append(point)
            }
            trajectories.append(trajectory)
        }
        self.space = space
        self.trajectories = trajectories
        var seen: Set<[Int]> = []
        points = trajectories.joined().filter { seen.insert($0).inserted }
    }

    /// The plan: one candidate for each distinct point.
    ///
    /// - Throws: `TuningError` if the scenario does not take a value.
    public func plan(
        _ scenario: Scenario,
        replications: Int,
        measures: [Measure] = Measure.allCases,
        seed: UInt64? = nil
    ) throws(TuningError) -> ReplicationPlan {
        var candidates: [Candidate] = []
        for point in points {
            var changed = scenario
            var settings: [Setting] = []
            for (axis, index) in zip(space.axes, point) {
                let setting = Setting(axis.name, axis.values[index])
                try ScenarioKnob.set(setting, in: &changed)
                settings.append(setting)
            }
            candidates.append(Candidate(settings: settings, scenario: changed))
        }
        return try ReplicationPlan(candidates, replications: replications, measures: measures, seed: seed)
    }

    /// The effects of every knob on a measure, the most important first.
    ///
    /// - Throws: `TuningError` if a simulation fails.
    public func effects(
        on measure: Measure,
        _ evaluation: inout Evaluation
    ) async throws(TuningError) -> [Effect] {
        let count = evaluation.plan.replications
        evaluation.pair([])
        try await evaluation.ensure(Array(points.indices), replications: count)
        var placeOf: [[Int]: Int] = [:]
        for (index, point) in points.enumerated() { placeOf[point] = index }
        let means = points.indices.map { evaluation.moments(measure, of: $0).mean }
        return effects { point in placeOf[point].map { means[$0] } ?? 0 }
    }

    /// The effects on any function of the points, per full range of a knob.
    func effects(of function: ([Int]) -> Double) -> [Effect] {
        var changes: [[Double]] = Array(repeating: [], count: space.axes.count)
        for trajectory in trajectories {
            for (before, after) in zip(trajectory, trajectory.dropFirst()) {
                guard let axis = before.indices.first(where: { before[$0] != after[$0] }) else { continue }
                let step = Double(after[axis] - before[axis]) / Double(space.axes[axis].values.count - 1)
                changes[axis].append((function(after) - function(before)) / step)
            }
        }
        let effects = zip(space.axes, changes).map { axis, values in
            let count = Double(max(values.count, 1))
            let mean = values.reduce(0, +) / count
            let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
            return Effect(
                name: axis.name,
                meanSize: values.reduce(0) { $0 + $1.magnitude } / count,
                mean: mean,
                standardDeviation: spread.squareRoot()
            )
        }
        return effects.enumerated().sorted { left, right in
            left.element.meanSize == right.element.meanSize
                ? left.offset < right.offset : left.element.meanSize > right.element.meanSize
        }.map(\.element)
    }
}
