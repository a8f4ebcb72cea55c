public import TargetTracking

/// Puts the decisions of a control plane into words: the arithmetic, and the rule that kept the capacity as it was.
public struct DecisionSentences: Sendable {
    private let configuration: ScalingConfiguration
    private let demands: [PolicyDemand]
    private let clock: @Sendable (Int) -> String

    /// Sentences about decisions made under `configuration`, with the demands they point to; times of the day simulated.
    public init(configuration: ScalingConfiguration, demands: [PolicyDemand]) {
        self.configuration = configuration
        self.demands = demands
        clock = { NumberText.clock(milliseconds: $0) }
    }

    /// Sentences whose times are those of the calendar, printed by `clock` from milliseconds since 1970-01-01 UTC.
    public init(
        configuration: ScalingConfiguration,
        demands: [PolicyDemand],
        clock: @escaping @Sendable (Int) -> String
    ) {
        self.configuration = configuration
        self.demands = demands
        let epoch = configuration.epoch
        self.clock = { clock($0 + epoch) }
    }

    /// How to read the arithmetic: which tasks it starts from under these assumptions.
    public static func key(_ assumptions: Assumptions) -> String {
        let usual = assumptions.baseOutsideCooldown == .running ? "running" : "desired"
        let outside = "the tasks \(usual)"
        let inside: String? =
            switch assumptions.baseInsideCooldown {
            case .activity: "those it began with"
            case .running: usual == "running" ? nil : "those running"
            case .desired: usual == "desired" ? nil : "those desired"
            }
        let rest = inside.map { "; from a scale-out until its cooldown is over, \($0) (cooldown_base)" } ?? ""
        return "ceil(tasks × metric / target): \(outside) (base_outside_cooldown)\(rest)."
    }

    /// The decision as a row of a page.
    public func row(for decision: Decision) -> RunPage.Decision {
        let kind: RunPage.Decision.Kind
        let change: String
        if decision.scaled {
            kind = decision.desired > decision.previousDesired ? .scaleOut : .scaleIn
            change = "\(decision.previousDesired) → \(decision.desired)"
        } else {
            kind = .notScaled
            change = "stays \(decision.desired)"
        }
        return RunPage.Decision(
            time: clock(decision.time),
            milliseconds: decision.time,
            change: change,
            kind: kind,
            why: sentences(for: decision)
        )
    }

    /// What happened and why, the most important line first.
    public func sentences(for decision: Decision) -> [String] {
        if let rule = decision.blockedBy {
            var sentence = blocked(by: rule, decision)
            if let policy = decision.policy {
                sentence = "\(name(of: policy)) is \(decision.direction == .out ? "high" : "low"), but \(sentence)"
            }
            if decision.repeats > 1 { sentence += " (\(decision.repeats) times)" }
            return [sentence] + wanted(in: decision)
        }
        switch decision.trigger {
        case .alarm: return arithmetic(of: decision)
        case .scheduledAction(let index):
            let actions = configuration.scheduledActions
            let name = actions.indices.contains(index) ? actions[index].name : "\(index)"
            return ["scheduled action \(name)"]
        case .minimumCapacity: return ["the minimum was raised to \(decision.desired)"]
        case .maximumCapacity: return ["the maximum was lowered to \(decision.desired)"]
        case .forecast: return ["predictive scaling forecasts \(decision.desired)"]
        case .manual: return ["the desired count was set by hand"]
        }
    }

    /// The demands of a decision, the deciding policy's first.
    private func ordered(_ decision: Decision) -> [PolicyDemand] {
        let range = decision.demands.clamped(to: demands.indices)
        let own = demands[range].filter { $0.policy == decision.policy }
        return own + demands[range].filter { $0.policy != decision.policy }
    }

    private func arithmetic(of decision: Decision) -> [String] {
        var lines: [String] = []
        for (index, demand) in ordered(decision).enumerated() {
            var line = formula(of: demand)
            if index == 0, demand.capacity != decision.desired {
                line +=
                    ", within \(configuration.minimumCapacity) to \(configuration.maximumCapacity): "
                    + "\(decision.desired)"
            }
            if index > 0 { line += demand.capacity < decision.candidate ? ", which is less" : ", not more" }
            lines.append(line)
        }
        if lines.isEmpty { lines = ["alarm"] }
        return lines
    }

    private func wanted(in decision: Decision) -> [String] {
        ordered(decision).prefix(1).map(formula)
    }

    /// `connections 96.5, target 80: ceil(2 × 96.5 / 80) = 3`.
    private func formula(of demand: PolicyDemand) -> String {
        let metric = metricText(demand)
        guard configuration.targetTracking.indices.contains(demand.policy) else {
            return "\(name(of: demand.policy)) at \(metric): a step from \(demand.base) to \(demand.capacity)"
        }
        let target = configuration.targetTracking[demand.policy].target
        return "\(name(of: demand.policy)) \(metric), target \(target): "
            + "ceil(\(demand.base) × \(metric) / \(target)) = \(demand.capacity)"
    }

    private func metricText(_ demand: PolicyDemand) -> String {
        guard let metric = demand.metric else { return "?" }
        var text = metric.decimal(places: 2)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    private func name(of policy: Int) -> String {
        let tracking = configuration.targetTracking
        if tracking.indices.contains(policy) { return tracking[policy].name }
        let step = policy - tracking.count
        return configuration.stepScaling.indices.contains(step) ? configuration.stepScaling[step].name : "policy"
    }

    /// The rule in a few words, with the code of AWS where it has one.
    private func blocked(by rule: BlockingRule, _ decision: Decision) -> String {
        let way = decision.direction == .out ? "scale-out" : "scale-in"
        switch rule {
        case .suspended: return "\(way) is suspended"
        case .scaleOutCooldown(let end):
            return end.map {
                "scale-out cooldown until \(clock($0)), and it asks for no more"
            }
                ?? "the last scale-out is not complete, and it asks for no more"
        case .scaleInCooldown(let end):
            return end.map { "scale-in cooldown until \(clock($0))" }
                ?? "the last scale-in is not complete"
        case .deployment: return "no scale-in during a deployment (TargetServicePutResourceAsUnscalable)"
        case .policyNotReady(let policy, let state):
            return state == .insufficientData
                ? "\(name(of: policy)) has no data, and scale-in needs all policies (INSUFFICIENT_DATA)"
                : "\(name(of: policy)) is not low, and scale-in needs all policies"
        case .scaleOutAlarm(let policy): return "\(name(of: policy)) is above its target"
        case .forecast: return "the forecast asks for as many"
        case .atMaximum: return "this is the maximum (AlreadyAtMaxCapacity)"
        case .atMinimum: return "this is the minimum (AlreadyAtMinCapacity)"
        case .alreadyAtDesired: return "that many are desired already (AlreadyAtDesiredCapacity)"
        case .anticipatedFlapping:
            return "one task fewer would be above target (AutoScalingAnticipatedFlapping)"
        case .noDatapoint: return "no datapoint to compute with"
        }
    }

    /// Why nothing was scaled, for counting: a short name of the rule.
    public static func shortName(of rule: BlockingRule) -> String {
        switch rule {
        case .suspended: "suspended"
        case .scaleOutCooldown: "scale-out cooldown"
        case .scaleInCooldown: "scale-in cooldown"
        case .deployment: "deployment"
        case .policyNotReady: "another policy not low"
        case .scaleOutAlarm: "a policy above its target"
        case .forecast: "forecast"
        case .atMaximum: "at maximum"
        case .atMinimum: "at minimum"
        case .alreadyAtDesired: "capacity already right"
        case .anticipatedFlapping: "one fewer would be too few"
        case .noDatapoint: "no datapoint"
        }
    }
}
