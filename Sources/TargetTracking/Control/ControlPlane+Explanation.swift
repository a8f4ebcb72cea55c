extension ControlPlane {
    /// One line for a decision with its arithmetic, such as
    /// `connections 96.2 > 80 x3 -> ceil(5*96.2/80)=7 (cpu wants 5): 5 -> 7, scale-out cooldown until 09:07:00`.
    ///
    /// - Parameters:
    ///   - decision: One of ``decisions``.
    ///   - clock: How an instant is printed.
    /// - Returns: The line, without the time of the decision.
    public func explanation(of decision: Decision, clock: (Milliseconds) -> String) -> String {
        var text = lead(of: decision)
        if decision.scaled {
            text += ": \(decision.previousDesired) -> \(decision.desired)"
            if decision.desired == maximumCapacity, raw(of: decision) > maximumCapacity { text += " (maximum)" }
            if let end = decision.cooldownUntil {
                text += ", \(decision.direction == .out ? "scale-out" : "scale-in") cooldown until \(clock(end))"
            }
        } else if let rule = decision.blockedBy {
            text += ": stays \(decision.desired), " + phrase(for: rule, clock: clock)
            if decision.repeats > 1 { text += " (\(decision.repeats) times)" }
        }
        return text
    }

    private func raw(of decision: Decision) -> Int {
        demands[decision.demands].first { $0.policy == decision.policy }?.capacity ?? decision.candidate
    }

    /// The condition and the arithmetic, or the cause of a change without a policy.
    private func lead(of decision: Decision) -> String {
        guard case .alarm(let index) = decision.trigger else {
            return cause(of: decision.trigger, policy: decision.policy)
        }
        let offers = demands[decision.demands]
        guard let policy = decision.policy, let own = offers.first(where: { $0.policy == policy }) else {
            return "\(policyName(decision.policy ?? monitors[index].policy)) alarm"
        }
        var text = "\(policyName(policy)) \(condition(policy: policy, own, decision.direction))"
        text += " -> \(formula(policy: policy, own))"
        let others = offers.filter { $0.policy != policy }.map { "\(policyName($0.policy)) wants \($0.capacity)" }
        if !others.isEmpty { text += " (" + others.joined(separator: ", ") + ")" }
        return text
    }

    private func condition(policy: Int, _ demand: PolicyDemand, _ direction: ScalingDirection) -> String {
        guard
            let alarm = alarms.first(where: { $0.policy == policy && $0.direction == direction })
                ?? alarms.first(where: { $0.policy == policy })
        else { return text(of: demand) }
        let sign = alarm.direction == .out ? ">" : "<"
        let settings = alarm.settings
        let count =
            settings.datapointsToAlarm == settings.evaluationPeriods
            ? "x\(settings.evaluationPeriods)" : "\(settings.datapointsToAlarm) of \(settings.evaluationPeriods)"
        return "\(text(of: demand)) \(sign) \(settings.threshold) \(count)"
    }

    private func formula(policy: Int, _ demand: PolicyDemand) -> String {
        guard policy < configuration.targetTracking.count else {
            return "step from \(demand.base) to \(demand.capacity)"
        }
        let target = configuration.targetTracking[policy].target
        return "ceil(\(demand.base)*\(text(of: demand))/\(target))=\(demand.capacity)"
    }

    /// The metric value: exact if it has at most two decimals, else rounded to two.
    private func text(of demand: PolicyDemand) -> String {
        guard let value = demand.metric else { return "?" }
        return value.denominator == 1 || 100 % value.denominator == 0 ? value.description : value.decimal(places: 2)
    }

    private func phrase(for rule: BlockingRule, clock: (Milliseconds) -> String) -> String {
        switch rule {
        case .suspended: "scaling in this direction is suspended"
        case .scaleOutCooldown(let end): cooldownPhrase("scale-out", end, clock)
        case .scaleInCooldown(let end): cooldownPhrase("scale-in", end, clock)
        case .deployment: "a deployment is in progress"
        case .policyNotReady(let policy, let state): "\(policyName(policy)) not low (\(state.rawValue))"
        case .scaleOutAlarm(let policy): "\(policyName(policy)) is above its target"
        case .forecast: "the forecast asks for it"
        case .atMaximum: "at maximum capacity"
        case .atMinimum: "at minimum capacity"
        case .alreadyAtDesired: "already desired"
        case .anticipatedFlapping: "one task fewer would exceed the target"
        case .noDatapoint: "no datapoint"
        }
    }

    private func cooldownPhrase(_ kind: String, _ end: Milliseconds?, _ clock: (Milliseconds) -> String) -> String {
        end.map { "\(kind) cooldown until \(clock($0))" } ?? "\(kind) in progress"
    }
}
