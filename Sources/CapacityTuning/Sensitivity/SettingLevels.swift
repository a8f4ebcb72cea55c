public import FleetSimulation
internal import TargetTracking

/// A setting's or an assumption's value in a scenario, and the others worth trying.
public struct SettingLevels: Sendable, Hashable {
    /// The name of a knob, or `assume.NAME`.
    public var name: String
    /// The value in force.
    public var current: String
    /// Other values.
    public var others: [String]
    /// Whether it is an assumption about AWS or the world, rather than a choice of the operator.
    public var isAssumption: Bool

    /// The flips to the other values.
    public var flips: [Flip] { others.map { Flip(Setting(name, $0), isAssumption: isAssumption) } }

    /// The values of the axis of a screening: numbers by size, others as they come.
    var axis: SearchSpace.Axis {
        let values = [current] + others
        let numbers = values.compactMap { Double($0) }
        guard numbers.count == values.count else { return SearchSpace.Axis(name, values) }
        return SearchSpace.Axis(name, values.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) })
    }

    /// What the operator of a scenario may choose: lower and higher values of its numbers, and the other algorithms.
    public static func parameters(of scenario: Scenario) -> [SettingLevels] {
        let scaling = scenario.scaling
        var levels: [SettingLevels] = []
        func add(_ name: String, _ current: Double?, _ factors: [Double]) {
            guard let current, current > 0 else { return }
            func text(_ value: Double) -> String { shortNumber(value) }
            let others = factors.map { text((current * $0).rounded()) }.filter { $0 != text(current) && $0 != "0" }
            levels.append(SettingLevels(name: name, current: text(current), others: others, isAssumption: false))
        }
        func target(of content: MetricContent) -> Double? {
            scaling.targetTracking.first { scenario.content(ofMetric: $0.metric) == content }.map {
                $0.target.approximate
            }
        }
        let policy = scaling.targetTracking.first
        add("min", Double(scaling.minimumCapacity), [0.5, 2])
        add("target", target(of: .connections), [0.75, 1.25])
        add("cpu", target(of: .cpu), [0.75, 1.25])
        add("out-cooldown", policy?.scaleOutCooldown.map { Double($0) / 1000 }, [0.5, 2])
        add("in-cooldown", policy?.scaleInCooldown.map { Double($0) / 1000 }, [0.5, 2])
        add("dereg", scenario.loadBalancer.deregistrationDelaySeconds, [0.5, 2])
        add("limit", Double(scenario.limits.httpConnections), [0.75, 1.25])
        let algorithms: [(name: String, value: RoutingAlgorithm)] = [
            ("rr", .roundRobin), ("lor", .leastOutstandingRequests), ("wr", .weightedRandom),
        ]
        levels.append(
            SettingLevels(
                name: "lb",
                current: algorithms.first { $0.value == scenario.loadBalancer.algorithm }?.name ?? "rr",
                others: algorithms.filter { $0.value != scenario.loadBalancer.algorithm }.map(\.name),
                isAssumption: false
            )
        )
        return levels.filter { !$0.others.isEmpty }
    }

    /// Every assumption in force that has a case in a scenario, the control plane's first.
    public static func assumptions(of scenario: Scenario) -> [SettingLevels] {
        scenario.assumptions.filter { Flip.matters($0.name, to: scenario) }.map { assumption in
            SettingLevels(
                name: "assume." + assumption.name,
                current: assumption.value,
                others: assumption.alternatives.filter { $0 != assumption.value },
                isAssumption: true
            )
        }.filter { !$0.others.isEmpty }
    }
}

extension SearchSpace {
    /// The space of settings and assumptions.
    public init(_ levels: [SettingLevels]) {
        self.init(levels.map(\.axis))
    }
}
