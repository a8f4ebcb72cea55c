public import FleetSimulation
internal import TargetTracking

/// A setting of a scenario that can be varied by name.
public struct ScenarioKnob: Sendable {
    /// The name in `NAME=VALUE`.
    public let name: String
    /// What it sets, with its unit.
    public let summary: String
    private let apply: @Sendable (String, inout Scenario) -> Bool
    private let expected: String

    private init(
        _ name: String,
        _ summary: String,
        _ expected: String,
        _ apply: @escaping @Sendable (String, inout Scenario) -> Bool
    ) {
        self.name = name
        self.summary = summary
        self.expected = expected
        self.apply = apply
    }

    /// Every knob but the assumptions, which are `assume.NAME`.
    public static let all: [ScenarioKnob] = capacityKnobs + worldKnobs

    /// Sets a knob, or an assumption named `assume.NAME`, of a scenario.
    ///
    /// - Throws: `TuningError` naming the knob, the value and what was expected.
    public static func set(_ setting: Setting, in scenario: inout Scenario) throws(TuningError) {
        if setting.name.hasPrefix("assume.") {
            do {
                try scenario.setAssumption(String(setting.name.dropFirst(7)), to: setting.value)
            } catch { throw TuningError(error.description) }
            return
        }
        guard let knob = all.first(where: { $0.name == setting.name }) else {
            throw TuningError(
                "unknown setting \"\(setting.name)\"; known: " + all.map(\.name).joined(separator: ", ")
                    + ", assume.NAME"
            )
        }
        guard knob.apply(setting.value, &scenario) else {
            throw TuningError("\(setting.name)=\(setting.value): expected \(knob.expected)")
        }
    }

    private static let capacityKnobs: [ScenarioKnob] = [
        ScenarioKnob("min", "minimum capacity, tasks", "a whole number from 0 on") { text, scenario in
            guard let count = Int(text), count >= 0 else { return false }
            scenario.scaling.minimumCapacity = count
            scenario.scaling.maximumCapacity = max(scenario.scaling.maximumCapacity, count)
            scenario.initialTasks = max(scenario.initialTasks, count)
            return true
        },
        ScenarioKnob("max", "maximum capacity, tasks", "a whole number from 1 on") { text, scenario in
            guard let count = Int(text), count >= 1 else { return false }
            scenario.scaling.maximumCapacity = count
            scenario.scaling.minimumCapacity = min(scenario.scaling.minimumCapacity, count)
            scenario.initialTasks = min(scenario.initialTasks, count)
            return true
        },
        ScenarioKnob("target", "target of the connection policies", "a number above 0, with such a policy") {
            setTarget($0, of: .connections, in: &$1)
        },
        ScenarioKnob("cpu", "target of the CPU policies, percent", "a number above 0, with such a policy") {
            setTarget($0, of: .cpu, in: &$1)
        },
        ScenarioKnob("out-cooldown", "ScaleOutCooldown, s", "seconds from 0 on") { text, scenario in
            guard let length = milliseconds(fromSeconds: text), length >= 0 else { return false }
            for index in scenario.scaling.targetTracking.indices {
                scenario.scaling.targetTracking[index].scaleOutCooldown = length
            }
            return true
        },
        ScenarioKnob("in-cooldown", "ScaleInCooldown, s", "seconds from 0 on") { text, scenario in
            guard let length = milliseconds(fromSeconds: text), length >= 0 else { return false }
            for index in scenario.scaling.targetTracking.indices {
                scenario.scaling.targetTracking[index].scaleInCooldown = length
            }
            return true
        },
        ScenarioKnob("scale-in", "whether policies scale in", "on or off") { text, scenario in
            guard text == "on" || text == "off" else { return false }
            for index in scenario.scaling.targetTracking.indices {
                scenario.scaling.targetTracking[index].disablesScaleIn = text == "off"
            }
            return true
        },
    ]

    private static let worldKnobs: [ScenarioKnob] = [
        ScenarioKnob("lb", "routing algorithm", "rr, lor or wr") { text, scenario in
            switch text {
            case "rr", RoutingAlgorithm.roundRobin.rawValue: scenario.loadBalancer.algorithm = .roundRobin
            case "lor", RoutingAlgorithm.leastOutstandingRequests.rawValue:
                scenario.loadBalancer.algorithm = .leastOutstandingRequests
            case "wr", RoutingAlgorithm.weightedRandom.rawValue: scenario.loadBalancer.algorithm = .weightedRandom
            default: return false
            }
            return true
        },
        seconds("dereg", "deregistration delay, s") { $0.loadBalancer.deregistrationDelaySeconds = $1 },
        seconds("stop-timeout", "stopTimeout, s") { $0.lifecycle.stopTimeoutSeconds = $1 },
        seconds("start", "from launch to running, s, fixed; replaces the start phases") { scenario, value in
            scenario.lifecycle.startPhases = [
                StartPhase(name: "start", seconds: .constant(value), isBilled: true)
            ]
        },
        seconds("token-ttl", "token lifetime, s") { $0.clients.tokenLifetimeSeconds = .constant($1) },
        seconds("scrape", "scrape interval, s") { $0.metrics.scrapeIntervalSeconds = max($1, 1) },
        ScenarioKnob("limit", "connections per task and transport", "a whole number from 1 on") { text, scenario in
            guard let count = Int(text), count >= 1 else { return false }
            scenario.limits.httpConnections = count
            scenario.limits.webSocketConnections = count
            return true
        },
        ScenarioKnob("victim", "which task a scale-in stops", names(VictimChoice.allCases)) { text, scenario in
            guard let choice = VictimChoice(rawValue: text) else { return false }
            scenario.lifecycle.victim = choice
            return true
        },
        ScenarioKnob("stop-order", "drain before SIGTERM or not", names(StopOrder.allCases)) { text, scenario in
            guard let order = StopOrder(rawValue: text) else { return false }
            scenario.lifecycle.stopOrder = order
            return true
        },
    ]

    private static func seconds(
        _ name: String,
        _ summary: String,
        _ assign: @escaping @Sendable (inout Scenario, Double) -> Void
    ) -> ScenarioKnob {
        ScenarioKnob(name, summary, "seconds from 0 on") { text, scenario in
            guard let value = Double(text), value.isFinite, value >= 0 else { return false }
            assign(&scenario, value)
            return true
        }
    }

    private static func names<Choice: RawRepresentable>(_ choices: [Choice]) -> String where Choice.RawValue == String {
        choices.map(\.rawValue).joined(separator: ", ")
    }

    private static func setTarget(_ text: String, of content: MetricContent, in scenario: inout Scenario) -> Bool {
        guard let target = Ratio(decimal: text), target > Ratio(0) else { return false }
        var found = false
        for index in scenario.scaling.targetTracking.indices
        where scenario.content(ofMetric: scenario.scaling.targetTracking[index].metric) == content {
            scenario.scaling.targetTracking[index].target = target
            found = true
        }
        return found
    }
}
